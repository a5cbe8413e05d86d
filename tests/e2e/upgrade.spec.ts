import type { Worker } from '@playwright/test';
import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { childrenOf, clonesOf, endSessionAtReadBack } from '../campus/emulator.ts';
import { madePackage, previousPackage } from '../release/made.ts';
import { manageInstall, whyNoPolicy } from '../setup/managed.ts';
import { installedBrowser, launchBrowser } from './support/browser.ts';
import { expect, test } from './support/fixture.ts';
import { closeByEscape, logIn, openAlgebra, openDialog, press } from './support/steps.ts';

interface WorkerGlobal {
  readonly chrome: {
    readonly runtime: {
      getManifest(): { readonly version: string };
      requestUpdateCheck(): Promise<{ readonly status: string }>;
    };
    readonly storage: {
      readonly local: { get(key: string): Promise<object>; set(items: object): Promise<void> };
    };
  };
}

/** In the worker, of whose global the tests have no types. */
const versionOf = (worker: Worker): Promise<string> =>
  worker.evaluate(() => (globalThis as unknown as WorkerGlobal).chrome.runtime.getManifest().version);

const CHOSEN = { settings: { version: 1, chosen: { copyActivity: false } } };

test('a clone of the version before this one goes on after the update, with the settings that were chosen', async () => {
  const reason = whyNoPolicy();
  if (reason !== undefined) console.log(`Not run: ${reason}`);
  test.skip(reason !== undefined, reason);
  test.setTimeout(120_000);
  const managed = await manageInstall(await installedBrowser(), previousPackage('chrome'));
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const browser = await launchBrowser({ campus, managed });
  try {
    const before = await versionOf(await browser.worker());
    await (
      await browser.worker()
    ).evaluate((items) => (globalThis as unknown as WorkerGlobal).chrome.storage.local.set(items), CHOSEN);
    const page = await browser.context.newPage();
    await logIn(page, OWNER);
    await openAlgebra(page);
    const dialog = await openDialog(page);
    // So the clone waits, over the update too.
    endSessionAtReadBack(campus);
    await press(dialog, 'Save');
    await expect(dialog.getByText('Your Kaltura session ended.', { exact: false })).toBeVisible();
    await closeByEscape(page);

    const current = madePackage('chrome');
    await managed.offer(current);
    const updated = async (): Promise<string> => {
      const worker = await browser.worker();
      await worker.evaluate(() =>
        (globalThis as unknown as WorkerGlobal).chrome.runtime.requestUpdateCheck(),
      );
      return versionOf(worker);
    };
    // Between one worker and the next there is none to ask.
    await expect.poll(() => updated().catch(() => before), { timeout: 60_000 }).not.toBe(before);
    expect(current.name).toContain(await versionOf(await browser.worker()));

    await openAlgebra(page);
    const children = () => clonesOf(campus).flatMap(({ id }) => childrenOf(campus, id));
    await expect.poll(() => children().length, { timeout: 60_000 }).toBe(6);
    expect(clonesOf(campus)).toMatchObject([{ userId: OWNER }]);
    const panel = await browser.context.newPage();
    await panel.goto(`chrome-extension://${browser.extensionId}/popup.html`);
    await expect(panel.getByText('Ready.', { exact: false })).toBeVisible({ timeout: 30_000 });
    expect(
      await (
        await browser.worker()
      ).evaluate(() => (globalThis as unknown as WorkerGlobal).chrome.storage.local.get('settings')),
    ).toEqual(CHOSEN);
  } finally {
    await browser.close();
    await campus.close();
    await managed.remove();
  }
});

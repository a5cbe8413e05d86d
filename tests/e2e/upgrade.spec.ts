import type { Worker } from '@playwright/test';
import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { madePackage, previousPackage } from '../release/made.ts';
import { manageInstall, whyNoPolicy } from '../setup/managed.ts';
import { installedBrowser, launchBrowser } from './browser.ts';
import { expect, test } from './fixture.ts';
import { ALGEBRA, closeByEscape, logIn, openDialog, openMyMedia, openRoom, press } from './steps.ts';

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
  const { server, rooms } = campus;
  if (!server) throw new Error('This test sets switches of the emulator.');
  const browser = await launchBrowser({ campus, managed });
  try {
    const before = await versionOf(await browser.worker());
    await (
      await browser.worker()
    ).evaluate((items) => (globalThis as unknown as WorkerGlobal).chrome.storage.local.set(items), CHOSEN);
    const page = await browser.context.newPage();
    await logIn(page, OWNER);
    await openMyMedia(page);
    await openRoom(page, ALGEBRA);
    const dialog = await openDialog(page);
    // The room is there; reading it back meets the end of the session, so the clone waits, over the update too.
    let ended = false;
    server.switches.delayMs = (calls) => {
      const reads = calls.some(({ action }) => action === 'getByIds');
      if (reads && !ended) server.expireSessions(OWNER);
      ended ||= reads;
      return 0;
    };
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

    await openMyMedia(page);
    await openRoom(page, ALGEBRA);
    const copies = () => server.entries().filter(({ rootEntryId }) => rootEntryId === rooms.algebra);
    const children = () =>
      copies().flatMap(({ id }) => server.entries().filter(({ parentEntryId }) => parentEntryId === id));
    await expect.poll(() => children().length, { timeout: 60_000 }).toBe(6);
    expect(copies()).toMatchObject([{ userId: OWNER }]);
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

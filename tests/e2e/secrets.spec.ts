import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Frame, type Page, test } from '@playwright/test';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { emulatorOf } from '../campus/emulator.ts';
import { type ExtensionBrowser, launchBrowser } from './support/browser.ts';
import { secretsIn } from './support/profile-search.ts';
import {
  closeByEscape,
  expectHeading,
  logIn,
  nameServices,
  openAlgebra,
  openDialog,
  press,
} from './support/steps.ts';

/** Clones of each kind in one browser that keeps its profile, and then a search of what is left of them on the disk. */

/** What pages hand over on the way, as the network had it: Moodle's keys, and what a launch is signed with. */
function listen(page: Page, secrets: Set<string>): void {
  const note = (text: string | undefined): void => {
    if (text !== undefined && text.length >= 10) secrets.add(text);
  };
  page.context().on('request', (request) => {
    const posted = request.postData() ?? '';
    for (const [name, value] of new URLSearchParams(posted))
      if (/^(?:oauth_signature|oauth_nonce|id_token|sesskey|state|nonce)$/.test(name)) note(value);
  });
}

/** The sessions that the extension has now, where they may be. */
async function noteSessions({ worker }: ExtensionBrowser, secrets: Set<string>): Promise<void> {
  interface Api {
    readonly chrome: { readonly storage: { readonly session: { get(): Promise<object> } } };
  }
  const kept = await (
    await worker()
  ).evaluate(async () =>
    // The worker's global, of which the tests have no types.
    JSON.stringify(await (globalThis as unknown as Api).chrome.storage.session.get()),
  );
  for (const [ks] of kept.matchAll(/djJ8[\w-]{20,}/g)) secrets.add(ks);
}

/** A whole one, undone; one with room services; one that the role forbids; one whose session is over. */
async function cloneInEachWay(
  page: Page,
  campus: Campus,
  browser: ExtensionBrowser,
  secrets: Set<string>,
): Promise<void> {
  const server = emulatorOf(campus);
  const open = async (): Promise<Frame> => {
    await openAlgebra(page);
    const dialog = await openDialog(page);
    await noteSessions(browser, secrets);
    return dialog;
  };
  const whole = await open();
  await press(whole, 'Save');
  await expectHeading(whole, 'Clone room is ready');
  await whole.getByRole('button', { name: 'Undo cloning' }).click();
  await whole.getByRole('button', { name: 'Delete the new room' }).click();
  await expectHeading(whole, 'Cloning undone');
  await closeByEscape(page);

  if (campus.services) await nameServices(await browser.worker(), campus.services);
  const served = await open();
  await press(served, 'Save');
  await expectHeading(served, 'Clone room is ready');
  await closeByEscape(page);

  server.switches.forbidden = new Set(['baseEntry.clone']);
  const failed = await open();
  await press(failed, 'Save');
  await expectHeading(failed, 'Cloning did not finish');
  await closeByEscape(page);

  server.switches.forbidden = new Set();
  const waiting = await open();
  server.expireSessions(OWNER);
  await press(waiting, 'Save');
  await expect(waiting.getByText(/^Paused: /)).toBeVisible();
}

test('no session, key of Moodle’s or launch is on the disk after clones of each kind, in any form', async () => {
  test.setTimeout(120_000);
  const profile = await mkdtemp(join(tmpdir(), 'clone-room-'));
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const secrets = new Set<string>();
  // What may be there, so that its absence would show that nothing is found.
  const planted = { local: 'planted-in-settings-7Qx', journal: 'djJ8planted-in-the-journal-9Zk' };
  try {
    const browser = await launchBrowser({ campus, profile });
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    listen(page, secrets);
    await logIn(page, OWNER);
    const { sesskey } = await page.evaluate(() => (window as unknown as Config).M.cfg); // as Moodle's pages have it
    secrets.add(sesskey);
    await cloneInEachWay(page, campus, browser, secrets);
    await (await browser.worker()).evaluate(plant, planted);
    await browser.close();

    const kept = [...secrets];
    expect(kept.filter((secret) => secret.startsWith('djJ8'))).not.toEqual([]);
    // Beside it Moodle's key, and what at least one launch carried.
    expect(kept.length).toBeGreaterThan(3);
    expect(await secretsIn(profile, kept)).toEqual([]);
    for (const text of Object.values(planted)) expect(await secretsIn(profile, [text])).not.toEqual([]);
    // And what names nobody is there: the journal is in what is searched.
    expect(await secretsIn(profile, [campus.rooms.algebra])).not.toEqual([]);
  } finally {
    await campus.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

interface Config {
  readonly M: { readonly cfg: { readonly sesskey: string } };
}

/** In the worker: a text in the settings, and one in the journal. */
async function plant({ local, journal }: { local: string; journal: string }): Promise<void> {
  interface Api {
    readonly chrome: { readonly storage: { readonly local: { set(items: object): Promise<void> } } };
  }
  await (globalThis as unknown as Api).chrome.storage.local.set({ planted: local }); // no types of the extension's API here
  const database = await new Promise<IDBDatabase>((done) => {
    const request = indexedDB.open('clone-room');
    request.onsuccess = () => done(request.result);
  });
  const [job] = await new Promise<{ id: string }[]>((done) => {
    const request = database.transaction('jobs').objectStore('jobs').getAll();
    request.onsuccess = () => done(request.result as { id: string }[]); // the journal's own records
  });
  await new Promise<void>((done) => {
    const written = database.transaction('jobs', 'readwrite');
    written.objectStore('jobs').put({ ...job, planted: journal });
    written.oncomplete = () => done();
  });
  database.close();
}

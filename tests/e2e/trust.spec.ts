import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixture.ts';
import { ALGEBRA, openDialog, field, openMenu, openMyMedia, openRoom } from './steps.ts';

test('clicks and keys that a page makes up do nothing', async ({ campus, page }) => {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  const item = await openMenu(page);
  await expect(item).toBeVisible();
  const before = campus.server?.requests.length;
  await item.evaluate((control: HTMLElement) => {
    control.click();
    control.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    control.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
    control.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  });
  await page.waitForTimeout(1_000);
  expect(page.frames().some((frame) => frame.url().includes('/dialog.html'))).toBe(false);
  expect(campus.server?.requests.length).toBe(before);
});

test('the dialog shows nothing without a ticket, nor with one that is used', async ({
  context,
  extensionId,
  page,
}) => {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  const dialog = await openDialog(page);
  const used = new URL(dialog.url()).hash;
  for (const hash of ['', '#n=', `#n=${crypto.randomUUID()}`, used]) {
    const opened = await context.newPage();
    await opened.goto(`chrome-extension://${extensionId}/dialog.html${hash}`);
    // The worker has refused it, and not merely not answered yet.
    await opened.waitForTimeout(700);
    await expect(opened.locator('#app')).toBeEmpty();
    await opened.close();
  }
  // The real one is as it was.
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

test('a page cannot put our dialog into a frame of its own', async ({ extensionId, page }) => {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  await openDialog(page);
  const loaded = await page.evaluate(async (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    await new Promise((done) => setTimeout(done, 500));
    return frame.contentDocument !== null || window.length;
  }, `chrome-extension://${extensionId}/dialog.html`);
  expect(loaded).not.toBe(true);
  const forged = page.frames().filter((frame) => frame.url().endsWith('/dialog.html'));
  expect(forged).toEqual([]);
});

test('a page sees nothing of the dialog, its ticket or its texts', async ({ page }) => {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  const dialog = await openDialog(page);
  const ticket = new URL(dialog.url()).hash.slice(3);
  const seen = await page.evaluate(() => {
    const host = document.querySelector('[data-clone-room-host]');
    return {
      root: host?.shadowRoot ?? null,
      html: new XMLSerializer().serializeToString(document),
      entries: JSON.stringify(performance.getEntries()),
      frames: [...document.querySelectorAll('iframe')].map(({ src }) => src),
    };
  });
  expect(seen.root).toBeNull();
  expect(`${seen.html}${seen.entries}${seen.frames.join(' ')}`).not.toContain(ticket);
  expect(seen.html).not.toContain('Cloned - ');
});

/** A server that is none of Kaltura's, and the calls that it gets. */
interface Foreign {
  readonly url: string;
  readonly calls: string[];
}

const hostile = test.extend<{ foreign: Foreign }>({
  // Playwright reads a fixture's needs from this pattern.
  foreign: async ({}, use) => {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      calls.push(String(request.url));
      response.end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.2', listening));
    const { port } = server.address() as AddressInfo; // it listens on a port
    await use({ url: `http://127.0.0.2:${port}`, calls });
    server.close();
  },
  campusOptions: async ({ foreign }, use) => use({ serviceUrl: { url: foreign.url } }),
});

hostile(
  'a service that nobody granted gets no session, not even from the page that names it',
  async ({ foreign, page }) => {
    await openMyMedia(page);
    await openRoom(page, ALGEBRA);
    await expect(await openMenu(page)).toHaveCount(0);
    await page.waitForTimeout(700);
    expect(foreign.calls).toEqual([]);
    // The page could have reached it: what it did not get, it was not given.
    expect((await fetch(foreign.url)).ok).toBe(true);
  },
);

test('no KS is in the journal, and none in what the extension keeps on disk', async ({
  campus,
  page,
  worker,
}) => {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  const dialog = await openDialog(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('heading', { name: 'Clone room is ready' })).toBeVisible({ timeout: 30_000 });
  const kept = await (
    await worker()
  ).evaluate(async () => {
    interface Api {
      chrome: { storage: { local: { get(): Promise<object> }; session: { get(): Promise<object> } } };
    }
    const { storage } = (globalThis as unknown as Api).chrome; // the worker's global, of which the tests have no types
    const opened = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('clone-room');
      request.onsuccess = () => done(request.result);
    });
    const all = (store: string): Promise<unknown[]> =>
      new Promise((done) => {
        const request = opened.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result);
      });
    const disk = [await all('jobs'), await all('steps'), await storage.local.get()];
    return { disk: JSON.stringify(disk), session: JSON.stringify(await storage.session.get()) };
  });
  expect(kept.disk).toContain(campus.rooms.algebra);
  expect(kept.disk).not.toMatch(/djJ8[\w-]{20}/);
  // The same pattern finds the KS where it may be, so the line above can fail.
  expect(kept.session).toMatch(/djJ8[\w-]{20}/);
});

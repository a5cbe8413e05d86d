import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, test } from '@playwright/test';
import { startCampus } from '../campus/campus.ts';
import { type Admin, ADMIN } from '../campus/demo/admin.ts';
import { OWNER, STUDENT } from '../campus/demo/people.ts';
import type { CallName } from '../campus/kaltura/switches.ts';
import { launchBrowser } from './support/browser.ts';
import { expect, signIn } from './support/site.ts';
import { notifications, stopWorker } from './support/steps.ts';

/** A whole semester of rooms, from the page of rooms, whatever comes between. */

const COUNT = 40;

async function addRoom(admin: Admin, owner: string, n: number): Promise<string> {
  const name = `Course ${String(n).padStart(2, '0')} Fall 2026`;
  const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name, tags: 'semester' };
  const id = String((await admin.must(owner, 'room_room', 'add', { entry }))['id']);
  // Of mixed sizes: some with breakout rooms.
  for (let child = 0; child < n % 3; child += 1) {
    const breakout = {
      objectType: 'KalturaRoomEntry',
      roomType: 2,
      name: `Group ${child}`,
      parentEntryId: id,
    };
    await admin.must(owner, 'room_room', 'add', { entry: breakout });
  }
  return id;
}

const isClone = (calls: readonly CallName[]): boolean => calls.some(({ action }) => action === 'clone');

const openRooms = async (page: Page, extensionId: string): Promise<Page> => {
  const rooms = await page.context().newPage();
  await rooms.goto(`chrome-extension://${extensionId}/rooms.html`);
  return rooms;
};

test('40 rooms; one deleted, one without right, Kaltura busy, the worker killed twice, the browser once: 38, no doubles', async () => {
  test.setTimeout(150_000);
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const profile = await mkdtemp(join(tmpdir(), 'clone-room-semester-'));
  const { server, admin } = campus;
  if (!server) throw new Error('This test sets switches of the emulator.');
  const rooms: string[] = [];
  for (let n = 1; n < COUNT; n += 1) rooms.push(await addRoom(admin, OWNER, n));
  // The last one is somebody else's, who takes the right back once everything has begun.
  const foreign = await addRoom(admin, STUDENT, COUNT);
  const people = (entitledUsersEdit: string) =>
    admin.must(ADMIN, 'baseEntry', 'update', {
      entryId: foreign,
      baseEntry: { objectType: 'KalturaRoomEntry', entitledUsersEdit },
    });
  await people(OWNER);
  // Somebody else's gallery, to which the teacher may contribute.
  const category = { name: 'Spring 2027', owner: STUDENT, contributionPolicy: 2 };
  const gallery = Number((await admin.must(ADMIN, 'category', 'add', { category }))['id']);
  const categoryUser = { categoryId: gallery, userId: OWNER, permissionLevel: 2 };
  await admin.must(ADMIN, 'categoryUser', 'add', { categoryUser });
  const deleted = rooms[35] ?? '';
  const good = rooms.filter((id) => id !== deleted);
  const copiesOf = (id: string): string[] =>
    server
      .entries()
      .filter(({ rootEntryId, parentEntryId }) => rootEntryId === id && !parentEntryId)
      .map(({ name }) => name);
  const made = (): number => good.filter((id) => copiesOf(id).length > 0).length;

  /**
   * Does this while the server holds every request that the worker has on its way: what stops between a step's intent and
   * its request is looked for for minutes before it is sent again, and here nobody has that time.
   */
  const amidRequests = async (happens: () => Promise<unknown>): Promise<void> => {
    let last = Infinity;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    server.switches.holds = () => {
      last = Date.now();
      return held;
    };
    try {
      await expect.poll(() => Date.now() - last, { intervals: [50], timeout: 30_000 }).toBeGreaterThan(1_500);
      await happens();
    } finally {
      server.switches.holds = () => undefined;
      letGo();
    }
  };

  let browser = await launchBrowser({ campus, profile });
  try {
    let page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await signIn(page, OWNER);
    let view = await openRooms(page, browser.extensionId);
    await view.getByLabel('Search by name or tag').fill('semester fall');
    await expect(view.getByText(`${COUNT - 1} of `)).toBeVisible();
    await view.getByRole('button', { name: 'Choose all shown' }).click();
    await view.getByText('Paste links or entry IDs').click();
    await view.getByLabel(/Links to rooms/).fill(`https://campus.mediaspace.kaltura.com/media/t/${foreign}`);
    await view.getByRole('button', { name: 'Check and choose' }).click();
    await view.getByLabel('Find in the name').fill('Fall 2026');
    await view.getByLabel('Replace with').fill('Spring 2027');
    await view.getByLabel('Pattern').fill('{name}');
    await view.getByRole('group', { name: 'Also publish each to' }).getByLabel('Spring 2027').check();
    await view.getByRole('button', { name: `Make ${COUNT} clones` }).click();
    await expect(view.getByText(`of ${COUNT} clones are made`)).toBeVisible();
    await admin.must(OWNER, 'baseEntry', 'delete', { entryId: deleted });
    await people('');

    // Before the first kill: of a request that is refused, and whose answer nobody hears, nothing tells that it was.
    let busy = 2;
    server.switches.fault = (calls) => (isClone(calls) && busy-- > 0 ? 'blocked' : undefined);
    await expect.poll(() => busy <= 0 && made() > 3, { timeout: 30_000 }).toBe(true);
    await amidRequests(() => stopWorker(page, browser.extensionId));
    const first = made();
    await expect.poll(made, { timeout: 60_000 }).toBeGreaterThan(first + 3);
    await amidRequests(() => stopWorker(page, browser.extensionId));
    await expect.poll(made, { timeout: 60_000 }).toBeGreaterThan(first + 8);
    await amidRequests(() => browser.close());
    expect(made()).toBeLessThan(COUNT - 2);

    browser = await launchBrowser({ campus, profile });
    page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await signIn(page, OWNER);
    view = await openRooms(page, browser.extensionId);
    await expect.poll(made, { timeout: 60_000 }).toBe(COUNT - 2);
    await expect(view.getByText(`${COUNT - 2} of ${COUNT} clones are made`)).toBeVisible();
    expect(good.map((id) => copiesOf(id).length)).toEqual(good.map(() => 1));
    expect(copiesOf(rooms[0] ?? '')).toEqual(['Course 01 Spring 2027']);
    expect([copiesOf(deleted), copiesOf(foreign)]).toEqual([[], []]);
    // Each new room is in the gallery, once, and no original is.
    const galleriesOf = async (entryIdEqual: string): Promise<unknown[]> => {
      const { objects } = await admin.must(ADMIN, 'categoryEntry', 'list', { filter: { entryIdEqual } });
      return (objects as { categoryId: number }[]).map(({ categoryId }) => categoryId); // our own emulator's answer
    };
    for (const { id, rootEntryId, parentEntryId } of server.entries())
      if (!parentEntryId && good.some((room) => room === rootEntryId))
        expect(await galleriesOf(id)).toEqual(id === rootEntryId ? [] : [gallery]);
    // One notification for all of them.
    expect(await notifications(await browser.worker())).toEqual([expect.stringMatching(/^batch\|/)]);
    await view.getByRole('button', { name: 'Show each' }).click();
    const list = view.getByRole('list', { name: 'Each clone' });
    await expect(list.getByRole('listitem').nth(0)).toContainText(
      /Kaltura does not find this room|permission/,
    );
    await expect(list.getByRole('listitem').nth(1)).toContainText(
      /Kaltura does not find this room|permission/,
    );
    await view.screenshot({ path: 'test-results/rooms.png' });
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    await campus.close();
  }
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import type { CallName } from '../campus/kaltura/switches.ts';
import {
  childrenOf,
  clonesOf,
  emulatorOf,
  endSessionAtReadBack,
  holdFirst,
  isClone,
} from '../campus/emulator.ts';
import { launchBrowser } from './support/browser.ts';
import { expect, test } from './support/fixture.ts';
import {
  ALGEBRA,
  expectHeading,
  logIn,
  openAlgebra,
  openDialog,
  openMyMedia,
  openRoom,
  press,
  stopWorker,
} from './support/steps.ts';

/** A clone goes on whatever is stopped, and makes one room. */

const CHILDREN = 6;

async function expectOneWholeRoom(campus: Campus): Promise<void> {
  const whole = (): number => {
    const [copy, ...others] = clonesOf(campus);
    if (!copy || others.length > 0) return others.length > 0 ? -1 : 0;
    return childrenOf(campus, copy.id).length;
  };
  await expect.poll(whole, { timeout: 60_000 }).toBe(CHILDREN);
  expect(clonesOf(campus)).toMatchObject([{ userId: OWNER, entitledUsersEdit: '', own: { roomType: 1 } }]);
}

/** The request that clones, and the one that writes the storyboard and reads back. */
const isFinish = (calls: readonly CallName[]): boolean =>
  calls.some(({ action }) => action === 'getByIds') && !isClone(calls);

for (const [when, slow] of [
  ['while the room is made', isClone],
  ['while it is read back', isFinish],
] as const) {
  test(`the worker is killed ${when}`, async ({ campus, extensionId, page }) => {
    test.setTimeout(120_000);
    await openAlgebra(page);
    const dialog = await openDialog(page);
    const held = holdFirst(emulatorOf(campus), 3_000, slow);
    await press(dialog, 'Save');
    await expect.poll(held).toBe(1);
    await stopWorker(page, extensionId);
    await expectHeading(dialog, 'Clone room is ready', 90_000);
    await expectOneWholeRoom(campus);
  });
}

test('the connection breaks after the room was made, and Chromium sends the request again by itself', async ({
  campus,
  page,
}) => {
  test.setTimeout(120_000);
  await openAlgebra(page);
  const dialog = await openDialog(page);
  let requests = 0;
  if (campus.server) {
    campus.server.switches.fault = (calls) =>
      isClone(calls) && (requests += 1) === 1 ? 'lostAfter' : undefined;
  }
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready', 90_000);
  // The second one is not ours: nothing in our code sends a creating request again.
  expect(requests).toBe(2);
  await expectOneWholeRoom(campus);
});

test('the session ends in the middle: the window says so, and it goes on when a room is opened again', async ({
  campus,
  page,
}) => {
  const server = emulatorOf(campus);
  await openAlgebra(page);
  const dialog = await openDialog(page);
  endSessionAtReadBack(campus);
  await press(dialog, 'Save');
  await expect(dialog.getByText('Your Kaltura session ended.', { exact: false })).toBeVisible();
  expect(clonesOf(campus)).toHaveLength(1);
  server.switches.delayMs = () => 0;
  const other = await page.context().newPage();
  await openMyMedia(other);
  await openRoom(other, ALGEBRA);
  await expectHeading(dialog, 'Clone room is ready');
  await expectOneWholeRoom(campus);
});

test('the network is gone in the middle: the window says so, and the clone goes on by itself', async ({
  campus,
  page,
}) => {
  test.setTimeout(120_000);
  const server = emulatorOf(campus);
  await openAlgebra(page);
  const dialog = await openDialog(page);
  let cut = true;
  server.switches.fault = (calls) => (cut && !isClone(calls) ? 'lostBefore' : undefined);
  await press(dialog, 'Save');
  await expect(dialog.getByText('Kaltura does not answer.', { exact: false })).toBeVisible();
  expect(clonesOf(campus)).toHaveLength(1);
  cut = false;
  await expectHeading(dialog, 'Clone room is ready', 60_000);
  await expectOneWholeRoom(campus);
});

test('the browser is closed in the middle, and opened again the next day', async () => {
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  test.setTimeout(120_000);
  const profile = await mkdtemp(join(tmpdir(), 'clone-room-'));
  const server = emulatorOf(campus);
  const first = await launchBrowser({ campus, profile });
  const page = first.context.pages()[0] ?? (await first.context.newPage());
  await logIn(page, OWNER);
  await openAlgebra(page);
  const dialog = await openDialog(page);
  const held = holdFirst(server, 2_000);
  await press(dialog, 'Save');
  await expect.poll(held).toBe(1);
  await first.close();
  // The session went with the browser: nothing can be known or done before the teacher comes back.
  await expect.poll(() => clonesOf(campus).length).toBe(1);
  server.expireSessions();
  const second = await launchBrowser({ campus, profile });
  const again = second.context.pages()[0] ?? (await second.context.newPage());
  await logIn(again, OWNER);
  await openMyMedia(again);
  await openRoom(again, ALGEBRA);
  await expectOneWholeRoom(campus);
  await second.close();
  await campus.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

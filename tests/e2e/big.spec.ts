import { seedBigRoom } from '../campus/demo/rooms.ts';
import { emulatorOf } from '../campus/emulator.ts';
import { expect, test } from './support/fixture.ts';
import { expectHeading, openDialog, openMyMedia, openRoom, press, reportLines } from './support/steps.ts';
import { workerHeap } from './support/worker-heap.ts';

/** The genuine server's pace (docs/facts/kaltura-api.md#22-measured-recipe). */
const MS_A_PART = 12;
const FILES = 299;

test('a room of 300 parts is cloned whole, in few requests, none of them long', async ({
  campus,
  page,
  extensionId,
}) => {
  test.setTimeout(120_000);
  const { admin } = campus;
  const server = emulatorOf(campus);
  await seedBigRoom(admin, FILES);
  await openMyMedia(page);
  await openRoom(page, `Room with ${FILES} files`);
  const dialog = await openDialog(page);
  server.switches.paceMsPerClone = MS_A_PART;
  const before = server.requests.length;
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready', 60_000);
  expect(await reportLines(dialog)).toContainEqual(
    expect.objectContaining({ parts: ['files'], text: `Files: ${FILES} of ${FILES}` }),
  );

  const sent = server.requests.slice(before).filter(({ calls }) => calls.length > 1);
  expect(sent.length).toBeLessThanOrEqual(30);
  const clones = sent.map(({ calls }) => calls.filter(({ action }) => action === 'clone').length);
  const longest = Math.max(...clones) * MS_A_PART;
  expect(longest).toBeLessThan(5_000);
  const heap = (await workerHeap(page.context(), extensionId))?.toFixed(1) ?? '?';
  console.log(
    `${FILES + 1} parts: ${sent.length} requests, the longest ${longest} ms; the worker's heap: ${heap} MiB`,
  );
});

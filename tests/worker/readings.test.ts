import { expect, test } from 'vitest';
import { sampleJob } from '../../lib/clone/samples.ts';
import { entryId, userId } from '../../lib/kaltura/ids.ts';
import { roomEntry } from '../../lib/room/samples.ts';
import { OWNER } from '../campus/demo/people.ts';
import { CampusWorld, save } from './campus-world.ts';

/** What badge, popup and windows read of the journal, and how often: bytes are those of the records as JSON. */

const PARTS = 300;

interface Uses {
  lists: number;
  read: number;
  written: number;
}

/** Counts what is read and written from now on. */
function counted({ browser }: CampusWorld): Uses {
  const uses = { lists: 0, read: 0, written: 0 };
  browser.onJournal = (use, value) => {
    if (use === 'written') uses.written += 1;
    else uses.read += value === undefined ? 0 : JSON.stringify(value).length;
    if (Array.isArray(value)) uses.lists += 1;
  };
  return uses;
}

/** Finished clones that the teacher has seen, of rooms with so many parts. */
async function withJobs(count: number, parts: number): Promise<CampusWorld> {
  const world = await CampusWorld.create();
  const original = sampleJob().original;
  const children = Array.from({ length: parts }, (_, i) =>
    roomEntry(entryId(`1_${String(i).padStart(8, '0')}`)!),
  );
  for (let i = 0; i < count; i += 1)
    await world.browser.journal.changeJob(`old-${i}`, () => ({
      ...sampleJob({ id: `old-${i}`, user: userId(OWNER), original: { ...original, children } }),
      createdAt: world.browser.timeline.now,
      ...{ announced: 'ready', seen: true },
      state: { kind: 'ready', finished: { report: { verdict: 'complete', parts: [] }, leftAt: 1 } },
      stored: { texts: { name: 'Copy', description: '', tags: '' }, revision: 1, refused: [] },
    }));
  return world;
}

async function popupCost(
  count: number,
  parts: number,
): Promise<Uses & { readonly shown: number | undefined }> {
  const world = await withJobs(count, parts);
  const uses = counted(world);
  const shown = await world.popup();
  return { ...uses, shown: shown?.jobs.length };
}

test.each([0, 50, 500])(
  'the popup with %i clones reads as much of rooms with 300 parts as of empty ones',
  async (count) => {
    const [full, empty] = [await popupCost(count, PARTS), await popupCost(count, 0)];
    expect(full).toEqual(empty);
    expect(full).toMatchObject({ shown: count, written: 0 });
  },
);

test('a clone beside 500 others: what it writes, what it reads, and what its window is sent', async () => {
  const world = await withJobs(500, PARTS);
  const window = await world.click(OWNER);
  const uses = counted(world);
  const before = window?.views.length ?? 0;
  window?.send(save('Copy'));
  await world.pass(60_000);
  const sent = (window?.views ?? []).slice(before);
  expect(sent.at(-1)).toMatchObject({ state: 'job', job: { state: { kind: 'ready' } } });
  // Three steps (the room, its reading back, the report), each noted before and after, and five changes of its record.
  expect(uses.written).toBeLessThanOrEqual(11);
  // All jobs, for the badge.
  expect(uses.lists).toBeLessThanOrEqual(12);
  // Each change of what is shown once, and nothing twice.
  const views = sent.map((view) => JSON.stringify(view));
  expect(views.filter((view, i) => view === views[i - 1])).toEqual([]);
  expect(sent.length).toBeLessThanOrEqual(6);
  expect(JSON.stringify(sent).length).toBeLessThan(8_000);
});

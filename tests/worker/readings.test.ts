import { expect, test } from 'vitest';
import { sampleJob } from '../../lib/clone/samples.ts';
import { entryId, userId } from '../../lib/kaltura/ids.ts';
import { newBatch } from '../../lib/plan/batch.ts';
import { roomEntry } from '../../lib/room/samples.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { CampusWorld, save } from './campus-world.ts';

/** What badge, popup and windows read of the journal, and how often: bytes are those of the records as JSON. */

const PARTS = 300;
const LATER = { until: 'time', wakeAt: 4e12, problem: { code: 'noAnswer' } } as const;

interface Uses {
  reads: number;
  lists: number;
  read: number;
  written: number;
}

/** Counts what is read and written from now on. */
function counted({ browser }: CampusWorld): Uses {
  const uses = { reads: 0, lists: 0, read: 0, written: 0 };
  browser.onJournal = (use, value) => {
    if (use === 'written') uses.written += 1;
    // How many jobs there are is a number, however large: not counted.
    else if (value !== undefined && typeof value !== 'number') uses.read += JSON.stringify(value).length;
    if (use === 'read') uses.reads += 1;
    if (Array.isArray(value)) uses.lists += 1;
  };
  return uses;
}

/** Finished clones of rooms with so many parts, of which the teacher was told. */
async function withJobs(count: number, parts: number, seen = true): Promise<CampusWorld> {
  const world = await CampusWorld.create();
  const original = sampleJob().original;
  const children = Array.from({ length: parts }, (_, i) =>
    roomEntry(entryId(`1_${String(i).padStart(8, '0')}`)!),
  );
  for (let i = 0; i < count; i += 1)
    await world.browser.journal.changeJob(`old-${i}`, () => ({
      ...sampleJob({ id: `old-${i}`, user: userId(OWNER), original: { ...original, children } }),
      createdAt: world.browser.timeline.now,
      ...{ announced: 'ready', seen },
      state: { kind: 'ready', finished: { report: { verdict: 'complete', parts: [] }, leftAt: 1 } },
      stored: { texts: { name: 'Copy', description: '', tags: '' }, revision: 1, refused: [] },
    }));
  return world;
}

/** The popup, which looks once a second as long as it is open, at its second look. */
async function popupCost(count: number, parts: number) {
  const world = await withJobs(count, parts);
  await world.popup();
  const uses = counted(world);
  const asked = world.browser.asked.length;
  const answer = await world.popup();
  const { jobs, left } = answer ?? { jobs: [], left: undefined };
  // Of the browser, journal aside: who is there, the badge.
  const asks = world.browser.asked.length - asked;
  return { ...uses, asks, shown: jobs.length, left, bytes: JSON.stringify(answer).length };
}

test('what an open popup reads and is sent grows neither with rooms nor, beyond a page, with their number', async () => {
  const [none, some, many, empty] = [
    await popupCost(0, 0),
    await popupCost(50, PARTS),
    await popupCost(500, PARTS),
    await popupCost(50, 0),
  ];
  expect(empty).toEqual(some);
  expect(none).toMatchObject({ shown: 0, left: 0, written: 0, lists: 0 });
  expect(some).toMatchObject({ shown: 20, left: 30, written: 0, lists: 0 });
  expect(many).toMatchObject({ shown: 20, left: 480, written: 0, lists: 0 });
  expect([some.read, many.read]).toEqual([none.read, none.read]);
  expect(many.asks).toBe(some.asks);
  // Of jobs 0 to 49, or 480 to 499: their ids are a little longer.
  expect(many.bytes).toBeLessThan(some.bytes * 1.05);
});

test('clones that she has not looked at are noted as seen in one write a page, and no others', async () => {
  const world = await withJobs(500, PARTS, false);
  const uses = counted(world);
  const seen = async (): Promise<number> =>
    (await world.browser.journal.jobs()).filter((job) => job.seen).length;
  for (const [most, writes] of [
    [20, 1],
    [20, 1],
    [500, 2],
  ] as const) {
    expect((await world.popup(most))?.jobs).toHaveLength(most);
    expect([uses.written, await seen()]).toEqual([writes, most]);
  }
});

test('the popup shows more where it is asked for more, what is at work first', async () => {
  const world = await withJobs(30, 0);
  await world.browser.journal.changeJob('old-3', (job) => ({
    ...job!,
    state: { kind: 'waiting', pause: LATER },
  }));
  const page = await world.popup();
  expect(page).toMatchObject({ left: 10 });
  expect(page?.jobs).toHaveLength(20);
  expect(page?.jobs[0]).toMatchObject({ jobId: 'old-3' });
  expect(await world.popup(40)).toMatchObject({ left: 0 });
});

test('the popup is sent a few batches, the newest first, and more where it is asked for more; the others are not seen', async () => {
  const world = await withJobs(30, 0, false);
  const { service, user } = (await world.jobs())[0]!;
  const names = { pattern: '{name}', term: '', year: '', replace: [] };
  for (let i = 0; i < 30; i += 1) {
    const of = { id: `batch-${i}`, createdAt: world.browser.timeline.now + i, service, user, names };
    const batch = newBatch({ ...of, startedFrom: { tabId: -1, frameId: 0, url: '' } }, []);
    await world.browser.batches.changeJob(batch.id, () => batch);
    await world.browser.journal.changeJob(`old-${i}`, (job) => ({ ...job!, batch: batch.id }));
  }
  const seen = async (): Promise<string[]> =>
    (await world.jobs()).flatMap((job) => (job.seen ? (job.batch ?? []) : [])).toSorted();
  const few = await world.popup();
  expect([few?.batches.map(({ id }) => id), few?.batchesLeft]).toEqual([
    ['batch-29', 'batch-28', 'batch-27'],
    27,
  ]);
  expect(await seen()).toEqual(['batch-27', 'batch-28', 'batch-29']);
  const more = await world.popup(20, 23);
  expect([more?.batches.length, more?.batchesLeft, (await seen()).length]).toEqual([23, 7, 23]);
});

test('what was told of clones is taken back once when somebody else comes, and not at each of her pages', async () => {
  const world = await withJobs(50, 0);
  const service = { url: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId };
  for (const { id } of await world.jobs())
    await world.browser.journal.changeJob(id, (job) => ({ ...job!, service }));
  world.browser.restart();
  await world.signIn(OWNER);
  const takenBack: number[] = [];
  for (const user of [COEDITOR, COEDITOR, OWNER, COEDITOR]) {
    const before = world.browser.asked.length;
    await world.signIn(user);
    takenBack.push(world.browser.asked.slice(before).filter((call) => call === 'notifications.clear').length);
  }
  expect(takenBack).toEqual([50, 0, 0, 50]);
});

test('a worker that starts reads the list, and no job of which there is nothing to tell', async () => {
  const started = async (count: number): Promise<number> => {
    const world = await withJobs(count, 0);
    world.browser.restart();
    const uses = counted(world);
    await world.pass(1_000);
    return uses.reads;
  };
  expect(await started(50)).toBe(await started(0));
});

/** A clone from Save to the end beside so many others; the window has been opened before. */
async function cloneBeside(count: number) {
  const world = await withJobs(count, PARTS);
  const window = await world.click(OWNER);
  const uses = counted(world);
  const before = window?.views.length ?? 0;
  window?.send(save('Copy'));
  await world.pass(60_000);
  return { uses: { ...uses }, sent: (window?.views ?? []).slice(before) };
}

test('a clone beside 500 others: what it writes and reads, and what its window is sent, as if it were alone', async () => {
  const alone = await cloneBeside(0);
  const { uses, sent } = await cloneBeside(500);
  expect(sent.at(-1)).toMatchObject({ state: 'job', job: { state: { kind: 'ready' } } });
  // Three steps (the room, its reading back, the report), each noted before and after, and five changes of its record.
  expect(uses.written).toBeLessThanOrEqual(11);
  // Nor are other jobs read: two lists are of its own steps.
  expect(uses).toEqual(alone.uses);
  // Each change of what is shown once, and nothing twice.
  const views = sent.map((view) => JSON.stringify(view));
  expect(views.filter((view, i) => view === views[i - 1])).toEqual([]);
  expect(sent.length).toBeLessThanOrEqual(6);
  expect(JSON.stringify(sent).length).toBeLessThan(8_000);
  expect(JSON.stringify(sent).length).toBeLessThanOrEqual(JSON.stringify(alone.sent).length + 10);
});

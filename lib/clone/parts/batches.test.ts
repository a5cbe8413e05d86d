import { describe, expect, test } from 'vitest';
import { scene } from '../samples.ts';
import {
  allEnded,
  AT_ONCE,
  firstSizes,
  inTurns,
  notedSize,
  shareOfChildren,
  sizeOfBatches,
} from './batches.ts';
import { paceOf } from '../reading/pace.ts';

const QUICK = { msPerCall: 10, callsPerPart: 2, round: 1 } as const;

/** On a server that takes `work` ms for a call, behind a way of `way` ms; a reading of twelve calls. */
const pace = (work: number, way: number) => paceOf(12, way + 12 * work, way + work);

describe('the first request holds', () => {
  test.each([
    ['all of a small room, on a quick server far away', pace(2, 300), [20, 30], [30, 60]],
    ['all where nothing is known of the pace', { msPerCall: 0, msOfWork: 0, msOfWay: 0 }, [20, 30], [30, 60]],
    ['few parts, whatever the pace', pace(12, 20), [2, 4], [30, 60]],
    ['none where four requests at once are through with them sooner', pace(12, 20), [8, 12], [0, 0]],
    ['none where six requests at once are through with them sooner', pace(40, 20), [20, 30], [0, 0]],
    ['so many as cost little, where others come behind anyway', pace(12, 300), [100, 200], [6, 6]],
    ['no more than a slow server can answer in time', pace(300, 5_000), [3, 2], [5, 6]],
    [
      'nothing beside the room, where a call takes almost as long as a request may',
      pace(9_000, 0),
      [5, 5],
      [0, 0],
    ],
  ])('%s', (_, measured, [children = 0, cuePoints = 0], [firstChildren, firstParts]) => {
    expect(firstSizes(measured, { children, cuePoints })).toEqual({ firstChildren, firstParts });
  });
});

test('the pace is told from two requests: what a call takes, and what the way does', () => {
  expect(paceOf(12, 20 + 12 * 10, 20 + 10)).toEqual({ msPerCall: 140 / 12, msOfWork: 10, msOfWay: 20 });
  // The single call may take longer, where it answers much.
  expect(paceOf(12, 100, 300)).toEqual({ msPerCall: 100 / 12, msOfWork: 0, msOfWay: 300 });
});

describe('the size of batches', () => {
  test.each([
    ['few parts are one request', 8, { ...QUICK, msPerCall: 2 }, 13],
    ['up to 300 parts go in one wave', 280, QUICK, 47],
    ['more go in several', 1000, QUICK, 50],
    ['of what takes a call, twice as many', 1000, { ...QUICK, callsPerPart: 1 }, 100],
    ['what takes long is worth a request sooner', 40, { ...QUICK, msPerCall: 12 }, 7],
    ['where nothing is known of the pace', 280, { ...QUICK, msPerCall: undefined }, 47],
    ['a slow server is asked for less at once', 280, { ...QUICK, msPerCall: 200 }, 20],
    ['and a very slow one for little', 280, { ...QUICK, msPerCall: 2_000 }, 5],
    ['what was lost is asked for in smaller requests', 280, { ...QUICK, round: 2 }, 25],
  ])('%s', (_, parts, pace, size) => {
    expect(sizeOfBatches(parts, AT_ONCE, pace)).toBe(size);
  });
});

test.each([
  [120, 180, 3],
  [100, 0, 6],
  [0, 100, 0],
  [1000, 1, 5],
  [1, 1000, 1],
])('%i children beside %i cue points have %i of the requests under way', (children, cuePoints, share) => {
  expect(shareOfChildren({ children, cuePoints })).toBe(share);
});

test('the size is noted before anything is sent, and is the same in every run', async () => {
  const { run, journal } = await scene(() => ({}));
  expect(await notedSize(run, 'children/1/1', 280, AT_ONCE, QUICK)).toBe(47);
  expect(await journal.step('job', 'children/1/1/size')).toMatchObject({ state: 'done' });
  expect(await notedSize(run, 'children/1/1', 280, AT_ONCE, { ...QUICK, msPerCall: 2_000 })).toBe(47);
});

test('batches that an earlier version has begun stay as they were cut', async () => {
  const { run, journal } = await scene(() => ({}));
  await journal.putStep({ jobId: 'job', name: 'children/1/1/1', state: 'intent', attempts: 0, startedAt: 1 });
  expect(await notedSize(run, 'children/1/1', 280, AT_ONCE, QUICK)).toBe(20);
  expect(await journal.step('job', 'children/1/1/size')).toBeUndefined();
});

test('so many works are under way at once; where one stops, none is begun any more, and the others are waited for', async () => {
  const ended: number[] = [];
  let underWay = 0;
  let most = 0;
  const work = async (item: number): Promise<void> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay -= 1;
    if (item === 2) throw new Error('two');
    ended.push(item);
  };
  await expect(inTurns([1, 2, 3, 4, 5], 3, work)).rejects.toThrow('two');
  expect(most).toBe(3);
  expect(ended).toEqual(expect.arrayContaining([1, 3]));
  expect(ended).not.toContain(5);
});

test('works beside each other are all waited for, and what one threw is thrown', async () => {
  let isOver = false;
  const slow = new Promise((resolve) => setTimeout(resolve, 5)).then(() => (isOver = true));
  await expect(allEnded([Promise.reject(new Error('one')), slow])).rejects.toThrow('one');
  expect(isOver).toBe(true);
  expect(await allEnded([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});

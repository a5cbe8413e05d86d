import { describe, expect, test } from 'vitest';
import { scene } from '../samples.ts';
import { allEnded, AT_ONCE, firstSizes, inTurns, notedSize, shareOf, sizeOfBatches } from './batches.ts';

const QUICK = { msPerCall: 10, callsPerPart: 2, round: 1 } as const;

test.each([
  ['nothing is known of the pace', 0, 20, 60],
  ['a quick server', 12, 20, 60],
  ['a slow one', 200, 20, 20],
  ['a slower one', 300, 13, 13],
  ['a very slow one', 1_500, 2, 3],
  ['one that takes almost as long for a call as a request may', 9_000, 0, 0],
])(
  '%s, of %i ms a call, is asked for %i children at first, and %i parts in all',
  (_, ms, children, parts) => {
    expect(firstSizes(ms)).toEqual({ firstChildren: children, firstParts: parts });
  },
);

describe('the size of batches', () => {
  test.each([
    ['few parts are one request', 12, QUICK, 20],
    ['up to 300 parts go in one wave', 280, QUICK, 47],
    ['more go in several', 1000, QUICK, 50],
    ['where nothing is known of the pace', 280, { ...QUICK, msPerCall: undefined }, 47],
    ['a slow server is asked for less at once', 280, { ...QUICK, msPerCall: 200 }, 20],
    ['and a very slow one for little', 280, { ...QUICK, msPerCall: 2_000 }, 5],
    ['what was lost is asked for in smaller requests', 280, { ...QUICK, round: 2 }, 25],
  ])('%s', (_, parts, pace, size) => {
    expect(sizeOfBatches(parts, AT_ONCE, pace)).toBe(size);
  });
});

test.each([
  [120, 180, 2],
  [100, 0, 6],
  [0, 100, 0],
  [1000, 1, 5],
  [1, 1000, 1],
])('%i parts beside %i others have %i of the requests that are under way', (parts, others, share) => {
  expect(shareOf(parts, others)).toBe(share);
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

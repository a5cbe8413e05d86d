import { expect, test } from 'vitest';
import { minutesLeft, paceFrom } from './minutes-left.ts';

const START = { done: 0, elapsed: 0 };

test.each([
  ['too soon', START, { done: 9, elapsed: 4_999 }, undefined],
  ['too few', START, { done: 2, elapsed: 9_000 }, undefined],
  ['at this pace', START, { done: 9, elapsed: 30_000 }, 6],
  ['much is left', START, { done: 10, elapsed: 60_000 }, 10],
  ['little is left', START, { done: 100, elapsed: 100_000 }, undefined],
  ['all is done', START, { done: 110, elapsed: 900_000 }, undefined],
])('%s', (_, from, now, minutes) => {
  expect(minutesLeft(from, now, 110)).toBe(minutes);
});

test('what a clone waited for before one looked is no pace', () => {
  const hour = 3_600_000;
  const from = { done: 10, elapsed: hour };
  expect(minutesLeft(from, { done: 10, elapsed: hour + 10_000 }, 110)).toBeUndefined();
  expect(minutesLeft(from, { done: 20, elapsed: hour + 10_000 }, 110)).toBe(2);
});

test('the pace counts from the first look, and anew after a wait', () => {
  const now = { done: 9, elapsed: 30_000 };
  expect(paceFrom(undefined, now, true)).toEqual(now);
  expect(paceFrom(START, now, true)).toEqual(START);
  expect(paceFrom(START, now, false)).toBeUndefined();
});

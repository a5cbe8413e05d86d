import { beforeAll, expect, test } from 'vitest';
import { keepRequestsInMemory } from '../../memory-fetch.ts';
import { expectSame, run } from '../crash.ts';

beforeAll(keepRequestsInMemory);

// Every other pair, as on a chessboard: before and after an effect are two points, and a run of any of them tells of both.
test('the process dies twice, at each point with every other', async () => {
  const undisturbed = await run(() => false);
  for (let first = 1; first <= undisturbed.points; first += 1) {
    for (let second = 1 + (first % 2); second <= undisturbed.points; second += 2) {
      // The second death is counted from the start too: it falls into the run that follows the first.
      expectSame(await run((at) => at === first || at === first + second), undisturbed);
    }
  }
});

test('a room of many batches, dying at each point in turn', async () => {
  const whole = await run(() => false, 'big');
  for (let point = 1; point <= whole.points; point += 1) {
    const outcome = await run((at) => at === point, 'big');
    expect(outcome, `point ${point}`).toMatchObject({ state: 'ready', copies: 1, made: whole.made });
    expect(outcome.picture, `point ${point}`).toEqual(whole.picture);
  }
});

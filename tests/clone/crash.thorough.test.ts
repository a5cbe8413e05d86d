import { expect, test } from 'vitest';
import { expectSame, run } from './crash.ts';

test('the process dies at every pair of points', { timeout: 120_000 }, async () => {
  const undisturbed = await run(() => false);
  for (let first = 1; first <= undisturbed.points; first += 1) {
    for (let second = 1; second <= undisturbed.points; second += 1) {
      // The second death is counted from the start too: it falls into the run that follows the first.
      expectSame(await run((at) => at === first || at === first + second), undisturbed);
    }
  }
});

test('a room of many batches, dying at each point in turn', { timeout: 120_000 }, async () => {
  const whole = await run(() => false, 'big');
  for (let point = 1; point <= whole.points; point += 1) {
    const outcome = await run((at) => at === point, 'big');
    expect(outcome, `point ${point}`).toMatchObject({ state: 'ready', copies: 1, made: whole.made });
    expect(outcome.picture, `point ${point}`).toEqual(whole.picture);
  }
});

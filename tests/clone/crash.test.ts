import { describe, expect, test } from 'vitest';
import { expectSame, run } from './crash.ts';

const undisturbed = await run(() => false);
const points = Array.from({ length: undisturbed.points }, (_, i) => i + 1);

describe('the process dies', () => {
  test('an undisturbed run passes points enough to be worth dying at', () => {
    expect(points.length).toBeGreaterThan(15);
    expect(undisturbed.copies).toBe(1);
  });

  test.each(points)('at point %i: one room, as of an undisturbed run', async (point) => {
    expectSame(await run((at) => at === point), undisturbed);
  });
});

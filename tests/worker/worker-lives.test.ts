import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepRequestsInMemory } from '../memory-fetch.ts';
import { lives } from './happenings.ts';
import { live } from './worker-lives.ts';

/** `SIMULATION_RUNS` and `SIMULATION_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 150);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 12);
/** `SIMULATION_SHRINK=no` ends at the first failure, and looks for no smaller one. */
const AT_ONCE = process.env['SIMULATION_SHRINK'] === 'no';

test(`${RUNS} lives of the worker (seed ${SEED})`, async () => {
  keepRequestsInMemory();
  const ends: string[] = [];
  const property = fc.asyncProperty(lives, async (life) => void ends.push(...(await live(life))));
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: AT_ONCE });
  // A world in which nothing is cloned finds nothing. (Of a few lives it can't be told.)
  if (RUNS < 100) return;
  for (const [end, share] of [
    ['ready', 0.5],
    ['undone', 0.03],
  ] as const)
    expect(ends.filter((one) => one === end).length, end).toBeGreaterThan(RUNS * share);
});

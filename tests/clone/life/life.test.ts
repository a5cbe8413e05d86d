import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepRequestsInMemory } from '../../memory-fetch.ts';
import { live, stories } from './life.ts';

/** With the clones of `../simulation/simulation.test.ts` and those of the worker 1,750 in all. `SIMULATION_RUNS` and `SIMULATION_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 900);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 363348152);
/** `SIMULATION_SHRINK=no` ends at the first failure, and looks for no smaller one. */
const AT_ONCE = process.env['SIMULATION_SHRINK'] === 'no';

test(`${RUNS} lives among other people (seed ${SEED})`, async () => {
  keepRequestsInMemory();
  const ends: string[] = [];
  const property = fc.asyncProperty(stories, async (story) => void ends.push(...(await live(story))));
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: AT_ONCE });
  // A world in which nothing is cloned finds nothing. (Of a few lives it can't be told.)
  if (RUNS < 100) return;
  for (const [end, share] of [
    ['ready', 0.5],
    ['undone', 0.1],
    ['failed', 0.1],
  ] as const)
    expect(ends.filter((one) => one === end).length, end).toBeGreaterThan(RUNS * share);
});

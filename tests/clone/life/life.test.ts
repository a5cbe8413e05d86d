import fc from 'fast-check';
import { test } from 'vitest';
import { live, stories } from './life.ts';

/** With the clones of `../simulation.test.ts` 2,000 in all. `SIMULATION_RUNS` and `SIMULATION_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 1_200);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 363348152);
/** `SIMULATION_SHRINK=no` ends at the first failure, and looks for no smaller one. */
const AT_ONCE = process.env['SIMULATION_SHRINK'] === 'no';

test(`${RUNS} lives among other people (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  const property = fc.asyncProperty(stories, live);
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: AT_ONCE });
});

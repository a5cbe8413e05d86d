import fc from 'fast-check';
import { test } from 'vitest';
import { keepRequestsInMemory } from '../../memory-fetch.ts';
import { play, scenarios } from './simulation.ts';

/** With the lives of `life/life.test.ts` and those of the worker 1,750 in all. `SIMULATION_RUNS` and `SIMULATION_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 700);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 363348152);
/** `SIMULATION_SHRINK=no` ends at the first failure, and looks for no smaller one. */
const AT_ONCE = process.env['SIMULATION_SHRINK'] === 'no';

test(`${RUNS} clones under faults (seed ${SEED})`, async () => {
  keepRequestsInMemory();
  const property = fc.asyncProperty(scenarios, play);
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: AT_ONCE });
});

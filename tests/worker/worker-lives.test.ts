import fc from 'fast-check';
import { test } from 'vitest';
import { lives } from './happenings.ts';
import { live } from './worker-lives.ts';

/** `SIMULATION_RUNS` and `SIMULATION_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 160);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 12);
/** `SIMULATION_SHRINK=no` ends at the first failure, and looks for no smaller one. */
const AT_ONCE = process.env['SIMULATION_SHRINK'] === 'no';

test(`${RUNS} lives of the worker (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  await fc.assert(fc.asyncProperty(lives, live), { numRuns: RUNS, seed: SEED, endOnFailure: AT_ONCE });
});

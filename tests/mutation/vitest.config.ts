import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What is run against each mutant: the tests of the job and of the domain, and few of the simulated clones. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['lib/clone/**/*.test.ts', 'lib/room/**/*.test.ts', 'tests/clone/**/*.test.ts'],
    environment: 'node',
    env: { SIMULATION_RUNS: '40', SIMULATION_SEED: '1' },
  },
});

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Cheap tests first: the first that fails ends the run of its mutant. */
const ORDER = ['/lib/', '/tests/clone/', '/tests/clone/simulation/'];

class CheapFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      ORDER.findLastIndex((part) => moduleId.includes(part));
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b)));
  }
}

/**
 * What is run against each mutant: the tests of the job and of the domain, and few of the simulated clones. The tests
 * that do the same in a thousand variations (`*.thorough.test.ts`) would take days.
 */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['lib/clone/**/*.test.ts', 'lib/room/**/*.test.ts', 'tests/clone/**/*.test.ts'],
    exclude: ['**/*.thorough.test.ts'],
    environment: 'node',
    // Stryker ends what takes too long.
    testTimeout: 3_600_000,
    // No module of ours keeps anything between tests: so none is loaded twice.
    isolate: false,
    sequence: { sequencer: CheapFirst },
    env: { SIMULATION_RUNS: '12', SIMULATION_SEED: '1' },
  },
});

import { defineConfig } from 'vitest/config';
import { compiledTexts } from './lib/texts/vite-plugin.ts';

/**
 * Worlds that are played by the thousand. They take a core for minutes and wait for nothing: `npm test` runs them beside
 * the browsers, which wait much.
 */
const SIMULATIONS = [
  'tests/clone/life/life.test.ts',
  'tests/clone/simulation/*.test.ts',
  'tests/worker/worker-lives.test.ts',
];

export default defineConfig({
  plugins: [compiledTexts()],
  test: {
    environment: 'node',
    maxWorkers: 2,
    // A simulated world of seconds takes five on a machine that has other work: that is no fault.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'lib',
          include: ['lib/**/*.test.ts'],
          // No module of lib keeps anything between tests, so none is loaded twice: half the time of these tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['components/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: SIMULATIONS,
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: SIMULATIONS,
          // The browsers come first, so that how long one takes says nothing: one without an end is found by what it
          // counts. An hour, for `npm run soak`.
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});

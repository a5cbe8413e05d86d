import { defineConfig } from '@playwright/test';

/** What takes longer than twenty seconds beside others, and has browsers of its own. */
const LONG = /\/(?:rooms|secrets|policy|speed|upgrade)\.spec\.ts$/;

export default defineConfig({
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  projects: [
    // The windows alone: one browser a worker, for all of its tests.
    { name: 'component', testDir: 'tests/component' },
    // They run long and alone: at the end two of three workers would wait for them.
    { name: 'long', testDir: 'tests/e2e', testMatch: LONG },
    { name: 'e2e', testDir: 'tests/e2e', testIgnore: LONG },
  ],
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // Of two cores one and a half are idle while two of them wait for their pages (measured).
  workers: 3,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // A test that passes only now and then is a fault to find: in CI it is run once more, and named at the end of the run.
  retries: process.env['CI'] === undefined ? 0 : 1,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    toMatchAriaSnapshot: { pathTemplate: '{testDir}/scripts/{arg}{ext}' },
    // Letters are not drawn quite alike on every system.
    toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled', caret: 'hide' },
  },
  reporter: [['list']],
});

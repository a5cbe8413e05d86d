import { defineConfig } from '@playwright/test';

/** What takes too long in a browser for `npm test`, which runs none of it: `npm run soak` does. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  timeout: 180_000,
  reporter: [['list']],
});

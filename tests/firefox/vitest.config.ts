import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** These run the built extension in a real Firefox, so they run after the builds; a browser at a time. */
export default defineConfig({
  test: {
    include: ['tests/firefox/*.spec.ts'],
    root: join(import.meta.dirname, '../..'),
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});

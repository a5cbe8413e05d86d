import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** These look at what was built, so they run after the builds and not with the unit tests. */
export default defineConfig({
  test: { include: ['tests/size/*.spec.ts'], root: join(import.meta.dirname, '../..') },
});

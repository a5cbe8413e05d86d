import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { OFF_BY_PLAYWRIGHT } from './browser-features.ts';

test('what Playwright turns off stays off: our list stands in for its own', () => {
  const { resolve } = createRequire(import.meta.url);
  const home = dirname(resolve('playwright-core/package.json'));
  const source = readFileSync(join(home, 'lib/coreBundle.js'), 'utf8');
  const list = /\n {4}disabledFeatures = \[\n([^\]]*)\]/.exec(source)?.[1] ?? '';
  const names = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name);
  expect(names).toEqual(OFF_BY_PLAYWRIGHT);
});

import { expect, test } from 'vitest';
import { welcomes } from './welcome.ts';

test.each([
  ['install', 'normal', true],
  ['install', 'sideload', true],
  ['install', 'other', true],
  ['install', 'admin', false],
  ['install', 'development', false],
  ['update', 'normal', false],
  ['browser_update', 'normal', false],
] as const)('after %s, installed as %s: %s', (reason, installType, shown) => {
  expect(welcomes(reason, installType)).toBe(shown);
});

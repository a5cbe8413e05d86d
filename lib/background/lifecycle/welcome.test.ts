import { expect, test, vi } from 'vitest';

// The polyfill refuses to be anywhere but in an extension.
vi.mock('../../browser.ts', () => ({ browser: {} }));
const { welcomes } = await import('./welcome.ts');

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

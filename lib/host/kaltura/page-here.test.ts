import { afterEach, expect, test, vi } from 'vitest';
import { PAGE } from '../instance.ts';
import { pageHere } from './page-here.ts';

afterEach(() => vi.unstubAllGlobals());

test('a controller is here until it has ended, and leaves its mark', () => {
  expect(pageHere()).toBeUndefined();
  const life = new AbortController();
  const page = { signal: life.signal };
  vi.stubGlobal(PAGE, page);
  expect(pageHere()).toBe(page);
  life.abort();
  expect(pageHere()).toBeUndefined();
});

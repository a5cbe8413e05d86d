import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The tests that SECURITY.md names: `file: title`. */
const named = [
  ...readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').matchAll(
    /`((?:lib|tests|components)\/[^`:]+\.ts): ([^`]+)`/g,
  ),
].map(([, file = '', title = '']) => ({ file, title: title.replace(/\s+/g, ' ') }));

test('SECURITY.md names tests for its claims', () => {
  expect(named.length).toBeGreaterThan(25);
});

test.each(named)('$file has: $title', ({ file, title }) => {
  const path = join(ROOT, file);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8').replaceAll("\\'", "'")).toContain(title);
});

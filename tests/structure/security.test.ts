import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const NAMED = /`((?:lib|tests|components)\/[^`:]+\.ts): ([^`]+)`/g;

/** The tests that SECURITY.md names: `file: title`. */
const named = [...text.matchAll(NAMED)].map(([, file = '', title = '']) => ({
  file,
  title: title.replace(/\s+/g, ' '),
}));

test('SECURITY.md names tests for its claims', () => {
  expect(named.length).toBeGreaterThan(25);
});

/** What is said of each party, a bullet a claim. */
const [, parties = ''] = text.split('## Who, and what they can do\n');
const claims = parties.split('## What a content script')[0]?.split(/^- /m).slice(1) ?? [];
/** Of browsers, and not of ours. */
const OF_BROWSERS =
  /^A private window has a worker, sessions and a journal of its own|^Names, descriptions and ids of/;

test.each(claims)('a test, or that it is not held, is said of: %s', (claim) => {
  expect(claims.length).toBeGreaterThan(30);
  if (OF_BROWSERS.test(claim)) return;
  expect(claim.startsWith('Not held: ') || claim.search(NAMED) >= 0).toBe(true);
});

test.each(named)('$file has: $title', ({ file, title }) => {
  const path = join(ROOT, file);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8').replaceAll("\\'", "'")).toContain(title);
});

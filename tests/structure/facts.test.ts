import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anchorOf } from './anchor.ts';

/** What comments cite stands in docs/facts, under the heading that they name. */

const ROOT = join(import.meta.dirname, '../..');
const FACTS = join(ROOT, 'docs/facts');

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(tsx?|m?js|css|html)$/.test(file) && existsSync(join(ROOT, file)));

const headings = new Set(
  readdirSync(FACTS).flatMap((file) =>
    readFileSync(join(FACTS, file), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('## '))
      .map((line) => `docs/facts/${file}#${anchorOf(line.slice(3))}`),
  ),
);

const textOf = new Map(sources.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const references = [...textOf].flatMap(([file, text]) =>
  [...text.matchAll(/docs\/facts\/[\w-]+\.md[\w#-]*/g)].map(([reference]) => ({ file, reference })),
);

test('each fact that is cited is there', () => {
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter(({ reference }) => !headings.has(reference))).toEqual([]);
});

test('facts are cited in one form, which a fresh clone can follow', () => {
  const loose = /\b(?:facts|[Ff]inding) §?[A-Z]?\d|\(\w+(?:-\w+)* facts\)|-pages \u00a7/;
  expect([...textOf].flatMap(([file, text]) => (loose.test(text) ? [file] : []))).toEqual([]);
});

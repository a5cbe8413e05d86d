import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MENDINGS } from './mendings.mjs';

const ROOT = join(import.meta.dirname, '../..');

test.each(MENDINGS.map(([name, ...edits]) => ({ name, edits })))('$name: can be taken out', ({ edits }) => {
  const sources = new Map<string, string>();
  for (const [file, text, instead] of edits) {
    const source = sources.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
    expect(source.split(text), `${file} holds the text once`).toHaveLength(2);
    sources.set(
      file,
      source.replace(text, () => instead),
    );
  }
  expect(sources.size).toBeGreaterThan(0);
});

test('of each fault that was found in a job’s life or on genuine Moodles, but those that no test shows without a server', () => {
  const named = MENDINGS.flatMap(([name]) => name.split(':')[0]?.split(', ') ?? []);
  expect(named.toSorted()).toEqual(
    [
      ...['J1', 'J10', 'J11', 'J12', 'J13', 'J14', 'J15', 'J16', 'J2', 'J3', 'J4', 'J5', 'J8', 'J9'],
      ...Array.from({ length: 15 }, (_, at) => `M${at + 1}`),
      ...['P1', 'P2', 'P3', 'P5', 'P6', 'P7', 'P8', 'P9'],
    ].toSorted(),
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import menu from '../../locales/en/menu.json' with { type: 'json' };
import english from '../../locales/en/windows.json' with { type: 'json' };
import type { Report } from '../room/report.ts';
import { problemText, reportLines } from './report-lines.ts';
import { inEnglish } from './english.ts';

const ROOT = join(import.meta.dirname, '../..');

function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value === 'string') return [prefix];
  return Object.entries(value as object).flatMap(([name, item]) =>
    keysOf(item, prefix ? `${prefix}.${name}` : name),
  );
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'));
}

test('every text is used, by its key or by the start of one that is completed by a code', () => {
  const code = ['lib', 'components', 'entrypoints'].flatMap(sources).join('\n');
  const unused = keysOf(english).filter((key) => {
    const start = key.slice(0, key.lastIndexOf('.') + 1);
    return !code.includes(`'${key}'`) && !code.includes(`\`${start}\${`);
  });
  expect(unused).toEqual([]);
});

test('every text of the injected item is used', () => {
  const code = sources('lib/host').join('\n');
  expect(Object.keys(menu).filter((key) => !code.includes(`texts.${key}`))).toEqual([]);
});

test('plurals follow the number', () => {
  expect(inEnglish('dialog.files', { count: 1 })).toBe('1 file');
  expect(inEnglish('dialog.files', { count: 12 })).toBe('12 files');
});

test('a value is put in as it is', () => {
  const name = '<b>{x}</b>';
  expect(inEnglish('popup.of', { name })).toBe(`from “${name}”`);
});

test('a name in another script is isolated, so that it does not turn the sentence', () => {
  expect(inEnglish('popup.of', { name: 'אלגברה' })).toBe('from “\u2068אלגברה\u2069”');
});

test('what is stored gets nothing invisible', () => {
  expect(inEnglish('dialog.defaultName', { name: 'אלגברה' })).toBe('Cloned - אלגברה');
});

test('a report names each part, why it is not there, and what to do', () => {
  const report: Report = {
    verdict: 'partial',
    parts: [
      { part: 'files', outcome: 'copied', count: 3, of: 3, notes: [] },
      { part: 'liveStoryboard', outcome: 'notCopied', of: undefined, reason: 'noInterface', names: [] },
      { part: 'recordings', outcome: 'notCopied', of: 1, reason: 'neverCopied', names: ['recordedEntryId'] },
    ],
  };
  expect(reportLines(report, inEnglish)).toEqual([
    { part: 'files', tone: 'good', text: 'Files: copied, 3 of 3', more: [] },
    {
      part: 'liveStoryboard',
      tone: 'told',
      text: 'Storyboard inside the live room: not copied',
      more: [
        'Kaltura lets nothing outside the room read or write this.',
        "Save the storyboard in the original's live room, and import it in the new one.",
      ],
    },
    {
      part: 'recordings',
      tone: 'none',
      text: 'Recordings and broadcast: not copied, 1 in the original',
      more: [
        'They belong to the original and are never part of a clone.',
        'Affected: recording.',
        'Nothing to do.',
      ],
    },
  ]);
});

test('a problem is a sentence, and what to do', () => {
  expect(problemText({ code: 'notARoom' }, inEnglish)).toBe(
    'This is not a meeting room. Open the page of a room.',
  );
  expect(problemText({ code: 'nameEmpty' }, inEnglish)).toBe('Give the new room a name.');
});

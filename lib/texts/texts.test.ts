import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test, vi } from 'vitest';
import menu from '../../locales/en/menu.json' with { type: 'json' };
import english from '../../locales/en/windows.json' with { type: 'json' };
import type { Report } from '../room/report/report.ts';
import { byHand, problemText, reportLines, waitingText } from './report-lines.ts';
import { compiled } from './compile.ts';
import { inEnglish } from './english.ts';
import { type TextKey, translator, type WindowTexts } from './texts.ts';

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
  expect(inEnglish('dialog.attachments', { count: 1 })).toBe('1 attachment');
  expect(inEnglish('dialog.attachments', { count: 12 })).toBe('12 attachments');
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

const report: Report = {
  verdict: 'partial',
  parts: [
    { part: 'settings', outcome: 'copied', count: 6, of: 6, notes: ['dependsOnOriginal'] },
    { part: 'people', outcome: 'copied', count: 8, of: 8, notes: [] },
    { part: 'files', outcome: 'copied', count: 3, of: 3, notes: [] },
    { part: 'thumbnails', outcome: 'copied', count: 1, of: 1, notes: [] },
    { part: 'liveStoryboard', outcome: 'notCopied', of: undefined, reason: 'noInterface', names: [] },
    { part: 'cuePoints', outcome: 'copied', count: 3, of: 3, notes: ['visible'] },
    { part: 'metadata', outcome: 'none' },
    { part: 'recordings', outcome: 'notCopied', of: 1, reason: 'neverCopied', names: ['recordedEntryId'] },
    { part: 'publishing', outcome: 'notCopied', of: 2, reason: 'notPublished', names: ['a', 'b'] },
  ],
};

test('a report says first what to do by hand, then what is copied, and nothing of what there was not', () => {
  expect(reportLines(report, inEnglish)).toEqual({
    toDo: [
      {
        parts: ['liveStoryboard'],
        text: 'Storyboard inside the live room: not copied.',
        more: [
          'Where your live room offers it: in the original choose ⋮ → Save storyboard, then in the new room ⋮ → Manage storyboards → Import to storyboard.',
        ],
      },
    ],
    warnings: ['Students can already see the copied polls.'],
    copied: [
      { parts: ['people'], text: 'Only you have access', more: [] },
      { parts: ['files'], text: 'Files: 3 of 3', more: [] },
      { parts: ['cuePoints'], text: 'Older polls and announcements: 3 of 3', more: [] },
      {
        parts: ['settings', 'thumbnails'],
        text: 'Also: Settings and Thumbnails',
        more: ['Its settings may be lost when the original is deleted.'],
      },
    ],
    count: 5,
    others: [
      { parts: ['recordings'], text: 'Recordings stay with the original', more: [] },
      { parts: ['publishing'], text: 'In no course or channel yet; the original is in 2', more: [] },
    ],
  });
});

test('what is to be done is counted as it is listed', () => {
  expect(byHand(report).map(({ part }) => part)).toEqual(['liveStoryboard']);
});

test('many names are counted, not read', () => {
  const names = Array.from({ length: 30 }, (_, index) => `File ${index}`);
  const part = {
    part: 'files',
    outcome: 'incomplete',
    count: 0,
    of: 30,
    reason: 'missing',
    notes: [],
  } as const;
  const { toDo } = reportLines({ verdict: 'faulty', parts: [{ ...part, names }] }, inEnglish);
  expect(toDo[0]?.more[1]).toBe(
    'Affected: File 0, File 1, File 2, File 3, File 4, File 5, File 6, and File 7, and 22 more.',
  );
});

test('several names are listed as the language does it, each by itself', () => {
  expect(inEnglish('dialog.tagsAdded', { tags: ['one', 'אחת'] })).toBe('Added: one and \u2068אחת\u2069');
  const arabic = JSON.parse(readFileSync(join(ROOT, 'locales/ar/windows.json'), 'utf8')) as WindowTexts;
  const t = translator('ar', compiled(arabic));
  expect(t('dialog.tagsAdded', { tags: ['one', 'two'] })).toContain('\u2068one\u2069 و\u2068two\u2069');
  // A sentence of the same language runs as the one around it, whatever it begins with.
  expect(t('dialog.waiting', { reason: 'Kaltura مشغول.' })).not.toMatch(/[\u2068\u2069]/);
});

test('a clone that waits for its teacher says what to do first, and goes on by itself only where it does', () => {
  const session = { until: 'session', problem: { code: 'sessionOver' } } as const;
  expect(waitingText(session, inEnglish)).toBe(
    'Paused: Your Kaltura session ended. Reload this page, or open the room again. Then cloning goes on.',
  );
  const looking = { until: 'time', problem: { code: 'lookingForRoom' } } as const;
  expect(waitingText(looking, inEnglish)).toBe(
    "Paused: Kaltura's answer was lost on the way. Looking for what was made. This can take a few minutes. Cloning goes on by itself.",
  );
});

test('a problem is a sentence, and what to do', () => {
  expect(problemText({ code: 'notARoom' }, inEnglish)).toBe(
    'This is not a meeting room. Open the page of a room.',
  );
  expect(problemText({ code: 'nameEmpty' }, inEnglish)).toBe('Give the new room a name.');
});

test('a text that only is to be read takes nothing of Intl, and is what its format would make of it', () => {
  const asItStands = keysOf(english).flatMap((key) => {
    const text = key
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], english);
    return typeof text === 'string' && !/[{}<>']/.test(text) ? [{ key, text }] : [];
  });
  expect(asItStands.length).toBeGreaterThan(300);
  for (const { key, text } of asItStands) {
    expect(inEnglish(key as TextKey), key).toBe(text); // a key of the file
    expect(new IntlMessageFormat(text, 'en').format()).toBe(text);
  }
  const [list, format] = [vi.spyOn(Intl, 'ListFormat'), vi.spyOn(Intl.NumberFormat, 'supportedLocalesOf')];
  expect(translator('he', compiled(english))('dialog.title.form')).toBe('Clone room');
  expect([list.mock.calls, format.mock.calls]).toEqual([[], []]);
  vi.restoreAllMocks();
});

// @vitest-environment happy-dom
import { h, render } from 'preact';
import { describe, expect, test, vi } from 'vitest';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import type { View } from '../../components/dialog/view.ts';
import { Popup } from '../../components/popup/popup.tsx';
import english from '../../locales/en/windows.json' with { type: 'json' };
import { bannerMessage, notificationText } from '../../lib/background/jobs/notice-texts.ts';
import { printable } from '../../lib/cli/terminal.ts';
import { recordCsv, recordJson, type RecordRow } from '../../lib/plan/record.ts';
import { LANGUAGES } from '../../lib/settings/language.ts';
import { loadTexts } from '../../lib/texts/load.ts';
import { reportLines } from '../../lib/texts/report-lines.ts';
import type { TextKey, Values } from '../../lib/texts/texts.ts';
import { DIALOG_VIEWS, JOBS, NOW } from '../gallery/fixtures.ts';
import { HOSTILE_STRINGS, NASTY } from './hostile-strings.ts';

/**
 * Hundreds of hostile texts in every field that somebody else writes: none runs, none breaks a window, a sentence, a
 * table or a terminal; what is stored arrives as it was typed, or is refused with a reason.
 */

vi.setConfig({ testTimeout: 120_000 });

test('there are so many of them', () => {
  expect(new Set(HOSTILE_STRINGS).size).toBeGreaterThanOrEqual(300);
});

const keys = (texts: object, before = ''): readonly (readonly [TextKey, string])[] =>
  Object.entries(texts).flatMap(
    ([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? keys(value, `${before}${key}.`)
        : [[`${before}${key}` as TextKey, String(value)]], // of the file that the type comes from
  );
/** The sentences in which something stands that somebody else has written. */
const SENTENCES = keys(english).filter(([key, text]) => /\{\w+\}/.test(text) && key !== 'dialog.defaultName');
const ACTIVE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066\u2067]/;

/** As deep as the marks of isolation go at the end of a text, and the least on the way. */
function isolation(text: string): readonly [number, number] {
  let [depth, least] = [0, 0];
  for (const sign of text) {
    depth += Number(sign === '\u2068') - Number(sign === '\u2069');
    least = Math.min(least, depth);
  }
  return [depth, least];
}

/** Whether what is put in begins and ends within the text. */
function isIsolated(text: string): boolean {
  const [depth, least] = isolation(text);
  return depth === 0 && least === 0;
}

describe.each(LANGUAGES)('sentences (%s)', (language) => {
  test('stay sentences, whatever is put in', async () => {
    const t = await loadTexts(language);
    const names = [
      ...new Set(
        SENTENCES.flatMap(([, text]) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? '')),
      ),
    ];
    const plural = new Set(['count', 'of', 'limit', 'done', 'more', 'line', 'minutes', 'copies', 'when']);
    const valuesWith = (text: string): Values =>
      Object.fromEntries(names.map((name) => [name, plural.has(name) ? 2 : text]));
    // `expect` takes longer than most sentences.
    const broken: string[] = [];
    for (const text of NASTY) {
      // What is ours is put in as it is, and holds no name that was not put in by this rule before.
      const values = { ...valuesWith(text), ...valuesOfOurs(names) };
      for (const [key] of SENTENCES) {
        const said = t(key, values);
        const whole = !ACTIVE.test(said) && isIsolated(said) && said.length < 4_000;
        if (!whole) broken.push(`${key} ${JSON.stringify(text.slice(0, 40))}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('as what they were written', async () => {
    const t = await loadTexts(language);
    for (const text of HOSTILE_STRINGS) {
      const seen = text
        .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
        .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
        .slice(0, 300);
      expect(t('popup.of', { name: text })).toContain(seen);
    }
  });
});

const valuesOfOurs = (names: readonly string[]): Values =>
  Object.fromEntries(
    names.filter((name) => /^(?:reason|problem|part|why|things|what)$/.test(name)).map((name) => [name, 'x']),
  );

/** The same, with this text wherever somebody else's stands. */
function withText(value: unknown, text: string, key = ''): unknown {
  if (typeof value === 'string') return FOREIGN.has(key) ? text : value;
  if (Array.isArray(value)) return value.map((one) => withText(one, text, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withText(one, text, name)]));
}
const FOREIGN: ReadonlySet<string> = new Set([
  ...['name', 'description', 'tags', 'user', 'names', 'details', 'leftovers', 'candidates'],
]);

/** The elements of a window, by name: as many as with a harmless text, whatever the text is. */
function elementsOf(shown: Parameters<typeof render>[0]): string {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  render(shown, root);
  const found = [...root.querySelectorAll('*')]
    .map(({ tagName }) => tagName)
    .filter((name) => !PART_OF_VALUE.has(name));
  render(null, root);
  return found.join(' ');
}
/** Tags become pieces, and counters and warnings come with what is in a field. */
const PART_OF_VALUE = new Set(['LI', 'BUTTON', 'P', 'SPAN', 'UL', 'svg', 'path', 'SVG', 'PATH', 'BDI']);

const DANGEROUS = /\b(?:SCRIPT|IMG|IFRAME|STYLE|FORM|BASE|META|OBJECT|EMBED|MATH|TEMPLATE|LINK)\b/i;

describe('windows', async () => {
  const t = await loadTexts('en');
  const quiet = { said: () => undefined };

  test.each(Object.entries(DIALOG_VIEWS))('the window, %s', (_name, view) => {
    const shown = (text: string) => {
      const hostile = withText(view, text) as View; // the same but for texts
      const form = createForm();
      form.show(hostile, '{name}');
      return h(Dialog, {
        view: hostile,
        form,
        send: quiet.said,
        about: 'x',
        now: NOW,
        onAllow: () => Promise.resolve(false),
        isInPage: true,
        t,
      });
    };
    const plain = elementsOf(shown('Algebra'));
    for (const text of NASTY) {
      const elements = elementsOf(shown(text));
      expect(DANGEROUS.test(elements)).toBe(false);
      if (!text.includes('<'))
        expect(elements.split(' ').length).toBeLessThanOrEqual(plain.split(' ').length + 8);
    }
    expect('ran' in window).toBe(false);
  });

  test('the list of clones', () => {
    const commands = {
      open: quiet.said,
      show: quiet.said,
      retry: quiet.said,
      decide: quiet.said,
      undo: () => Promise.resolve(true),
    };
    const shown = (text: string) =>
      h(Popup, {
        answer: withText(JOBS, text) as typeof JOBS,
        commands,
        onMore: quiet.said,
        onMoreBatches: quiet.said,
        onOptions: quiet.said,
        onRooms: quiet.said,
        t,
      }); // as above
    const plain = elementsOf(shown('Algebra'));
    for (const text of HOSTILE_STRINGS) expect(elementsOf(shown(text))).toBe(plain);
    expect('ran' in window).toBe(false);
  });

  test('notifications and banners are lines of text', () => {
    for (const job of JOBS.jobs)
      for (const text of HOSTILE_STRINGS) {
        const hostile = withText(job, text) as typeof job; // as above
        const said = notificationText(hostile, t);
        if (said) {
          expect(`${said.title}${said.message}`).not.toMatch(/[\r\n]/);
          expect(ACTIVE.test(said.message)).toBe(false);
          expect(isolation(said.message)).toEqual([0, 0]);
          expect(said.message.length).toBeLessThan(1_000);
        }
        if (hostile.state.kind !== 'ready') continue;
        const banner = bannerMessage(hostile.jobId, hostile.state.report, { t, language: 'en' });
        expect(JSON.stringify(banner)).toBe(
          JSON.stringify(bannerMessage(job.jobId, hostile.state.report, { t, language: 'en' })),
        );
      }
  });
});

/** RFC 4180. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [[]];
  let at = csv.startsWith('\ufeff') ? 1 : 0;
  while (at < csv.length) {
    if (csv[at] !== '"') throw new Error(`A cell without quotes at ${at}.`);
    let cell = '';
    for (at += 1; ; at += 1) {
      if (csv[at] === undefined) throw new Error('A cell without an end.');
      if (csv[at] !== '"') cell += csv.charAt(at);
      else if (csv[at + 1] === '"') cell += csv.charAt((at += 1));
      else break;
    }
    rows.at(-1)?.push(cell);
    at += 1;
    if (csv[at] === ',') at += 1;
    else if (csv.startsWith('\r\n', at)) {
      at += 2;
      if (at < csv.length) rows.push([]);
    } else throw new Error(`No end of a cell at ${at}.`);
  }
  return rows;
}

test('a record is a table of as many cells, of which none is computed, and programs read it as it is', () => {
  for (const text of HOSTILE_STRINGS) {
    const row: RecordRow = {
      line: 1,
      room: text,
      copy: 1,
      originalName: text,
      name: text,
      outcome: 'complete',
      newRoom: text,
      link: text,
      what: text,
      toDo: [text, text],
    };
    const [, cells = [], ...others] = readCsv(recordCsv([row]));
    expect([others, cells.length]).toEqual([[], 10]);
    for (const cell of cells) {
      expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
      if (![String(1), 'complete'].includes(cell))
        expect([text, `'${text}`, `${text}\n${text}`, `'${text}\n${text}`]).toContain(cell);
    }
    expect(JSON.parse(recordJson([row]))).toEqual([row]);
  }
});

test('a terminal shows a name and does nothing of it; JSON stays what it was', () => {
  for (const text of HOSTILE_STRINGS) {
    expect(printable(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    const line = printable(JSON.stringify({ name: text }));
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(JSON.parse(line)).toEqual({ name: text });
  }
});

test('a report names what it names', async () => {
  const t = await loadTexts('en');
  const [job] = JOBS.jobs.filter(({ state }) => state.kind === 'ready');
  if (job?.state.kind !== 'ready') throw new Error('No job is ready.');
  for (const text of HOSTILE_STRINGS) {
    const lines = reportLines(withText(job.state.report, text) as typeof job.state.report, t); // as above
    expect(isolation(JSON.stringify(lines))).toEqual([0, 0]);
  }
});

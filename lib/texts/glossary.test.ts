import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../settings/language.ts';

/** The translations use the words of `locales/GLOSSARY.md`, one form of address, and the signs of their language. */

const LOCALES = join(import.meta.dirname, '../../locales');

const [head = [], , ...rows] = readFileSync(join(LOCALES, 'GLOSSARY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const languages = head.slice(1);

/** What the browser and the stores show. */
const STORE_TEXTS = join(import.meta.dirname, '../../public/_locales');

/** The texts of a language by their keys, without the names of what is put into them. */
function textsOf(language: string): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') flat.set(key, value);
    else Object.entries(value as object).forEach(([name, item]) => walk(item, key ? `${key}/${name}` : name));
  };
  for (const file of ['windows', 'menu'])
    walk(JSON.parse(readFileSync(join(LOCALES, language, `${file}.json`), 'utf8')), file);
  walk(JSON.parse(readFileSync(join(STORE_TEXTS, language, 'messages.json'), 'utf8')), 'store');
  return flat;
}

const plain = (text: string): string => text.replace(/\{\w+(?:, \w+)?/g, '').replaceAll('Clone Room', '');

const english = textsOf('en');

/** Texts that say it in other words, each for a reason of its own. */
const OTHERWISE: ReadonlySet<string> = new Set([
  // Kaltura's own titles and sentences, said as a language says them.
  'windows/dialog/title/ready',
  'windows/notification/title',
]);

test('the glossary has a column for each language', () => {
  expect(['en', ...languages].sort()).toEqual([...LANGUAGES].sort());
  expect(rows.length).toBeGreaterThan(20);
});

test('no key is a path: a text under such a key is never found', () => {
  expect([...english.keys()].filter((key) => key.includes('.'))).toEqual([]);
});

describe.each(languages)('%s', (language) => {
  const own = textsOf(language);

  test.each(rows.map((row) => [row[0] ?? '', row[1 + languages.indexOf(language)] ?? '']))(
    'says %s by one word: %s',
    (word, forms) => {
      const isSaid = new RegExp(`\\b${word}s?\\b`, 'i');
      const otherwise = [...english].flatMap(([key, text]) => {
        const translated = plain(own.get(key) ?? '').toLowerCase();
        const isRight = forms.split('/').some((form) => translated.includes(form.toLowerCase()));
        return isSaid.test(plain(text)) && !isRight && !OTHERWISE.has(key) ? [`${key}: ${translated}`] : [];
      });
      expect(otherwise).toEqual([]);
    },
  );
});

/** What a language does not write, or says in the form of address that is not ours. */
const NOT_WRITTEN: Readonly<Record<string, RegExp>> = {
  es: /(?<!\p{L})(?:tú|tu|tus|te|tuy[oa]s?)(?!\p{L})/iu,
  // Before these signs and inside the quotes stand spaces that do not break.
  fr: /[^\u00a0\u202f][;!?»]|[^\u00a0\u202f\s]:(?!\/)(?=\s|$)| [:;!?»]|« |(?<!\p{L})(?:tu|ton|ta|tes)(?!\p{L})|'/iu,
  de: /\b(?:du|dein\w*|dir|dich)\b/i,
  he: /(?<![א-ת])(?:שכפלו|מחקו|בדקו|בקשו|המתינו|שחזרו|השוו|הזינו|הכניסו|פתחו|התחברו|סגרו|נסו|שלכם)(?![א-ת])|[„”“]|[א-ת]-[a-z…]/i,
  ar: /[a-zء-ي],\s[ء-ي]|[ء-ي]\?|[ء-ي];/,
};

test.each(Object.entries(NOT_WRITTEN))('%s is written as it is', (language, wrong) => {
  const written = (text: string): string => text.replace(/\{\w+, plural,.*$/s, '').replace(/\{[^}]*\}/g, '…');
  expect([...textsOf(language)].filter(([, text]) => wrong.test(written(text)))).toEqual([]);
});

test.each(['en', ...languages])('%s tells each state by a sentence of its own', (language) => {
  const texts = [...textsOf(language)];
  for (const place of ['windows/dialog/title/', 'windows/dialog/intro/']) {
    // A room that is whole and one that is whole but for what is left to do begin alike.
    const first = texts
      .filter(([key]) => key.startsWith(place) && !key.endsWith('/partial'))
      .map(([, text]) => text.split('.')[0]);
    expect(first.length).toBeGreaterThan(5);
    expect(first.filter((sentence, i) => first.indexOf(sentence) !== i)).toEqual([]);
  }
});

/** What readers of a language took for something else, or for another thing of the windows (findings W12). */
const MISTAKEN: Readonly<Record<string, RegExp>> = {
  es: /\bGuion\b/i,
  fr: /l’original reste telle|Vous seul y aurez|Kaltura à vous|Tout n’a pas pu|salles de sous-groupe/i,
  de: /Besitzer|Meeting-Raum|wurde nicht fertig|hinzugehen|zu ihm gehen|gleicht aber| …|Eigene Metadaten|: Sie (?:gehören|hängt|werden nie)/,
  he: /החדר נקרא|חדר פגישות|מבחנים/,
  ar: /تعذّر نسخ كل شيء|المخطط(?! \(Storyboard\))|غرفة من الغرف|(?:لا|لم) ت\S+ Kaltura|(?:يترك|يستطيع) إضافة/,
};

test.each(Object.entries(MISTAKEN))('%s says nothing that its readers mistook', (language, mistaken) => {
  expect([...textsOf(language)].filter(([, text]) => mistaken.test(text))).toEqual([]);
});

test.each(['en', ...languages])(
  '%s counts parts by one form, whatever the gender of their names',
  (language) => {
    // A number alone, or a noun before it: no participle that would have to agree with the part.
    expect(textsOf(language).get('windows/report/copied')).toMatch(
      /^\{part\}\s?: ?\{count, number\}[^{}]+\{of, number\}$/,
    );
  },
);

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../settings/language.ts';

/** Every language has every text, with the placeholders of the English one and the plural forms that it needs. */

const ROOT = join(import.meta.dirname, '../..');
const FILES = ['windows', 'menu'] as const;

/** The kinds of elements in a parsed message (TYPE of its parser, which is not ours to import). */
const [LITERAL, PLURAL, POUND] = [0, 6, 7];

type Ast = ReturnType<IntlMessageFormat['getAst']>;

function read(language: string, file: string): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') flat.set(key, value);
    else
      Object.entries(value as object).forEach(([name, item]) =>
        walk(item, key === '' ? name : `${key}.${name}`),
      );
  };
  walk(JSON.parse(readFileSync(join(ROOT, 'locales', language, `${file}.json`), 'utf8')), '');
  return flat;
}

const parse = (text: string, language: string): Ast => new IntlMessageFormat(text, language).getAst();

/** The names of the placeholders in a text, in any of its forms. */
function placeholders(ast: Ast): Set<string> {
  const names = new Set<string>();
  for (const element of ast) {
    if (![LITERAL, POUND].includes(element.type) && 'value' in element) names.add(element.value);
    if ('options' in element)
      for (const { value } of Object.values(element.options))
        placeholders(value).forEach((name) => names.add(name));
  }
  return names;
}

/** The plural forms that some number of things up to a thousand takes in this language. */
const formsOf = (language: string): string[] => {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))];
};

function lackingForms(ast: Ast, language: string): string[] {
  return ast.flatMap((element) => {
    if (!('options' in element)) return [];
    const inside = Object.values(element.options).flatMap(({ value }) => lackingForms(value, language));
    const needed = [PLURAL].includes(element.type) ? formsOf(language) : [];
    return [...needed.filter((form) => element.options[form] === undefined), ...inside];
  });
}

test('there is a folder for each language that can be chosen, and no other', () => {
  expect(
    readdirSync(join(ROOT, 'locales'))
      .filter((name) => !name.endsWith('.md'))
      .sort(),
  ).toEqual([...LANGUAGES].sort());
});

describe.each(LANGUAGES)('%s', (language) => {
  test.each([1, 2, 3, 11, 100])(
    'a clock that is %s seconds behind is told from one that is as much ahead',
    (count) => {
      const seconds = new IntlMessageFormat(
        read(language, 'windows').get('options.account.seconds') ?? '',
        language,
      );
      expect(seconds.format({ count: -count })).not.toBe(seconds.format({ count }));
      expect(seconds.format({ count: -count })).toContain(new Intl.NumberFormat(language).format(-count));
    },
  );

  test.each(FILES)('has every text of %s.json and no other', (file) => {
    const english = read('en', file);
    const own = read(language, file);
    expect({
      missing: [...english.keys()].filter((key) => !own.has(key)),
      unknown: [...own.keys()].filter((key) => !english.has(key)),
    }).toEqual({ missing: [], unknown: [] });
  });

  test.each(FILES)('has the placeholders of the English texts of %s.json', (file) => {
    const english = read('en', file);
    const different = [...read(language, file)].filter(([key, text]) => {
      const wanted = placeholders(parse(english.get(key) ?? '', 'en'));
      const given = placeholders(parse(text, language));
      return [...wanted].sort().join() !== [...given].sort().join();
    });
    expect(different).toEqual([]);
  });

  test.each(FILES)('leaves no text of %s.json empty that English has', (file) => {
    const english = read('en', file);
    const empty = [...read(language, file)].filter(
      ([key, text]) => (text.trim() === '') !== (english.get(key)?.trim() === ''),
    );
    expect(empty).toEqual([]);
  });

  test('has a form for every number of things', () => {
    const lacking = [...read(language, 'windows')].flatMap(([key, text]) =>
      lackingForms(parse(text, language), language).map((form) => `${key}: ${form}`),
    );
    expect(lacking).toEqual([]);
  });

  test('can format every text', () => {
    for (const [key, text] of read(language, 'windows')) {
      const values = Object.fromEntries([...placeholders(parse(text, language))].map((name) => [name, 2]));
      expect(new IntlMessageFormat(text, language).format(values), key).not.toMatch(/[{}]/);
    }
  });

  test('has what the browser itself shows of the extension', () => {
    const file = join(ROOT, 'public/_locales', language, 'messages.json');
    const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
    expect(Object.keys(messages).sort()).toEqual(['description', 'name', 'rooms']);
    // The stores take no longer ones.
    expect(messages['name']?.message.length).toBeLessThanOrEqual(75);
    expect(messages['description']?.message.length).toBeLessThanOrEqual(132);
  });
});

import { expect, test } from 'vitest';
import { directionOf, languageOf } from './language.ts';

test.each([
  ['browser', 'he', 'he'],
  ['browser', 'iw-IL', 'he'],
  ['browser', 'fr-CA', 'fr'],
  ['browser', 'es_419', 'es'],
  ['browser', 'pt-BR', 'en'],
  ['browser', '', 'en'],
  ['de', 'he', 'de'],
] as const)('chosen %s in a browser of %s: %s', (chosen, browser, language) => {
  expect(languageOf(chosen, browser)).toBe(language);
});

test('Hebrew and Arabic run from right to left', () => {
  expect([directionOf('he'), directionOf('ar'), directionOf('en')]).toEqual(['rtl', 'rtl', 'ltr']);
});

import { type Language, LANGUAGES } from '../settings/language.ts';
import type { Settings } from '../settings/settings.ts';

/** What browsers still call by an older name. */
const OLDER_NAMES: Readonly<Record<string, Language>> = { iw: 'he' };

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['he', 'ar']);

/**
 * The language of the windows: the chosen one, else the browser's, else English.
 * @param browserLanguage as the browser tells it, such as `he` or `fr-CA`
 */
export function languageOf(chosen: Settings['language'], browserLanguage: string): Language {
  if (chosen !== 'browser') return chosen;
  const [primary = ''] = browserLanguage.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language === primary) ?? OLDER_NAMES[primary] ?? 'en';
}

/** A language of the windows by its name; English where it is none. */
export const knownLanguage = (name: string | null): Language =>
  LANGUAGES.find((language) => language === name) ?? 'en';

/** How a language is written. */
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';

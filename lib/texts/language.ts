import { type Language, LANGUAGES, type Settings } from '../settings/settings.ts';

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

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';

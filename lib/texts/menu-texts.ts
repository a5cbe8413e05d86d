import english from '../../locales/en/menu.json';

export type MenuTexts = typeof english;

/** The few texts that are shown inside pages, in every language there is: a language more is a file more. */
const languages = import.meta.glob<MenuTexts>('../../locales/*/menu.json', {
  eager: true,
  import: 'default',
});

/**
 * The texts in a page's language; English where there is none of that language. The background knows them, so that a
 * page does not carry every language.
 * @param language as the page's `lang` says: `he`, `en-US`
 */
export function menuTexts(language: string): MenuTexts {
  return languages[`../../locales/${language.slice(0, 2).toLowerCase()}/menu.json`] ?? english;
}

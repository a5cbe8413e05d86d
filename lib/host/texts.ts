import english from '../../locales/en/menu.json';

export type MenuTexts = typeof english;

/** The few texts that are shown inside pages, in every language there is: a language more is a file more. */
const languages = import.meta.glob<MenuTexts>('../../locales/*/menu.json', {
  eager: true,
  import: 'default',
});

/** The texts in the page's language, as its `lang` says; English where there is none of that language. */
export function menuTexts({ documentElement }: Document): MenuTexts {
  const language = documentElement.lang.slice(0, 2).toLowerCase();
  return languages[`../../locales/${language}/menu.json`] ?? english;
}

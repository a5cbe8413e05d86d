import type { Language } from '../settings/language.ts';
import type { Compiled } from './compile.ts';
import { directionOf } from './language.ts';
import { type Translate, translator, type WindowTexts } from './texts.ts';

/**
 * A window loads the file of its own language alone; the worker, whose script is one file, holds them all, and makes of
 * none of them anything before it is asked for. The build compiles them (`vite-plugin.ts`).
 */
const files = import.meta.glob<() => Compiled<WindowTexts>>('../../locales/*/windows.json', {
  query: '?compiled',
  import: 'default',
});

/** The texts of a language; English where there is no file of it. */
export async function loadTexts(language: Language): Promise<Translate> {
  const own = files[fileOf(language)];
  const load = own ?? files[fileOf('en')];
  if (!load) throw new Error('The build holds no texts.');
  const make = await load();
  return translator(own ? language : 'en', make());
}

const fileOf = (language: Language): string => `../../locales/${language}/windows.json`;

/** Tells the browser, and whoever reads the page aloud, in which language it is and where its lines begin. */
export function setLanguage({ documentElement }: Document, language: Language): void {
  documentElement.lang = language;
  documentElement.dir = directionOf(language);
}

import { browser } from '../browser.ts';
import { SettingsStore } from '../settings/store.ts';
import { languageOf } from './language.ts';
import { loadTexts, setLanguage } from './load.ts';
import type { Translate } from './texts.ts';

/** The texts of a window of ours, in the chosen language; the document is told of it. */
export async function windowTexts(document: Document): Promise<Translate> {
  const { language: chosen } = await new SettingsStore(browser.storage.local, browser.storage.managed).read();
  const language = languageOf(chosen, browser.i18n.getUILanguage());
  const t = await loadTexts(language);
  setLanguage(document, language);
  return t;
}

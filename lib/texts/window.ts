import { browser } from '../browser.ts';
import { TIMERS } from '../in-time.ts';
import { toldInTime } from '../settings/managed.ts';
import { SettingsStore } from '../settings/store.ts';
import { languageOf } from './language.ts';
import { loadTexts, setLanguage } from './load.ts';
import type { Translate } from './texts.ts';

/** The texts of a window of ours, in the chosen language; the document is told of it. */
export async function windowTexts(document: Document): Promise<Translate> {
  const browserLanguage = browser.i18n.getUILanguage();
  // Most windows speak the browser's language: its texts come while the settings are read.
  const likely = languageOf('browser', browserLanguage);
  const likelyTexts = loadTexts(likely);
  const managed = toldInTime(browser.storage.managed, TIMERS, () => undefined);
  const { language: chosen } = await new SettingsStore(browser.storage.local, managed).read();
  const language = languageOf(chosen, browserLanguage);
  const t = await (language === likely ? likelyTexts : loadTexts(language));
  setLanguage(document, language);
  return t;
}

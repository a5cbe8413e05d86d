import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../../locales/en/windows.json';
import type { Language } from '../settings/language.ts';
import type { Compiled, Message } from './compile.ts';
import { directionOf } from './language.ts';

/** The texts of the windows, as ICU messages, in one language. */
export type WindowTexts = typeof english;

type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaf<T[K]>}` }[keyof T & string];

/** `dialog.title.form` and all the others: a text that is not there does not compile. */
export type TextKey = Leaf<WindowTexts>;

/** Several are listed as the language lists them: `a, b and c`. */
export type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** Formats a text. Values are texts and no format of ours: whoever shows the result shows it as text. */
export type Translate = (key: TextKey, values?: Values) => string;

/** Texts that are not only read: they become part of what is stored, so nothing invisible comes into them. */
const STORED: ReadonlySet<TextKey> = new Set(['dialog.defaultName']);

/**
 * Placeholders for texts of the same language: they run as the sentence around them does. All others hold names, which
 * may be in any script.
 */
const OWN_TEXTS: ReadonlySet<string> = new Set(['reason', 'problem', 'part', 'why', 'things', 'what']);

/** The texts of a language, as the build and `compiled` leave them. */
export function translator(language: Language, texts: Compiled<WindowTexts>): Translate {
  const made = new Map<TextKey, IntlMessageFormat>();
  const rightToLeft = directionOf(language) === 'rtl';
  let list: Intl.ListFormat | undefined;
  return (key, values = {}) => {
    const text = lookUp(texts, key);
    if (typeof text === 'string') return text;
    const message = made.get(key) ?? new IntlMessageFormat(text, language);
    made.set(key, message);
    const shown = Object.entries(values).map(([name, value]): readonly [string, string | number] => {
      const isName = !OWN_TEXTS.has(name) && !STORED.has(key);
      const shownName = (one: string): string => (isName ? isolated(one, rightToLeft) : one);
      if (typeof value === 'number') return [name, value];
      if (typeof value === 'string') return [name, shownName(value)];
      list ??= new Intl.ListFormat(language, { type: 'conjunction' });
      return [name, list.format(value.map(shownName))];
    });
    const given: Readonly<Record<string, string | number>> = Object.fromEntries(shown);
    return String(message.format(given));
  };
}

/** A text that is not filled in yet; the key itself where it is missing. */
function lookUp(texts: Compiled<WindowTexts>, key: TextKey): Message {
  // Keys are typed; in a language that lacks one, there is nothing at its end.
  const found = key
    .split('.')
    .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], texts);
  return (found as Message | undefined) ?? key; // a text stands at the end of each
}

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Of a name that somebody else has typed, so much is read in a sentence; Kaltura's own are no longer. */
const LONGEST_NAME = 300;
/** What ends a line, and what does something else than being read. */

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Embeddings, overrides and isolates: one that is not closed reaches beyond the name. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** A name in another script must not turn the sentence around it: it is isolated (Unicode TR9, FSI and PDI). */
function isolated(name: string, rightToLeft: boolean): string {
  const line = name.replace(DIRECTIONS, '').replace(CONTROLS, ' ');
  const read = line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
  return rightToLeft || RIGHT_TO_LEFT_LETTER.test(read) ? `\u2068${read}\u2069` : read;
}

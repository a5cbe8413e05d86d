import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../../locales/en/windows.json';
import type { Language } from '../settings/settings.ts';
import { directionOf } from './language.ts';

/** The texts of the windows, as ICU messages, in one language. */
export type WindowTexts = typeof english;

type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaf<T[K]>}` }[keyof T & string];

/** `dialog.title.form` and all the others: a text that is not there does not compile. */
export type TextKey = Leaf<WindowTexts>;

export type Values = Readonly<Record<string, string | number>>;

/** Formats a text. Values are put in as they are: whoever shows the result shows it as text. */
export type Translate = (key: TextKey, values?: Values) => string;

/** Texts that are not only read: they become part of what is stored, so nothing invisible comes into them. */
const STORED: ReadonlySet<TextKey> = new Set(['dialog.defaultName']);

/** The texts of a language. */
export function translator(language: Language, texts: WindowTexts): Translate {
  const made = new Map<TextKey, IntlMessageFormat>();
  const rightToLeft = directionOf(language) === 'rtl';
  return (key, values = {}) => {
    const message = made.get(key) ?? new IntlMessageFormat(lookUp(texts, key), language);
    made.set(key, message);
    return String(message.format(STORED.has(key) ? values : isolated(values, rightToLeft)));
  };
}

/** A text as it stands in the file, unformatted; the key itself where it is missing. */
function lookUp(texts: WindowTexts, key: TextKey): string {
  const found = key
    .split('.')
    .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], texts); // keys are typed
  return typeof found === 'string' ? found : key;
}

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name in another script must not turn the sentence around it: it is isolated (Unicode TR9, FSI and PDI). */
function isolated(values: Values, rightToLeft: boolean): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && (rightToLeft || RIGHT_TO_LEFT_LETTER.test(value))
        ? `\u2068${value}\u2069`
        : value,
    ]),
  );
}

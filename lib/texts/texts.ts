import { IntlMessageFormat } from 'intl-messageformat';
import english from '../../locales/en/windows.json' with { type: 'json' };

/** The texts of the windows, as ICU messages, in one language. */
export type WindowTexts = typeof english;

type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaf<T[K]>}` }[keyof T & string];

/** `dialog.title.form` and all the others: a text that is not there does not compile. */
export type TextKey = Leaf<WindowTexts>;

export type Values = Readonly<Record<string, string | number>>;

/** Formats a text. Values are put in as they are: whoever shows the result shows it as text. */
export type Translate = (key: TextKey, values?: Values) => string;

/** The texts of a language. */
function translator(language: string, texts: WindowTexts): Translate {
  const made = new Map<TextKey, IntlMessageFormat>();
  return (key, values) => {
    const message = made.get(key) ?? new IntlMessageFormat(lookUp(texts, key), language);
    made.set(key, message);
    return String(message.format(values));
  };
}

/** A text as it stands in the file, unformatted. */
export function lookUp(texts: WindowTexts, key: TextKey): string {
  const found = key
    .split('.')
    .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], texts); // keys are typed
  return typeof found === 'string' ? found : key;
}

export const inEnglish: Translate = translator('en', english);

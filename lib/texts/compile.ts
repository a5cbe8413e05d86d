import { isLiteralElement, type MessageFormatElement, parse } from '@formatjs/icu-messageformat-parser';

/** What is shown as it stands, or a parsed ICU message that is still to be filled in. */
export type Message = string | MessageFormatElement[];

/** Texts of that shape, each of them compiled. */
export type Compiled<T> = T extends string ? Message : { readonly [K in keyof T]: Compiled<T[K]> };

/**
 * Parses ICU messages, so that whoever shows them needs no parser: at the build for windows and worker, when it is loaded
 * for the command line.
 * @throws where one of them is no ICU message
 */
export function compiled<T>(texts: T): Compiled<T> {
  return compiledValue(texts) as Compiled<T>; // the same keys, as the type says
}

function compiledValue(value: unknown): unknown {
  if (typeof value === 'string') return compiledText(value);
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, compiledValue(item)]));
}

/**
 * Most texts of a window have no placeholder, and are shown as they stand: the first use of `Intl` in a process takes some
 * 15 ms of the processor, where a menu is opened.
 */
function compiledText(text: string): Message {
  const message = parse(text, { captureLocation: false });
  return message.every(isLiteralElement) ? message.map(({ value }) => value).join('') : message;
}

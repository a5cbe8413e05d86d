/**
 * What is read of a server's answers at most. A server is not believed: one that counts a thousand million entries, or
 * never comes to an end, costs a sentence and not the browser.
 */

/** Which bound was passed; `locales` has a sentence for each, with its number. */
export type Bound = 'parts' | 'levels' | 'bytes';

/** Entries of one room, at any depth; interactions of one room. */
export const MOST_PARTS = 10_000;
/** Levels of entries below a room. Kaltura itself has one, and two with what is attached. */
export const MOST_LEVELS = 20;
/** Of one answer: 500 entries, the most of a page, with the longest descriptions are as long. */
const MOST_BYTES = 40_000_000;
/** How deep JSON may be: answers of the API have some ten levels. */
const DEEPEST_JSON = 200;

/** Milliseconds that a server may make us wait. */
export const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** The text of an answer; undefined where it is longer than `MOST_BYTES`, of which nothing more is then read. */
export async function boundedText(response: Response, most = MOST_BYTES): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    // A stream's chunks have no type of their own in the DOM's types.
    const { done, value } = (await reader.read()) as { done: boolean; value: Uint8Array | undefined };
    if (done || !value) break;
    bytes += value.byteLength;
    if (bytes > most) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

/** The value of a text of JSON; undefined where it is none, or deeper than anything that our code goes through. */
export function boundedJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    // A string: on to its end.
    if (sign === 0x22) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1)
        if (text.charCodeAt(at) === 0x5c) at += 1;
    } else if (sign === 0x5b || sign === 0x7b) {
      depth += 1;
      if (depth > DEEPEST_JSON) return true;
    } else if (sign === 0x5d || sign === 0x7d) depth -= 1;
  }
  return false;
}

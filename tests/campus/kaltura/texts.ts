/** How the database keeps texts (recorded scenarios text-*). */

/** The column of names holds characters of at most 3 bytes: emoji become four question marks. */
export function storedName(name: string): string {
  return [...name]
    .map((character) => ((character.codePointAt(0) ?? 0) > 0xffff ? '????' : character))
    .join('');
}

/** The column holds 256 characters; the answer of the call that set the name still shows it whole. */
export const cutName = (name: string): string => [...name].slice(0, 256).join('');

/** Trimmed, at most 100 characters each, none of one byte, none twice; of doubles in other case the lower-case one. */
export function storedTags(text: string): string {
  const tags = text
    .split(',')
    .map((tag) => [...tag.trim()].slice(0, 100).join(''))
    .filter((tag) => Buffer.byteLength(tag) > 1);
  const seen = new Map<string, string>();
  for (const tag of tags) {
    const key = tag.toLowerCase();
    const earlier = seen.get(key);
    seen.set(key, earlier === undefined || earlier === tag ? tag : key);
  }
  return [...seen.values()].join(', ');
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Whether all words of a search stand in a text, as whole words, in any case. */
export function hasWords(text: string, search: string): boolean {
  const there = new Set(words(text));
  return words(search).every((word) => there.has(word));
}

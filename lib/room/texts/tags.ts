/** A tag longer than this is cut (recorded scenario `text-long`). */
export const TAG_LIMIT = 100;

export interface StoredTags {
  /** The tags that the server will keep, in order. */
  readonly kept: readonly string[];
  /** What it drops silently: tags of one byte, and the doubles of others. */
  readonly dropped: readonly string[];
  /** Of those that it keeps: the ones that it cuts at `TAG_LIMIT` characters, as they were typed. */
  readonly cut: readonly string[];
}

/**
 * What separates tags as they are typed or pasted: the commas of the world's scripts, full, half and small, ends of lines,
 * and what stands between the cells of a table. Stored they are separated by commas.
 */
const SEPARATOR = /[,،，、､﹐﹑՝߸፣᠂᠈⸲⹁\t\v\f\r\n\u0085\u2028\u2029]/u;

/** The tags in a text that was typed or pasted. The last one may still be being typed. */
export const typedTags = (text: string): string[] => text.split(SEPARATOR);

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/**
 * The tags that Kaltura will keep of a comma-separated text (recorded scenario `text-tags`): trimmed, none of
 * a single byte, none twice whatever its case. Of spellings that differ in case the lower-case one stays.
 */
export function storedTags(text: string): StoredTags {
  const kept = new Map<string, string>();
  const dropped: string[] = [];
  const cut: string[] = [];
  for (const tag of text.split(',').map((part) => part.trim())) {
    if (tag === '') continue;
    const key = tag.toLowerCase();
    const earlier = kept.get(key);
    if (bytes(tag) < 2) dropped.push(tag);
    else if (earlier === undefined) {
      const short = [...tag].slice(0, TAG_LIMIT).join('');
      if (short !== tag) cut.push(tag);
      kept.set(key, short);
    } else {
      dropped.push(tag);
      if (earlier !== tag) kept.set(key, key);
    }
  }
  return { kept: [...kept.values()], dropped, cut };
}

/** Tags as a form for comparing: a sorted list, in lower case. The server re-spaces and re-cases them. */
export function comparableTags(text: string): string {
  return storedTags(text)
    .kept.map((tag) => tag.toLowerCase())
    .sort()
    .join(',');
}

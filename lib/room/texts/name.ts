/** Kaltura cuts names silently at 256 characters, not bytes (recorded scenario `text-long`). */
export const NAME_LIMIT = 256;

/** The length of a name as the server counts it: characters, not UTF-16 units. */
export function nameLength(name: string): number {
  return [...name].length;
}

/**
 * What nobody sees: spaces, controls, what Unicode calls ignorable, such as joiners and zero-width spaces, and the sign of
 * Braille that has no dot.
 */
const UNSEEN = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What is wrong with a typed name, or undefined. Spaces at the ends do not count, and what nobody sees is no name. */
export function checkName(name: string): 'nameEmpty' | 'nameTooLong' | undefined {
  const trimmed = name.trim();
  if (trimmed.replace(UNSEEN, '') === '') return 'nameEmpty';
  return nameLength(trimmed) > NAME_LIMIT ? 'nameTooLong' : undefined;
}

/**
 * The name that a clone gets unless the teacher types another.
 * @param pattern a text with `{name}` in it, once or more often, such as `Cloned - {name}`
 * @returns the pattern with the original name, which is cut so that the whole fits into 256 characters
 */
export function defaultCloneName(pattern: string, original: string): string {
  const parts = pattern.split('{name}');
  const room = Math.floor((NAME_LIMIT - nameLength(parts.join(''))) / Math.max(1, parts.length - 1));
  return parts.join([...original].slice(0, Math.max(0, room)).join(''));
}

import { entryId, type EntryId } from '../kaltura/ids.ts';
import { ownEntryIn } from '../pages/address.ts';

/** The longest address that is read: what is longer is no link to a room. */
const LONGEST_REFERENCE = 2_000;

/** What stands around a link in a line: spaces, signs, and what nobody sees, such as the marks of right-to-left texts. */
const AROUND = /[\s\p{Cf}<>()[\]{}"'“”„«»|,;،؛]+/u;
/** What ends a sentence is no part of the link before it. */
const SENTENCE_END = /[.:!?]+$/;

/**
 * The room that a line of a pasted list names: an entry id, or a link to an entry's page in KAF or MediaSpace, with
 * whatever stands beside it, such as the room's name. A line that names several names none. Whether it is a room, of this
 * account and still there, the server says.
 */
export function roomReference(text: string): EntryId | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_REFERENCE) return undefined;
  const whole = referenceIn(trimmed);
  if (whole) return whole;
  const parts = trimmed.split(AROUND).map((part) => part.replace(SENTENCE_END, ''));
  const [one, ...others] = new Set(parts.flatMap((part) => referenceIn(part) ?? []));
  return others.length === 0 ? one : undefined;
}

/** A text that is an id, or a link, and nothing else. */
function referenceIn(text: string): EntryId | undefined {
  const id = entryId(text);
  if (id) return id;
  if (!URL.canParse(text)) return undefined;
  const address = new URL(text);
  return /^https?:$/.test(address.protocol) ? entryId(ownEntryIn(address)) : undefined;
}

import { entryId, type EntryId } from '../kaltura/ids.ts';
import { ownEntryIn } from '../pages/address.ts';

/** The longest address that is read: what is longer is no link to a room. */
const LONGEST_REFERENCE = 2_000;

/**
 * The room that a line of a pasted list names: an entry id, or a link to an entry's page in KAF or MediaSpace. Whether
 * it is a room, of this account and still there, the server says.
 */
export function roomReference(text: string): EntryId | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_REFERENCE) return undefined;
  const id = entryId(trimmed);
  if (id) return id;
  if (!URL.canParse(trimmed)) return undefined;
  const address = new URL(trimmed);
  return /^https?:$/.test(address.protocol) ? entryId(ownEntryIn(address)) : undefined;
}

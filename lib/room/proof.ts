import type { Entry } from '../kaltura/entry.ts';

/**
 * What is held against a server's word that an entry is the copy which a job has asked for. A server is not believed: one
 * that answers with the original's id, or another room's, would have that one renamed, its people taken away, and all of
 * it deleted by Undo.
 */
export type Doubt =
  /** It was there before: the original, what belongs to it, the room of another clone. */
  | 'known'
  /** It says of itself that it was copied from something else, or from nothing. */
  | 'root'
  /** It is older than the request. */
  | 'older'
  /** It is somebody else's. */
  | 'owner';

export interface Claim {
  /** The id of what was to be copied. */
  readonly source: string | undefined;
  /** Entries that were there before. */
  readonly known: ReadonlySet<string>;
  /** The server's clock before the request, in unix seconds. */
  readonly since: number;
  /** Who asked. */
  readonly user: string;
}

/** For clocks of servers that differ. */
const SLACK_S = 60;

/** The first doubt about a copy; undefined where all that the server says of it fits what was asked for. */
export function doubtOf(
  copy: Pick<Entry, 'id' | 'rootEntryId' | 'createdAt' | 'userId'>,
  { source, known, since, user }: Claim,
): Doubt | undefined {
  if (copy.id === source || known.has(copy.id)) return 'known';
  if (copy.rootEntryId === undefined || copy.rootEntryId !== source) return 'root';
  if (copy.createdAt < since - SLACK_S) return 'older';
  // Kaltura's database takes ids of users for the same whatever their case.
  if (copy.userId.toLowerCase() !== user.toLowerCase()) return 'owner';
  return undefined;
}

/** Everything that was there when a room was read: itself, what belongs to it, and what it points to. */
export function knownIds(original: Entry, children: readonly Pick<Entry, 'id'>[]): ReadonlySet<string> {
  const {
    id,
    rootEntryId,
    parentEntryId,
    templateRoomEntryId,
    broadcastEntryId,
    recordedEntryId,
    redirectEntryId,
  } = original;
  const pointedTo = [templateRoomEntryId, broadcastEntryId, recordedEntryId, redirectEntryId];
  const named = [
    id,
    rootEntryId ?? '',
    parentEntryId ?? '',
    ...pointedTo,
    ...children.map((child) => child.id),
  ];
  return new Set(named.filter((one) => one !== ''));
}

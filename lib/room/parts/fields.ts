import type { CopiedEntry, Entry } from '../../kaltura/entry.ts';
import { roomKind } from '../room.ts';

/** Why a field of an entry is not the same in its copy. */
type OwnField =
  /** The copy's own, made by the server. */
  | 'itsOwn'
  /** Whoever clones owns the copy, and nobody has a right on it: `checkPeople`. */
  | 'people'
  /** What the copy is a copy of, and where it stands: `checkParent`, `checkFiles`. */
  | 'place'
  /** Compared by the check of a part of its own: texts, settings, storyboard, videos' cue points. */
  | 'ownPart'
  /** Recordings and broadcast are never part of a clone: `checkRecordings`. */
  | 'recordings'
  /** A clone is in nobody's course or channel: `checkPublishing`. */
  | 'publishing'
  /**
   * A user's session cannot set it, and the server's clone drops it (docs/facts/kaltura-api.md#2-fields,
   * docs/facts/kaltura-api.md#6-what-a-clone-drops): the report says so.
   */
  | 'cannotBeSet';

/**
 * Every field of an entry that we read: whether a copy has the same, or why not. A field that is read and not in here
 * does not compile.
 */
const ENTRY_FIELDS = {
  id: 'itsOwn',
  createdAt: 'itsOwn',
  updatedAt: 'itsOwn',
  objectType: 'same',
  type: 'same',
  status: 'same',
  name: 'same',
  description: 'same',
  tags: 'same',
  adminTags: 'same',
  accessControlId: 'same',
  startDate: 'same',
  endDate: 'same',
  displayInSearch: 'same',
  partnerSortValue: 'same',
  partnerData: 'same',
  groupId: 'same',
  roomType: 'same',
  dataContent: 'same',
  playlistType: 'same',
  userId: 'people',
  entitledUsersEdit: 'people',
  entitledUsersPublish: 'people',
  entitledUsersView: 'people',
  rootEntryId: 'place',
  parentEntryId: 'place',
  playlistContent: 'ownPart',
  templateRoomEntryId: 'ownPart',
  capabilities: 'ownPart',
  recordedEntryId: 'recordings',
  redirectEntryId: 'recordings',
  broadcastEntryId: 'recordings',
  categories: 'publishing',
  referenceId: 'cannotBeSet',
} as const satisfies Readonly<Record<keyof Entry, 'same' | OwnField>>;

type SameField = {
  [Name in keyof Required<Entry>]: (typeof ENTRY_FIELDS)[Name] extends 'same' ? Name : never;
}[keyof Entry];

/** A field that is the same in a copy is read of the copy, too: one that is not does not compile here. */
const SAME: readonly (keyof CopiedEntry)[] = (Object.keys(ENTRY_FIELDS) as (keyof Entry)[]).filter(
  (name): name is SameField => ENTRY_FIELDS[name] === 'same', // its keys
);

/** What of these is no setting of a room: its texts are as the teacher typed them, and it is a room. */
const NO_SETTINGS: ReadonlySet<keyof Entry> = new Set([
  ...([
    'name',
    'description',
    'tags',
    'objectType',
    'type',
    'status',
    'dataContent',
    'playlistType',
  ] as const),
]);

/** The settings of a room, but for its template. A legacy room has no type of its own. */
export const settingsOf = (room: Entry): (keyof CopiedEntry)[] =>
  SAME.filter((name) => !NO_SETTINGS.has(name) && (name !== 'roomType' || roomKind(room) === 'room'));

/** An id of 0, an empty text and nothing are one: the server answers now this, now that. */
const shown = (value: Entry[keyof Entry]): string =>
  value === undefined || value === 0 ? '' : String(value);

const differing = <Name extends keyof CopiedEntry>(
  names: readonly Name[],
  original: Entry,
  copy: CopiedEntry,
): Name[] => names.filter((name) => shown(original[name]) !== shown(copy[name]));

/** The fields in which the copy of a child is not as its original. */
export function differingFields(original: Entry, copy: CopiedEntry): (keyof CopiedEntry)[] {
  const template = original.type === 'room.room' ? (['templateRoomEntryId'] as const) : [];
  return differing([...SAME, ...template], original, copy);
}

/** The settings in which the room's copy is not as its original. */
export const differingSettings = (original: Entry, copy: CopiedEntry): (keyof CopiedEntry)[] =>
  differing(settingsOf(original), original, copy);

import type { Activity } from './activity.ts';
import type { CuePoint } from '../kaltura/cue-point.ts';
import type { Entry } from '../kaltura/entry.ts';
import type { EntryId, UserId } from '../kaltura/ids.ts';
import type { Comparison } from './parts/comparison.ts';
import { NOTHING_UNSEEN, type Room } from './room.ts';

/** An activity of a Moodle course. */
export const ACTIVITY: Activity = {
  base: 'https://moodle.example.edu',
  courseId: 2,
  cmid: 4,
  module: 'lti',
  name: 'Live room',
};

/** A small room with a child of every kind, and a faithful copy of it, for the tests of the parts. */

/** An entry's id. */
export const id = (text: string): EntryId => text as EntryId; // a test may call an entry what it likes
/** A user's id. */
export const user = (text: string): UserId => text as UserId; // any text is a user's id

/** A video, unless the fields say otherwise. */
export const entry = (of: string, fields: Partial<Entry> = {}): Entry => ({
  id: id(of),
  objectType: 'KalturaMediaEntry',
  type: '1',
  status: '2',
  name: `Name of ${of}`,
  description: '',
  tags: '',
  adminTags: '',
  userId: user('noa'),
  entitledUsersEdit: '',
  entitledUsersPublish: '',
  entitledUsersView: '',
  createdAt: 1_000,
  updatedAt: 2_000,
  categories: '',
  partnerSortValue: 0,
  templateRoomEntryId: '',
  broadcastEntryId: '',
  recordedEntryId: '',
  redirectEntryId: '',
  referenceId: '',
  partnerData: '',
  groupId: '',
  capabilities: '',
  ...fields,
});

const ROOM = { objectType: 'KalturaRoomEntry', type: 'room.room', status: '7' } as const;
const PLAYLIST = { objectType: 'KalturaPlaylist', type: '5', playlistType: 3 } as const;

/** Whose room it is, its settings, and what is attached to it. */
export const roomEntry = (of: string, fields: Partial<Entry> = {}): Entry =>
  entry(of, { ...ROOM, roomType: 1, accessControlId: 7, displayInSearch: 2, ...fields });

/** A room that holds nothing but these children, unless the fields say otherwise. */
export const room = (of: Entry, children: readonly Entry[] = [], fields: Partial<Room> = {}): Room => ({
  entry: of,
  children,
  attachments: [],
  thumbnails: [],
  cuePoints: [],
  cuePointCount: fields.cuePoints?.length ?? 0,
  metadata: [],
  annotationMetadata: [],
  unseen: NOTHING_UNSEEN,
  ...fields,
});

/** The names of the children, as tests call them: a copy is called like its original, with a `+`. */
export type Child = 'file' | 'board' | 'breakout' | 'inside';

const CHILDREN: readonly Entry[] = [
  entry('file', { parentEntryId: 'original' }),
  entry('board', { ...PLAYLIST, parentEntryId: 'original', playlistContent: 'file,outside,inside' }),
  entry('breakout', { ...ROOM, parentEntryId: 'original', roomType: 2 }),
  entry('inside', { parentEntryId: 'breakout' }),
];

export const ORIGINAL = room(roomEntry('original', { entitledUsersEdit: 'amir' }), CHILDREN);

const copyOf = (child: Entry): Entry => ({
  ...child,
  id: id(`${child.id}+`),
  rootEntryId: child.id,
  parentEntryId: child.parentEntryId === 'original' ? 'copy' : `${String(child.parentEntryId)}+`,
  userId: user('Amir'),
  ...(child.id === 'board' && { playlistContent: 'file+,outside,inside+' }),
});

const COPY = room(
  roomEntry('copy', {
    name: 'Copy',
    userId: user('Amir'),
    rootEntryId: id('original'),
    templateRoomEntryId: 'original',
  }),
  CHILDREN.map(copyOf),
);

/** The changes of a test to what is compared otherwise: a faithful copy. */
export interface Changes {
  readonly original?: Partial<Entry>;
  readonly copy?: Partial<Entry>;
  /** What is otherwise with children of the original. */
  readonly children?: Partial<Record<Child, Partial<Entry>>>;
  /** What is otherwise with the copies of children; `null`: there is none. */
  readonly copies?: Partial<Record<Child, Partial<Entry> | null>>;
  /** Children that the teacher left out. */
  readonly leftOut?: readonly Child[];
}

/** The room held against its copy, in which everything is as it should be but for these changes. */
export function compared(changes: Changes = {}, others: Partial<Comparison> = {}): Comparison {
  const { original, copy, children = {}, copies = {}, leftOut = [] } = changes;
  const names = CHILDREN.map((child) => child.id as string as Child); // as they are called above
  const due = names.filter((name) => !leftOut.includes(name));
  const there = due.filter((name) => copies[name] !== null);
  const child = (of: readonly Entry[], name: string): Entry =>
    of.find((one) => one.id === name) ?? entry(name);
  return {
    original: room(
      { ...ORIGINAL.entry, ...original },
      due.map((name) => ({ ...child(CHILDREN, name), ...children[name] })),
    ),
    copy: room(
      { ...COPY.entry, ...copy },
      there.map((name) => ({ ...child(COPY.children, `${name}+`), ...copies[name] })),
    ),
    copies: new Map(there.map((name) => [id(name), id(`${name}+`)])),
    wanted: { name: 'Copy', description: '', tags: '' },
    refusedTexts: [],
    user: user('amir'),
    leaveOut: [],
    leftOut: leftOut.map((name) => child(CHILDREN, name)),
    gone: [],
    loose: new Set(),
    settingsFrom: 'original',
    now: 10_000,
    ...others,
  };
}

/** A cue point of the room's, of no kind unless the fields say so. */
export const cuePoint = (of: string, fields: Partial<CuePoint> = {}): CuePoint => ({
  id: of,
  entryId: 'original',
  objectType: '',
  startTime: 0,
  tags: '',
  code: '',
  text: '',
  title: '',
  description: '',
  partnerData: '',
  systemName: '',
  question: '',
  hint: '',
  explanation: '',
  copiedFrom: '',
  ...fields,
});

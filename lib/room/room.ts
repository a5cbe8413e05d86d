import type { Attachment, Thumbnail } from '../kaltura/asset.ts';
import type { CuePoint } from '../kaltura/cue-point.ts';
import type { CopiedEntry, Entry } from '../kaltura/entry.ts';
import type { EntryId } from '../kaltura/ids.ts';
import type { Metadata } from '../kaltura/metadata.ts';
import type { RoomTexts } from './texts/texts.ts';

/**
 * All that API v3 shows of a room and of what is below it: attachments and the like name the entry to which they
 * belong. `undefined` = it could not be read, which is not the same as none; nor is what the session does not see.
 */
export interface Room {
  readonly entry: Entry;
  /** Children and their children, each after its parent. */
  readonly children: readonly Entry[];
  readonly attachments: readonly Attachment[] | undefined;
  readonly thumbnails: readonly Thumbnail[] | undefined;
  /** Those of which a clone may hold something. */
  readonly cuePoints: readonly CuePoint[] | undefined;
  /** How many there are in all, with votes and answers. */
  readonly cuePointCount: number | undefined;
  readonly metadata: readonly Metadata[] | undefined;
  /** Custom metadata of the annotations among the cue points. */
  readonly annotationMetadata: readonly Metadata[] | undefined;
  readonly unseen: Unseen;
}

/** The copy of a room as it is read back: of its children what is compared, and no more. */
export type CopiedRoom = Omit<Room, 'children'> & { readonly children: readonly CopiedEntry[] };

/** What the server keeps from the session that reads a room: it may be there all the same. */
export interface Unseen {
  /** The session's lists leave out what others put into the room. */
  readonly children: boolean;
  /** Children of which no attachments, thumbnails, cue points and metadata are shown. */
  readonly attached: readonly EntryId[];
  /** Somebody else's annotations that are not public: announcements that are kept back. */
  readonly annotations: boolean;
}

/** What a session sees that sees everything. */
export const NOTHING_UNSEEN: Unseen = { children: false, attached: [], annotations: false };

/** The recycle bin is a value of `displayInSearch` (docs/facts/kaltura-api.md#2-fields). */
export const isRecycled = ({ displayInSearch }: Entry): boolean => displayInSearch === -2;

/** Status of an entry that holds no content of its own: every room's (docs/facts/kaltura-api.md#1-status). */
const NO_CONTENT = '7';

/**
 * What kind of room an entry is: `room` has fields of its own; `legacyRoom` is a media entry that Kaltura Meetings
 * made (docs/facts/kaltura-api.md#1-status); a breakout room or a video is `none`.
 */
export function roomKind(entry: Entry): 'room' | 'legacyRoom' | 'none' {
  if (entry.type === 'room.room') return entry.roomType === 2 ? 'none' : 'room';
  const legacy =
    entry.type === '1' &&
    entry.status === NO_CONTENT &&
    /(?:^|[,\s])__meeting_room(?:$|[,\s])/.test(entry.adminTags);
  return legacy ? 'legacyRoom' : 'none';
}

export type ChildKind = 'file' | 'breakout' | 'storyboard';

/** Which part of a room a child belongs to. Playlists among the children are its storyboard. */
export function childKind(child: Pick<Entry, 'type'>): ChildKind {
  if (child.type === 'room.room') return 'breakout';
  return child.type === '5' ? 'storyboard' : 'file';
}

/** Whether a child is a room in the room. */
export const isBreakout = (child: Pick<Entry, 'type'>): boolean => childKind(child) === 'breakout';

/** The children of a kind, in their order. */
export function childrenOfKind(room: Room, kind: ChildKind): readonly Entry[] {
  return room.children.filter((child) => childKind(child) === kind);
}

const isQuiz = ({ capabilities }: Entry): boolean =>
  capabilities.split(',').some((name) => name.trim() === 'quiz.quiz');

/**
 * Quizzes of which the session does not see the questions. The server's clone would make a quiz without questions of
 * each: a quiz is copied whole or not at all.
 */
export function unseenQuizzes({ children, cuePoints, unseen }: Room): readonly EntryId[] {
  return children
    .filter((child) => isQuiz(child) && (!cuePoints || unseen.attached.includes(child.id)))
    .map(({ id }) => id);
}

/** The entries of a static playlist, in order. Empty places, which the genuine server leaves, are no items. */
export function playlistItems(playlist: Pick<Entry, 'playlistContent'>): readonly string[] {
  return (playlist.playlistContent ?? '').split(',').filter((item) => item !== '');
}

/** A static playlist lists entries; a dynamic one holds filters, which point to no entry. */
export function isStaticPlaylist(child: Entry): boolean {
  return childKind(child) === 'storyboard' && child.playlistType === 3;
}

/** What the teacher may type of an entry. */
export function textsOf(entry: Entry): RoomTexts {
  return { name: entry.name, description: entry.description, tags: entry.tags };
}

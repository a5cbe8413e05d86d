import { type ChatState, chatState } from './chat.ts';
import { cuePointItems, isInteraction } from './parts/cue-points.ts';
import { childrenOfKind, isStaticPlaylist, playlistItems, type Room, unseenQuizzes } from './room.ts';

/** How many there are of what only a room service knows: none is set up, it is being read, or could not be. */
export type ServiceCount = number | 'noService' | 'reading' | 'unreadable';

export interface ServiceCounts {
  /** Interactions of Chat & Collaboration that are not deleted: each becomes a draft. */
  readonly interactions: ServiceCount;
  /** Items of the storyboard that the live room keeps. */
  readonly liveStoryboard: ServiceCount;
}

/** What a clone will hold, in numbers, told before Save. `null` = it could not be read. */
export interface Contents extends ServiceCounts {
  readonly files: number;
  readonly attachments: number | null;
  readonly storyboardItems: number;
  readonly breakouts: number;
  /** Polls and announcements of the older kind, which are cue points. */
  readonly cuePoints: number | null;
  /** Chapters, slides, code and quiz questions of the videos. */
  readonly videoCuePoints: number | null;
  /** What this session may not see: the room may hold it all the same. */
  readonly unseen: readonly UnseenKind[];
  /** Whether Chat & Collaboration is switched on for the room, as its metadata says. */
  readonly chat: ChatState;
  readonly recordings: boolean;
  readonly broadcast: boolean;
}

/** What a session may not see of a room (`dialog.unseen.<kind>`). */
export type UnseenKind = 'children' | 'attached' | 'quizzes' | 'annotations';

function unseenOf(room: Room): UnseenKind[] {
  const { children, attached, annotations } = room.unseen;
  return [
    ...(children ? (['children'] as const) : []),
    ...(attached.length > 0 ? (['attached'] as const) : []),
    ...(unseenQuizzes(room).length > 0 ? (['quizzes'] as const) : []),
    ...(annotations ? (['annotations'] as const) : []),
  ];
}

/** How much of each kind is in a room; null: it could not be read. */
export function contentsOf(room: Room, counts: ServiceCounts): Contents {
  const items = cuePointItems(room);
  return {
    files: childrenOfKind(room, 'file').length,
    attachments: room.attachments?.length ?? null,
    storyboardItems: room.children.filter(isStaticPlaylist).flatMap(playlistItems).length,
    breakouts: childrenOfKind(room, 'breakout').length,
    cuePoints: items?.filter(({ kind }) => isInteraction(kind)).length ?? null,
    videoCuePoints: items?.filter(({ kind }) => !isInteraction(kind)).length ?? null,
    unseen: unseenOf(room),
    ...counts,
    chat: chatState(room.metadata),
    recordings: room.entry.recordedEntryId !== '' || room.entry.redirectEntryId !== '',
    broadcast: room.entry.broadcastEntryId !== '',
  };
}

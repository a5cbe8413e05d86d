import { type ChatState, chatState } from './chat.ts';
import { olderInteractions } from './parts/cue-points.ts';
import { childrenOfKind, isStaticPlaylist, playlistItems, type Room } from './room.ts';

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
  /** Whether Chat & Collaboration is switched on for the room, as its metadata says. */
  readonly chat: ChatState;
  readonly recordings: boolean;
  readonly broadcast: boolean;
}

export function contentsOf(room: Room, counts: ServiceCounts): Contents {
  return {
    files: childrenOfKind(room, 'file').length,
    attachments: room.attachments?.length ?? null,
    storyboardItems: room.children.filter(isStaticPlaylist).flatMap(playlistItems).length,
    breakouts: childrenOfKind(room, 'breakout').length,
    cuePoints: olderInteractions(room)?.length ?? null,
    ...counts,
    chat: chatState(room.metadata),
    recordings: room.entry.recordedEntryId !== '' || room.entry.redirectEntryId !== '',
    broadcast: room.entry.broadcastEntryId !== '',
  };
}

import { type ChatState, chatState } from './chat.ts';
import { olderInteractions } from './parts/cue-points.ts';
import { childrenOfKind, isStaticPlaylist, playlistItems, type Room } from './room.ts';

/** How many there are of what only a room service knows: none is set up, or it could not be read. */
export type ServiceCount = number | 'noService' | 'unreadable';

/** What a clone will hold, in numbers, told before Save. `null` = it could not be read. */
export interface Contents {
  readonly files: number;
  readonly attachments: number | null;
  readonly storyboardItems: number;
  readonly breakouts: number;
  /** Polls and announcements of the older kind, which are cue points. */
  readonly cuePoints: number | null;
  /** Interactions of Chat & Collaboration that are not deleted: each becomes a draft. */
  readonly interactions: ServiceCount;
  /** Items of the storyboard that the live room keeps. */
  readonly liveStoryboard: ServiceCount;
  /** Whether Chat & Collaboration is switched on for the room, as its metadata says. */
  readonly chat: ChatState;
  readonly recordings: boolean;
  readonly broadcast: boolean;
}

export function contentsOf(room: Room): Contents {
  return {
    files: childrenOfKind(room, 'file').length,
    attachments: room.attachments?.length ?? null,
    storyboardItems: room.children.filter(isStaticPlaylist).flatMap(playlistItems).length,
    breakouts: childrenOfKind(room, 'breakout').length,
    cuePoints: olderInteractions(room)?.length ?? null,
    interactions: 'noService',
    liveStoryboard: 'noService',
    chat: chatState(room.metadata),
    recordings: room.entry.recordedEntryId !== '' || room.entry.redirectEntryId !== '',
    broadcast: room.entry.broadcastEntryId !== '',
  };
}

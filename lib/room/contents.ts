import { childrenOfKind, isStaticPlaylist, playlistItems, type Room } from './room.ts';

/** What a clone will hold, in numbers, told before Save. `null` = it could not be read. */
export interface Contents {
  readonly files: number;
  readonly attachments: number | null;
  readonly storyboardItems: number;
  readonly breakouts: number;
  /** Polls and announcements of the older kind, which are cue points. */
  readonly cuePoints: number | null;
  readonly recordings: boolean;
  readonly broadcast: boolean;
}

export function contentsOf(room: Room): Contents {
  return {
    files: childrenOfKind(room, 'file').length,
    attachments: room.attachments?.length ?? null,
    storyboardItems: room.children.filter(isStaticPlaylist).flatMap(playlistItems).length,
    breakouts: childrenOfKind(room, 'breakout').length,
    cuePoints: room.cuePoints?.length ?? null,
    recordings: room.entry.recordedEntryId !== '' || room.entry.redirectEntryId !== '',
    broadcast: room.entry.broadcastEntryId !== '',
  };
}

import type { EntryId } from '../kaltura/ids.ts';
import type { ServiceCount, ServiceCounts } from '../room/contents.ts';
import { copiedInteractions } from '../room/parts/interactions.ts';
import type { Result } from '../kaltura/result.ts';
import { listInteractions } from '../services/chat.ts';
import { getStoryboard } from '../services/storyboard.ts';
import type { RoomServices } from './run.ts';

/** How much of what only room services know a clone will hold, told before Save. */
export async function countServices(services: RoomServices, room: EntryId): Promise<ServiceCounts> {
  const { interactions: chat, liveStoryboard: storyboard } = services;
  const [interactions, board] = await Promise.all([
    chat && listInteractions(chat, room),
    storyboard && getStoryboard(storyboard, room),
  ]);
  return {
    interactions: countOf(interactions, (found) => copiedInteractions(found).length),
    liveStoryboard: countOf(board, ({ items }) => items.length),
  };
}

function countOf<T>(result: Result<T> | undefined, count: (value: T) => number): ServiceCount {
  if (!result) return 'noService';
  return result.ok ? count(result.value) : 'unreadable';
}

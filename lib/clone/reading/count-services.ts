import type { EntryId } from '../../kaltura/ids.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import type { ServiceCount, ServiceCounts } from '../../room/contents.ts';
import { copiedInteractions } from '../../room/live/interactions.ts';
import type { RoomServices } from '../job/run.ts';

/** How much of what only room services know a clone will hold, told before Save. */
export async function countServices(
  { chat, storyboard }: RoomServices,
  room: EntryId,
): Promise<ServiceCounts> {
  const [interactions, board] = await Promise.all([chat?.list(room), storyboard?.get(room)]);
  return {
    interactions: countOf(interactions, (found) => copiedInteractions(found).length),
    liveStoryboard: countOf(board, ({ items }) => items.length),
  };
}

function countOf<T>(result: Result<T> | undefined, count: (value: T) => number): ServiceCount {
  if (!result) return 'noService';
  return result.ok ? count(result.value) : 'unreadable';
}

import type { UserId } from '../../kaltura/ids.ts';
import { sameService, type Service } from '../../kaltura/session.ts';
import type { Batch, PlannedClone } from '../../plan/batch.ts';
import { next, type QueueEvent } from '../../plan/queue.ts';
import type { Platform } from '../platform.ts';

/** A batch after something has happened to its queue; the same one where that changes nothing. */
export const withEvent = (batch: Batch, event: QueueEvent): Batch => {
  const queue = next(batch.queue, event);
  return queue === batch.queue ? batch : { ...batch, queue };
};

/** The clone of an item. */
export const cloneOf = ({ clones }: Batch, key: string): PlannedClone | undefined =>
  clones.find((clone) => clone.key === key);

/** Whether a batch is this person's. */
export const isOf = (batch: Batch, service: Service, user: UserId): boolean =>
  sameService(batch.service, service) && batch.user.toLowerCase() === user.toLowerCase();

/** Changes a batch's record: nothing is written where the change changes nothing. Rejects where there is none. */
export const changeBatch = (
  batches: Platform['batches'],
  id: string,
  change: (batch: Batch) => Batch,
): Promise<Batch> =>
  batches.changeJob(id, (batch) => {
    if (!batch) throw new Error('No such batch.');
    return change(batch);
  });

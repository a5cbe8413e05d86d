import type { JobHead } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import type { BatchLine, BatchRow, BatchView } from '../../messages/messages.ts';
import type { Batch, PlannedClone } from '../../plan/batch.ts';
import { cloneName } from '../../plan/names.ts';
import { isOver, type QueueItem, tallyOf } from '../../plan/queue.ts';
import { roomAddress } from '../jobs/room-address.ts';
import { parseStartedFrom } from '../jobs/started-from.ts';

/** A batch in a list: the whole of it in numbers. */
export const batchLine = ({ id, createdAt, queue }: Batch): BatchLine => ({
  id,
  startedAt: createdAt,
  of: queue.items.length,
  tally: tallyOf(queue),
  aim: queue.aim,
  paused: queue.paused,
  isOver: isOver(queue),
  isSlow: queue.limit < queue.atOnce,
});

/** A batch with all its clones. @param jobs those that it has started, and maybe others */
export function batchView(batch: Batch, jobs: readonly JobHead[]): BatchView {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const items = new Map(batch.queue.items.map((item) => [item.key, item]));
  return {
    ...batchLine(batch),
    names: batch.names,
    rows: batch.clones.flatMap((clone) => {
      const item = items.get(clone.key);
      const job = clone.jobId === undefined ? undefined : byId.get(clone.jobId);
      return item ? [rowOf(batch, clone, item, job)] : [];
    }),
  };
}

function rowOf(batch: Batch, clone: PlannedClone, { state }: QueueItem, job: JobHead | undefined): BatchRow {
  const { key, room: original, copy, originalName, leaveOut, problem } = clone;
  const row = { key, room: original, copy, leaveOut, state, problem };
  if (!job) return { ...row, originalName, name: cloneName(batch.names, originalName, copy) };
  const view = viewOf(job);
  const from = parseStartedFrom(batch.startedFrom);
  return {
    ...row,
    originalName: view.original.name,
    name: view.texts.name,
    job: {
      jobId: view.jobId,
      state: view.state,
      progress: { done: view.progress.done, of: view.progress.of },
    },
    ...(view.room !== undefined && {
      newRoom: view.room,
      ...(from && { link: roomAddress(from, view.room).url }),
    }),
  };
}

import type { EntryId, UserId } from '../kaltura/ids.ts';
import type { Service } from '../kaltura/session.ts';
import type { Activity } from '../room/activity.ts';
import type { Choice } from '../room/choice.ts';
import type { Gallery } from '../room/gallery.ts';
import type { Problem } from '../room/report/problem.ts';
import type { NameRules } from './names.ts';
import type { PlannedRoom } from './plan.ts';
import { isOver, newQueue, type Queue, type QueueItem } from './queue.ts';

/** The clones of one plan in the browser: a durable record, beside the jobs that it starts. Holds no secret. */
export interface Batch {
  readonly id: string;
  /** Milliseconds of the local clock. */
  readonly createdAt: number;
  readonly service: Service;
  readonly user: UserId;
  readonly names: NameRules;
  /** Where the clones are published; left out: nowhere. */
  readonly publishTo?: readonly Gallery[];
  /** Whom the teacher chose of the originals' co-editors; left out: nobody. */
  readonly coeditors?: readonly string[];
  /** One for each item of the queue, by its key, in the order of the plan. */
  readonly clones: readonly PlannedClone[];
  readonly queue: Queue;
  /** The sessions that came while it waited for one, since a room could be read: maybe good ones, maybe refused. */
  readonly sessionsCame?: { readonly times: number; readonly last: number } | undefined;
  /** What the teacher was told last of the whole; undefined: nothing that is still true. */
  readonly announced: BatchNotice | undefined;
  /** From where its rooms can be reached: carried unread. */
  readonly startedFrom: unknown;
}

export interface PlannedClone {
  readonly key: string;
  readonly room: EntryId;
  /** The original's name when the plan was made, for as long as there is no job that knows it better. */
  readonly originalName: string;
  /** The number of this copy of the room, from 1. */
  readonly copy: number;
  readonly leaveOut: readonly Choice[];
  /** The activity of Moodle's that is copied with it; left out: none. */
  readonly activity?: Activity;
  /** The job that makes it; noted before there is one, so that one that is started twice is one. */
  readonly jobId: string | undefined;
  /** Why there is no job, where one was tried to begin. */
  readonly problem: Problem | undefined;
  /** How often it could not be begun since it was started last. */
  readonly postponed: number;
  /** Its job was told to undo what it made. */
  readonly undoAsked: boolean;
}

/** What there is to say of a batch as a whole, once. */
export type BatchNotice = 'over' | 'paused';

/** The first version: nothing earlier is there to be brought along. */
export const BATCH_FORMAT = {
  version: 1,
  job: (batch: Readonly<Record<string, unknown>>) => batch,
  step: (step: Readonly<Record<string, unknown>>) => step,
} as const;

/** So many clones of one person run at once; Kaltura's own cluster does the copying. */
const AT_ONCE = 4;

/** A batch of rooms with their names as they are now. */
export function newBatch(
  batch: Pick<
    Batch,
    'id' | 'createdAt' | 'service' | 'user' | 'names' | 'startedFrom' | 'publishTo' | 'coeditors'
  >,
  rooms: readonly (PlannedRoom & { readonly name: string; readonly activity?: Activity | undefined })[],
): Batch {
  const clones = rooms.flatMap(({ entryId, copies, leaveOut, name, activity }) =>
    Array.from({ length: copies }, (_, index): PlannedClone => ({
      key: `${entryId}.${index + 1}`,
      room: entryId,
      originalName: name,
      copy: index + 1,
      leaveOut,
      ...(activity && { activity }),
      jobId: undefined,
      problem: undefined,
      postponed: 0,
      undoAsked: false,
    })),
  );
  const queue = newQueue(
    clones.map(({ key, room }) => ({ key, source: room })),
    AT_ONCE,
  );
  return { ...batch, clones, queue, announced: undefined };
}

/** The batch with one clone changed. */
export const withClone = (batch: Batch, key: string, change: Partial<PlannedClone>): Batch => ({
  ...batch,
  clones: batch.clones.map((clone) => (clone.key === key ? { ...clone, ...change } : clone)),
});

/** What there is to say of it; undefined: nothing. What she has undone herself, she knows. */
export function noticeOf({ queue }: Batch): BatchNotice | undefined {
  if (isOver(queue)) return queue.aim === 'clone' ? 'over' : undefined;
  return queue.paused === 'session' ? 'paused' : undefined;
}

/** Whether something is to be done for it now, or soon by itself. */
export const isAtWork = ({ queue }: Batch): boolean => !isOver(queue) && queue.paused === undefined;

/** The items that are with a job, or about to be. */
export const runningIn = ({ queue }: Batch): readonly QueueItem[] =>
  queue.items.filter(({ state }) => state.kind === 'running');

import type { JobHead } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import { jobOnSource } from '../../clone/job/waiting-jobs.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import type { Reading } from '../../clone/reading/read-room.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import type { Service } from '../../kaltura/session.ts';
import type { ActivityOffer, DialogView, Draft, EarlierClone } from '../../messages/messages.ts';
import { contentsOf, type ServiceCounts } from '../../room/contents.ts';
import { isRemovable } from '../../room/report/job-view.ts';
import type { Problem } from '../../room/report/problem.ts';
import { textsOf } from '../../room/room.ts';
import type { Settings } from '../../settings/settings.ts';

/** What was read of a room for one dialog: all that a worker needs that takes the dialog over from another. */
export interface RoomReading {
  readonly service: Service;
  readonly result: Result<Reading>;
  /** What room services hold of it. */
  readonly counts: ServiceCounts;
  /** Whether the activity from which the dialog was opened can be copied, too. */
  readonly activity: ActivityOffer;
}

/**
 * What a dialog shows of its job.
 * @param asksBeforeUndo undo was asked for, and somebody has worked in the room since
 * @param draft what was typed and not saved, in a window that was closed
 * @param trouble why what was pressed last could not be noted
 */
export const jobView = (
  job: JobHead,
  asksBeforeUndo: boolean,
  draft: Draft | undefined,
  trouble: Problem | undefined,
): DialogView => ({
  state: 'job',
  job: viewOf(job),
  // Also of a room whose deletion was refused; no more where it is being deleted, by whatever window.
  asksBeforeUndo: asksBeforeUndo && isRemovable(viewOf(job)),
  draft,
  trouble,
});

/** What a dialog shows before there is a job, when its room was read: the form, or why there is none. */
export function readingView(
  { service, result, counts, activity }: RoomReading,
  jobs: readonly JobHead[],
  settings: Settings,
  draft: Draft | undefined,
  trouble: Problem | undefined,
): DialogView {
  const problem = obstacleOf(result);
  if (problem || !result.ok) return failedView(problem ?? { code: 'unexpected' });
  const { original, user } = result.value;
  return {
    state: 'form',
    original: textsOf(original.entry),
    user,
    contents: contentsOf(original, counts),
    busy: jobOnSource(jobs, service, user, original.entry.id) !== undefined,
    trouble,
    leaveOut: settings.leaveOut,
    activity,
    namePattern: settings.namePattern,
    draft,
    earlier: earlierClone(jobs, service, user, original.entry.id),
  };
}

/** The latest clone of the room that this user has, or is making. */
function earlierClone(
  jobs: readonly JobHead[],
  service: Service,
  user: string,
  entryId: string,
): EarlierClone | undefined {
  const [latest] = jobs
    .filter(
      (job) =>
        job.original.entry.id === entryId &&
        job.service.url === service.url &&
        job.service.partnerId === service.partnerId &&
        job.user.toLowerCase() === user.toLowerCase() &&
        !OVER.has(job.state.kind),
    )
    .toSorted((a, b) => b.createdAt - a.createdAt);
  return latest && { jobId: latest.id, name: latest.wanted.texts.name, startedAt: latest.createdAt };
}

/** Of these there is no room to go to. */
const OVER: ReadonlySet<JobHead['state']['kind']> = new Set(['undone', 'failed', 'removing']);

/** Reading again helps with all but these. */
const FOR_GOOD: ReadonlySet<Problem['code']> = new Set(['notARoom', 'noRight']);

/** What is shown to whoever uses this browser now of the window that somebody else has left open. */
export const viewForOthers = (isJob: boolean): DialogView => ({
  state: 'failed',
  problem: { code: 'windowOfOther' },
  // A room can be read anew, as who is there.
  retry: !isJob,
});

/** What a window shows where nothing can be read; Try again where that may help. */
export const failedView = (problem: Problem): DialogView => ({
  state: 'failed',
  problem,
  retry: !FOR_GOOD.has(problem.code),
});

import { withLine } from '../../room/check.ts';
import type { PartReport } from '../../room/report/report.ts';
import type { RoomTexts, TextField } from '../../room/texts/texts.ts';
import { isActivityDue } from './due.ts';
import type { JobEvent } from './events.ts';
import type { Job, StoredTexts } from './record.ts';

/** What is done beside a room that is ready, and what its report says of that. */

/** A room that is ready stays so: what could not be done beside it is said, and not tried any more. */
export function withoutFollowUp(job: Job, reason: NotCopied): Job {
  const { wanted, activity, stored } = job;
  const refused: StoredTexts =
    stored && stored.revision >= wanted.revision ? stored : refusedAll(wanted.texts, wanted.revision);
  const withRefused = { ...job, stored: refused };
  return activity && isActivityDue(job)
    ? withReportLine(withRefused, notCopied(activity.name, reason))
    : withRefused;
}

const ALL_TEXTS = ['name', 'description', 'tags'] as const satisfies readonly TextField[];

/** Nothing of this revision was stored: the earlier texts stay. */
export const refusedAll = (texts: RoomTexts, revision: number): StoredTexts => ({
  texts,
  revision,
  refused: ALL_TEXTS,
});

/** Why the activity has no copy that is whole. `activityLeft`: one was begun, and may be there. */
type NotCopied = 'activityChanged' | 'moodleAway' | 'activityLeft';

/** The report's line on an activity that was not copied. */
export const notCopied = (name: string, reason: NotCopied): PartReport => ({
  part: 'activity',
  outcome: 'notCopied',
  of: 1,
  reason,
  names: [name],
});

/** The texts are stored; of a room that is ready the report says what became of them. */
export function afterTexts(job: Job, event: Extract<JobEvent, { kind: 'textsStored' }>): Job {
  const { stored, line, leftAt } = event;
  const noted = { ...job, stored };
  if (job.state.kind !== 'ready') return noted;
  const changed = line ? withReportLine(noted, line) : noted;
  const { state: after } = changed;
  if (after.kind !== 'ready' || leftAt === undefined) return changed;
  return { ...changed, state: { ...after, finished: { ...after.finished, leftAt } } };
}

/** The job with a line of its report made anew, where its room is ready. */
export function withReportLine(job: Job, line: PartReport): Job {
  if (job.state.kind !== 'ready') return job;
  const { finished } = job.state;
  return {
    ...job,
    state: { ...job.state, finished: { ...finished, report: withLine(finished.report, line) } },
  };
}

import type { EntryId } from '../../kaltura/ids.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { Left } from './events.ts';
import { notCopied, withoutFollowUp, withReportLine } from './follow-up.ts';
import type { Job, JobPause, JobState } from './record.ts';
import { finishedOf, paused, started } from './transitions.ts';

/** How a job ends without a whole room, or goes on without what it could not do. */

/** Of a room that is gone nobody is asked any more. */
export function withoutRoom(
  job: Job,
  { finished: _gone, unproved: _before, ...removing }: Extract<JobState, { kind: 'removing' }>,
  unproved: readonly EntryId[],
): Job {
  return { ...job, room: undefined, state: { ...removing, ...(unproved.length > 0 && { unproved }) } };
}

/** Everything that is proved to be its own is deleted. */
export function removed(job: Job): Job {
  if (job.state.kind !== 'removing') return job;
  return job.state.unproved === undefined
    ? { ...job, state: { kind: 'undone' } }
    : ended(job, { code: 'copiesLeft' }, { strays: [], activityBegun: false });
}

/** What of this job is still on the server, or may be. */
const leftoversOf = ({ room, state }: Job, strays: readonly EntryId[]): readonly EntryId[] => [
  ...(room === undefined ? [] : [room]),
  ...strays,
  ...(('unproved' in state && state.unproved) || []),
];

/** It ends without a whole room; one that is ready stays. */
export function ended(job: Job, problem: Problem, { strays, activityBegun }: Left): Job {
  switch (job.state.kind) {
    case 'running':
    case 'removing': {
      const leftovers = leftoversOf(job, strays);
      return { ...job, state: { kind: 'failed', problem, leftovers, ...finishedOf(job.state) } };
    }
    case 'ready':
      return withoutFollowUp(job, activityBegun ? 'activityLeft' : 'activityChanged');
    case 'waiting':
    case 'decision':
    case 'undone':
    case 'failed':
      return job;
  }
}

/** An unexpected error is tried again so often; DBOS ends workflows after as many recoveries as it is told, too. */
const MOST_CRASHES = 5;

/** It is tried again after an unexpected error, a few times. */
export function crashed(job: Job, pause: JobPause, left: Left): Job {
  const counted = { ...job, crashes: job.crashes + 1 };
  return counted.crashes >= MOST_CRASHES
    ? ended(counted, { code: 'unexpected' }, left)
    : { ...counted, state: paused(job.state, pause) };
}

/** It goes on without the Moodle that it waited for. */
export function moodleGivenUp(job: Job, { activityBegun }: Pick<Left, 'activityBegun'>): Job {
  if (job.state.kind === 'ready' && job.activity) {
    const line = notCopied(job.activity.name, activityBegun ? 'activityLeft' : 'moodleAway');
    return withReportLine({ ...job, state: started(job.state) }, line);
  }
  return job.state.kind === 'removing'
    ? ended(job, { code: 'activityLeft' }, { strays: [], activityBegun })
    : job;
}

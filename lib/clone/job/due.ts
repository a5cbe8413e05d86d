import { LONGEST_RETRY_AFTER_MS } from '../../kaltura/transport/bounds.ts';
import type { JobHead, JobPause } from './record.ts';

/** What is still to do for a job, and when. */

/** Whether the Moodle half is still to be made. Once it is in the report it is never made again: it is the teacher's. */
export const isActivityDue = ({ activity, state }: JobHead): boolean =>
  activity !== undefined &&
  state.kind === 'ready' &&
  state.finished.report.parts.every(({ part }) => part !== 'activity');

/** Whether texts were saved that the server has not been told yet. */
const areTextsDue = ({ stored, wanted }: JobHead): boolean => (stored?.revision ?? 0) < wanted.revision;

/** Whether there is something to do for a job, now or when its time or session comes. */
export function isOpen(job: JobHead): boolean {
  switch (job.state.kind) {
    case 'running':
    case 'waiting':
    case 'removing':
      return true;
    case 'ready':
      return areTextsDue(job) || isActivityDue(job);
    case 'decision':
    case 'undone':
    case 'failed':
      return false;
  }
}

/** Why an open job does nothing now; undefined: nothing holds it. */
export const pauseOf = ({ state }: JobHead): JobPause | undefined =>
  'pause' in state ? state.pause : undefined;

/**
 * When a run of this job is due, in milliseconds of the local clock: 0 is now; undefined: not by itself, since it is
 * over or an event must come. A Moodle that is waited for is given up at that time.
 */
export function dueAt(job: JobHead): number | undefined {
  if (!isOpen(job)) return undefined;
  const pause = pauseOf(job);
  if (pause === undefined) return 0;
  switch (pause.until) {
    case 'time':
      return pause.wakeAt;
    case 'moodle':
      return pause.giveUpAt;
    case 'session':
      return undefined;
  }
}

/** A Moodle that is not open, or on which nobody is signed in, is waited for so long: over a weekend. */
export const MOODLE_PATIENCE_MS = 3 * 86_400_000;

const LONGEST_MS = { time: LONGEST_RETRY_AFTER_MS, moodle: MOODLE_PATIENCE_MS } as const;

/**
 * Whether a job is due, by the local clock. What is further away than anything is waited for was noted before that clock
 * was set back: it is due, too, and says anew for how long it waits.
 */
export function isDue(job: JobHead, now: number): boolean {
  const due = dueAt(job);
  const until = pauseOf(job)?.until;
  if (due === undefined) return false;
  return due <= now || ((until === 'time' || until === 'moodle') && due - now > LONGEST_MS[until]);
}

/** Until when a job waits since Kaltura told it to come later; undefined: it does not. */
export function blockedUntil(job: JobHead): number | undefined {
  const pause = pauseOf(job);
  return pause?.until === 'time' && pause.problem.code === 'blocked' ? pause.wakeAt : undefined;
}

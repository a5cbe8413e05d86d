import { LONGEST_RETRY_AFTER_MS } from '../../kaltura/transport/bounds.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Decision } from '../../room/report/decision.ts';
import { withLine } from '../../room/check.ts';
import type { Notice } from '../../room/report/job-view.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { PartProgress, PartReport } from '../../room/report/report.ts';
import type { RoomTexts, TextField } from '../../room/texts/texts.ts';
import type { Answer, Finished, Job, JobHead, JobPause, JobState, Question, StoredTexts } from './record.ts';

/** What a job has made that nothing more is done with. */
export interface Left {
  /** Copies that stand under no room. */
  readonly strays: readonly EntryId[];
  /** A copy of its Moodle activity may be there, and was not finished. */
  readonly activityBegun: boolean;
}

/** What happens to a job: what its runs do, what its teacher wants, what comes from outside. */
export type JobEvent =
  | { readonly kind: 'saved'; readonly texts: RoomTexts }
  | { readonly kind: 'runStarted' }
  /** The new room is known, and proved to be this job's. `stored`: the texts, where it was made with them. */
  | { readonly kind: 'roomCreated'; readonly room: EntryId; readonly stored: StoredTexts | undefined }
  | { readonly kind: 'progressed'; readonly progress: readonly PartProgress[] }
  /** A request goes out: these parts are under way. Nothing is done by it. */
  | { readonly kind: 'sent'; readonly progress: readonly PartProgress[] }
  /** The original was changed by somebody else: it is asked for as it is now. Unix seconds. */
  | { readonly kind: 'originalChanged'; readonly updatedAt: number }
  /** `line` and `leftAt`: of a room that is ready, the report's line on its texts, and its `updatedAt` now. */
  | {
      readonly kind: 'textsStored';
      readonly stored: StoredTexts;
      readonly line?: PartReport;
      readonly leftAt?: number;
    }
  | { readonly kind: 'verified'; readonly finished: Finished }
  | { readonly kind: 'reported'; readonly line: PartReport; readonly progress: readonly PartProgress[] }
  | { readonly kind: 'paused'; readonly pause: JobPause }
  | { readonly kind: 'asked'; readonly about: number; readonly candidates: Question['candidates'] }
  /** It can't go on, for good. */
  | ({ readonly kind: 'ended'; readonly problem: Problem } & Left)
  /** An unexpected error. `pause`: until it is tried again. */
  | ({ readonly kind: 'crashed'; readonly pause: JobPause } & Left)
  /** The Moodle that was waited for did not come back in time. */
  | ({ readonly kind: 'moodleGivenUp' } & Pick<Left, 'activityBegun'>)
  | { readonly kind: 'undoRequested' }
  /** The room is deleted, with everything in it. `unproved`: copies of its parts that may be this job's, and stay. */
  | { readonly kind: 'roomDeleted'; readonly unproved: readonly EntryId[] }
  /** Everything that is proved to be this job's is deleted. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** Kaltura is open as somebody else: the job doesn't go on as another user. */
  | { readonly kind: 'otherUserOpened' }
  | { readonly kind: 'announced'; readonly notice: Notice | undefined };

/** An unexpected error is tried again so often; DBOS ends workflows after as many recoveries as it is told, too. */
const MOST_CRASHES = 5;

/**
 * The job after an event. Pure. An event that means nothing in a state leaves the job as it is.
 *
 * | event ╲ state  | running    | waiting    | decision        | ready          | removing         | undone | failed     |
 * |----------------|------------|------------|-----------------|----------------|------------------|--------|------------|
 * | saved          | texts      | texts      | texts           | texts, due     | –                | –      | texts      |
 * | runStarted     | –          | running    | –               | no pause       | no pause         | –      | –          |
 * | roomCreated    | room       | –          | –               | –              | room             | –      | –          |
 * | verified       | ready      | –          | –               | –              | –                | –      | –          |
 * | reported       | –          | –          | –               | line           | –                | –      | –          |
 * | paused         | waiting    | –          | –               | pause          | pause            | –      | –          |
 * | asked          | decision   | –          | –               | –              | decision         | –      | –          |
 * | ended          | failed     | –          | –               | stays, told    | failed           | –      | –          |
 * | crashed        | waiting, failed at the 5th | – | –         | pause, given up at the 5th | pause, failed at the 5th | – | – |
 * | moodleGivenUp  | –          | –          | –               | line           | failed           | –      | –          |
 * | undoRequested  | removing   | removing   | removing        | removing       | –                | –      | removing   |
 * | roomDeleted    | –          | –          | –               | –              | no room          | –      | –          |
 * | removed        | –          | –          | –               | –              | undone, failed where copies may be left | – | – |
 * | decided        | –          | –          | running, removing, failed | –    | –                | –      | –          |
 * | otherUserOpened | –          | other user | –               | other user     | other user       | –      | –          |
 *
 * `progressed`, `sent`, `textsStored` and `originalChanged` note facts in every state (of a room that is ready, the line too); `announced` too.
 */
export function next(job: Job, event: JobEvent): Job {
  const { state } = job;
  switch (event.kind) {
    case 'saved': {
      if (state.kind === 'removing' || state.kind === 'undone') return job;
      return { ...job, wanted: { texts: event.texts, revision: job.wanted.revision + 1 } };
    }
    case 'progressed':
      return { ...job, progress: event.progress, crashes: 0 };
    case 'sent':
      return { ...job, progress: event.progress };
    case 'originalChanged': {
      const entry = { ...job.original.entry, updatedAt: event.updatedAt };
      return { ...job, original: { ...job.original, entry } };
    }
    case 'announced':
      return { ...job, announced: event.notice, seen: event.notice === undefined ? job.seen : false };
    case 'runStarted':
      return { ...job, state: started(state) };
    case 'roomCreated': {
      if (state.kind !== 'running' && state.kind !== 'removing') return job;
      return { ...job, room: event.room, stored: job.stored ?? event.stored };
    }
    case 'textsStored':
      return afterTexts(job, event);
    case 'verified':
      return state.kind === 'running'
        ? { ...job, crashes: 0, state: { kind: 'ready', finished: event.finished } }
        : job;
    case 'reported':
      return state.kind === 'ready' ? { ...withReportLine(job, event.line), progress: event.progress } : job;
    case 'paused':
      return { ...job, state: paused(state, event.pause) };
    case 'asked':
      return { ...job, state: asked(state, event) };
    case 'ended':
      return ended(job, event.problem, event);
    case 'crashed':
      return crashed(job, event.pause, event);
    case 'moodleGivenUp':
      return moodleGivenUp(job, event);
    case 'undoRequested':
      return { ...job, state: undoing(state) };
    case 'roomDeleted':
      return state.kind === 'removing' ? withoutRoom(job, state, event.unproved) : job;
    case 'removed':
      return removed(job);
    case 'decided':
      return { ...job, state: decided(state, event.decision) };
    case 'otherUserOpened':
      return { ...job, state: forSomebodyElse(state) };
  }
}

function started(state: JobState): JobState {
  switch (state.kind) {
    case 'waiting':
      return { kind: 'running', ...answerOf(state) };
    case 'ready':
    case 'removing': {
      const { pause: _pause, ...rest } = state;
      return rest;
    }
    case 'running':
    case 'decision':
    case 'undone':
    case 'failed':
      return state;
  }
}

const answerOf = ({ answer }: { readonly answer?: Answer }): { readonly answer?: Answer } =>
  answer === undefined ? {} : { answer };

function paused(from: JobState, pause: JobPause): JobState {
  switch (from.kind) {
    case 'running':
      return { kind: 'waiting', pause, ...answerOf(from) };
    case 'ready':
    case 'removing':
      return { ...from, pause };
    case 'waiting':
    case 'decision':
    case 'undone':
    case 'failed':
      return from;
  }
}

function asked(from: JobState, { about, candidates }: Omit<Question, 'during'>): JobState {
  switch (from.kind) {
    case 'running':
      return { kind: 'decision', question: { about, candidates, during: { kind: 'cloning' } } };
    case 'removing': {
      const during = { kind: 'removing', ...finishedOf(from) } as const;
      return { kind: 'decision', question: { about, candidates, during } };
    }
    case 'waiting':
    case 'decision':
    case 'ready':
    case 'undone':
    case 'failed':
      return from;
  }
}

/** The room as the job left it, if it was ever finished: only somebody's undo may end what is known of that. */
export function finishedOf(state: JobState): { readonly finished?: Finished } {
  const { finished } =
    state.kind === 'decision'
      ? { finished: undefined, ...state.question.during }
      : { finished: undefined, ...state };
  return finished === undefined ? {} : { finished };
}

/** Of a room that is gone nobody is asked any more. */
function withoutRoom(
  job: Job,
  { finished: _gone, unproved: _before, ...removing }: Extract<JobState, { kind: 'removing' }>,
  unproved: readonly EntryId[],
): Job {
  return { ...job, room: undefined, state: { ...removing, ...(unproved.length > 0 && { unproved }) } };
}

function removed(job: Job): Job {
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

function ended(job: Job, problem: Problem, { strays, activityBegun }: Left): Job {
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

function crashed(job: Job, pause: JobPause, left: Left): Job {
  const counted = { ...job, crashes: job.crashes + 1 };
  return counted.crashes >= MOST_CRASHES
    ? ended(counted, { code: 'unexpected' }, left)
    : { ...counted, state: paused(job.state, pause) };
}

/** A room that is ready stays so: what could not be done beside it is said, and not tried any more. */
function withoutFollowUp(job: Job, reason: NotCopied): Job {
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

const notCopied = (name: string, reason: NotCopied): PartReport => ({
  part: 'activity',
  outcome: 'notCopied',
  of: 1,
  reason,
  names: [name],
});

function moodleGivenUp(job: Job, { activityBegun }: Pick<Left, 'activityBegun'>): Job {
  if (job.state.kind === 'ready' && job.activity) {
    const line = notCopied(job.activity.name, activityBegun ? 'activityLeft' : 'moodleAway');
    return withReportLine({ ...job, state: started(job.state) }, line);
  }
  return job.state.kind === 'removing'
    ? ended(job, { code: 'activityLeft' }, { strays: [], activityBegun })
    : job;
}

function afterTexts(job: Job, event: Extract<JobEvent, { kind: 'textsStored' }>): Job {
  const { stored, line, leftAt } = event;
  const noted = { ...job, stored };
  if (job.state.kind !== 'ready') return noted;
  const changed = line ? withReportLine(noted, line) : noted;
  const { state: after } = changed;
  if (after.kind !== 'ready' || leftAt === undefined) return changed;
  return { ...changed, state: { ...after, finished: { ...after.finished, leftAt } } };
}

function withReportLine(job: Job, line: PartReport): Job {
  if (job.state.kind !== 'ready') return job;
  const { finished } = job.state;
  return {
    ...job,
    state: { ...job.state, finished: { ...finished, report: withLine(finished.report, line) } },
  };
}

function undoing(from: JobState): JobState {
  switch (from.kind) {
    case 'running':
    case 'waiting':
      return { kind: 'removing', ...answerOf(from) };
    case 'ready':
    case 'decision':
    case 'failed':
      return { kind: 'removing', ...finishedOf(from) };
    case 'removing':
    case 'undone':
      return from;
  }
}

/** Only a room that was asked about counts. */
function decided(from: JobState, decision: Decision): JobState {
  if (from.kind !== 'decision') return from;
  const { about, candidates, during } = from.question;
  const goOn = (room: EntryId | 'none'): JobState => {
    const answer = { about, room };
    return during.kind === 'cloning'
      ? { kind: 'running', answer }
      : { kind: 'removing', answer, ...finishedOf(from) };
  };
  switch (decision.kind) {
    case 'thisOne': {
      const chosen = candidates.find(({ entryId }) => entryId === decision.room);
      return chosen ? goOn(chosen.entryId) : from;
    }
    case 'cloneAgain':
      return goOn('none');
    case 'leave':
      return {
        kind: 'failed',
        problem: { code: 'needsDecision' },
        leftovers: candidates.map(({ entryId }) => entryId),
        ...finishedOf(from),
      };
  }
}

const OTHER_USER = { until: 'session', problem: { code: 'otherUser' } } as const;

function forSomebodyElse(from: JobState): JobState {
  switch (from.kind) {
    case 'waiting':
    case 'ready':
    case 'removing':
      return from.pause?.until === 'session' ? { ...from, pause: { ...from.pause, ...OTHER_USER } } : from;
    case 'running':
    case 'decision':
    case 'undone':
    case 'failed':
      return from;
  }
}

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

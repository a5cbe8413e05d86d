import type { Problem } from './problem.ts';
import type { PartProgress, Report } from './report.ts';
import type { RoomTexts } from '../texts/texts.ts';

/**
 * A job as everything shows it that shows jobs: windows, popup, badge, notifications, banner and command line. Made by
 * `viewOf` in `lib/clone/job` from the job's record, and from nothing else. Holds no secret.
 */
export interface JobView {
  readonly jobId: string;
  /** As they were saved last. */
  readonly texts: RoomTexts;
  readonly original: RoomTexts & { readonly entryId: string };
  /** Whose clone it is, by Kaltura's user id. */
  readonly user: string;
  /** Milliseconds since 1970, by the local clock. */
  readonly startedAt: number;
  readonly progress: Progress;
  readonly edits: EditsState;
  /** The new room, once it is known. */
  readonly room: string | undefined;
  readonly state: JobStateView;
}

/** Parts done of all parts to do, and how many were asked for; `parts` says the same part by part. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly underWay: number;
  readonly parts: readonly PartProgress[];
}

export type JobStateView =
  | { readonly kind: 'running' }
  /** It goes on by itself: at a time, when the user's session comes, or when a page of that Moodle is open. */
  | ({ readonly kind: 'waiting' } & Waiting)
  /** Nobody but the teacher can tell which of these rooms this job has made, if any. */
  | {
      readonly kind: 'decision';
      /** Which question this is: the answer names it, so that it decides no later one. */
      readonly about: number;
      readonly candidates: readonly Candidate[];
      /** What her answer is for: to go on cloning, or to know what to delete. */
      readonly during: 'cloning' | 'removing';
    }
  /** The room is verified. `pending`: what is still to be done beside it (an edit, the Moodle activity) waits. */
  | { readonly kind: 'ready'; readonly report: Report; readonly pending: Waiting | undefined }
  /** What was made is being deleted, as the teacher wants. `problem`: why that waits. */
  | { readonly kind: 'removing'; readonly pending: Waiting | undefined }
  /** What was made is deleted. */
  | { readonly kind: 'undone' }
  /** It ended without a whole room. `leftovers`: entry ids of what it made and what is still on the server. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly leftovers: readonly string[] };

export type WaitingFor = 'time' | 'session' | 'moodle';

/** For what a job waits, and why. */
export interface Waiting {
  readonly until: WaitingFor;
  readonly problem: Problem;
}

/** A room that may be the one that this job made. */
export interface Candidate {
  readonly entryId: string;
  readonly name: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly createdAt: number;
}

/** What became of the last Save of edits. */
export type EditsState =
  /** Nothing was saved since the clone was started. */
  | { readonly state: 'none' }
  | { readonly state: 'stored' }
  | { readonly state: 'pending' }
  | { readonly state: 'refused'; readonly problem: Problem };

/** What is said of a job once, by notification, badge and banner; taken back when it stops being true. */
export type Notice = 'ready' | 'readyInPart' | 'failed' | 'decision' | 'paused';

/** Whether the job may be undone: there may be something on the server to delete. */
export const isRemovable = ({ state, room }: JobView): boolean => {
  switch (state.kind) {
    case 'running':
    case 'waiting':
    case 'decision':
    case 'ready':
      return true;
    case 'failed':
      // Without a session nobody could ask what it has made: an undo does.
      if (state.problem.code === 'sessionsRefused') return true;
      // Also what stands under no room. Rooms that she was asked about, and left, are not known to be this job's.
      return room !== undefined || (state.problem.code !== 'needsDecision' && state.leftovers.length > 0);
    case 'removing':
    case 'undone':
      return false;
  }
};

const ONGOING: ReadonlySet<JobStateView['kind']> = new Set(['running', 'waiting', 'removing', 'decision']);

/** Whether it is at work, or waits for somebody or something. */
export const isOngoing = ({ state }: { readonly state: Pick<JobStateView, 'kind'> }): boolean =>
  ONGOING.has(state.kind);

/** Whether trying now may help. */
export const isRetryable = ({ state }: JobView): boolean =>
  state.kind === 'waiting' ||
  ((state.kind === 'ready' || state.kind === 'removing') && state.pending !== undefined);

/** What there is to say of a job that is at rest; undefined: nothing. */
export function noticeOf({ state }: JobView): Notice | undefined {
  switch (state.kind) {
    case 'ready':
      return state.report.verdict === 'complete' ? 'ready' : 'readyInPart';
    case 'failed':
      // She has said herself that it is to be left as it is.
      return state.problem.code === 'needsDecision' ? undefined : 'failed';
    case 'decision':
      return 'decision';
    case 'waiting':
      return state.until === 'session' ? 'paused' : undefined;
    case 'running':
    case 'removing':
    case 'undone':
      return undefined;
  }
}

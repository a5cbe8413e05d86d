import { isRemovable, isRetryable, type JobStateView, type JobView } from '../../lib/room/job-view.ts';
import type { Problem } from '../../lib/room/problem.ts';
import type { Report } from '../../lib/room/report.ts';

/** A clone as the popup lists it. */
export interface JobLine {
  readonly jobId: string;
  readonly name: string;
  readonly originalName: string;
  readonly startedAt: number;
  readonly state: 'running' | 'waiting' | 'removing' | 'ready' | 'undone' | 'broken' | 'decision';
  readonly removable: boolean;
  readonly retryable: boolean;
  /** In state `decision`: which question it is, and the rooms that may be the copy. */
  readonly about: number;
  readonly candidates: readonly string[];
  readonly done: number;
  readonly of: number;
  readonly verdict?: Report['verdict'];
  readonly problem?: Problem;
}

export function lineOf(view: JobView): JobLine {
  const { state, progress } = view;
  const problem = problemOf(state);
  return {
    jobId: view.jobId,
    name: view.texts.name,
    originalName: view.original.name,
    startedAt: view.startedAt,
    state: state.kind === 'failed' ? 'broken' : state.kind,
    removable: isRemovable(view),
    retryable: isRetryable(view),
    about: state.kind === 'decision' ? state.about : 0,
    candidates: state.kind === 'decision' ? state.candidates.map(({ entryId }) => entryId) : [],
    done: progress.done,
    of: progress.of,
    ...(state.kind === 'ready' && { verdict: state.report.verdict }),
    ...(problem && { problem }),
  };
}

function problemOf(state: JobStateView): Problem | undefined {
  switch (state.kind) {
    case 'waiting':
    case 'failed':
      return state.problem;
    case 'decision':
      return { code: 'needsDecision' };
    case 'running':
    case 'ready':
    case 'removing':
    case 'undone':
      return undefined;
  }
}

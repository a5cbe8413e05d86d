import type { JobStateView } from '../room/report/job-view.ts';
import type { Problem } from '../room/report/problem.ts';
import type { CloneOutcome } from './queue.ts';

/** How a clone that is at rest has ended, or that it goes on later. */
export function outcomeOf(state: JobStateView): CloneOutcome {
  switch (state.kind) {
    case 'ready':
      return state.report.verdict === 'faulty' ? 'failed' : state.report.verdict;
    case 'running':
    case 'waiting':
    case 'removing':
      return 'waiting';
    case 'decision':
      return 'decision';
    case 'undone':
    case 'failed':
      return 'failed';
  }
}

/** Whether a problem before there was a job may be none at another try. */
export const passes = ({ code }: Problem): boolean =>
  code === 'sessionOver' || code === 'noAnswer' || code === 'blocked';

/** Of a problem before there was a job. */
export const outcomeOfProblem = (problem: Problem): CloneOutcome => (passes(problem) ? 'waiting' : 'failed');

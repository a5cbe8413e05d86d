import type { JobHead } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import { noticeOf } from '../../room/report/job-view.ts';

/** Something needs a look · a clone waits for its teacher · at work · done · nothing. */
export type Badge = '!' | 'II' | '…' | '✓' | '';

/**
 * The badge is the truth where a notification was missed. What was looked at is not shown any more; that a clone waits
 * for its teacher is, as long as it does.
 */
export function badgeOf(jobs: readonly JobHead[], hasTrouble: boolean): Badge {
  const shown = jobs.map((job) => ({ seen: job.seen, state: job.state.kind, notice: noticeOf(viewOf(job)) }));
  const isUnseen = shown.filter(({ seen }) => !seen);
  if (hasTrouble || isUnseen.some(({ notice }) => notice === 'failed' || notice === 'decision')) return '!';
  if (shown.some(({ notice }) => notice === 'paused')) return 'II';
  if (shown.some(({ state }) => state === 'running' || state === 'waiting' || state === 'removing'))
    return '…';
  return isUnseen.some(({ notice }) => notice !== undefined) ? '✓' : '';
}

import type { Failure } from '../../kaltura/transport/failure.ts';
import type { Step } from '../engine/journal.ts';
import { problemOf } from '../job/problem-of.ts';
import type { JobSuspension, Run } from '../job/run.ts';
import type { Since } from './look.ts';
import { type Receipt, receiptsOf } from './receipt.ts';

/**
 * What became of a creating request whose answer was lost. Only what this job is proved to have made counts as its own:
 * what a receipt of this job names, and what stands under a room that is its own. What may be its own and is not proved
 * to be is asked, and neither changed nor deleted.
 */

/**
 * PHP ends a request after 60 s: before that the lost request may still be at work
 * (docs/facts/kaltura-api.md#9-duration).
 */
const REQUEST_LIMIT_S = 60;
/** For a replica of the database that is behind, and for clocks of servers that differ. */
const SLACK_S = 10;
export const OVER_S = REQUEST_LIMIT_S + SLACK_S;
/** How far the search index may lag before what it does not show counts as absent. */
export const INDEX_PATIENCE_S = 900;

/** This job's receipts, where they tell anything about this request. */
export function receiptsFor(
  run: Run,
  { noted }: Since,
  answer: Parameters<typeof receiptsOf>[1],
): readonly Receipt[] | undefined {
  return noted.unreceipted === true ? undefined : receiptsOf(run.job, answer);
}

/**
 * Whether what is not to be seen was not made: the request can't be at work any more, and left no receipt, so it never
 * began; or the index had all the time that it may take.
 */
export function isOver(
  { name }: Step,
  { elapsed }: Since,
  receipts: readonly Receipt[] | undefined,
): boolean {
  const began = receipts === undefined || receipts.some(({ step }) => step === name);
  return elapsed >= (began ? INDEX_PATIENCE_S : OVER_S);
}

/** Where the room is known, what is missing in it is said at its end. */
export const giveUp = (failure: Failure): JobSuspension => ({ kind: 'end', problem: problemOf(failure) });

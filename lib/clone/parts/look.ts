import type { Failure } from '../../kaltura/transport/failure.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import type { Step } from '../engine/journal.ts';
import { delayAfter, type Evidence } from '../engine/steps.ts';
import { problemOf } from '../job/problem-of.ts';
import { type JobSuspension, pauseFor, type Run, suspend } from '../job/run.ts';

/**
 * One look for evidence of a lost request. Times are the server's alone: a local clock may jump between one look and
 * the next. They count from the first look, which is never before the request was sent.
 */

/** The next look: soon at first, then every minute. */
const lookAgain = (elapsedS: number): number => Math.min(60, Math.max(5, elapsedS / 2)) * 1000;

/** What one look leaves for the next. Written by this file, and by the migration of older journals. */
interface Noted {
  /** The server's clock at the first look, in unix seconds. */
  readonly firstLook?: number;
  /** The request left no receipt, since its version knew none. */
  readonly unreceipted?: true;
  /** How often it was looked in vain. */
  readonly looks?: number;
}

export interface Since {
  readonly firstLook: number;
  /** How long this request has been looked for, by the server's clock, in seconds. */
  readonly elapsed: number;
  readonly noted: Noted;
}

const notedOf = ({ noted }: Pick<Step, 'noted'>): Noted => noted ?? {}; // see there who writes it

/** When a request was first looked for, by the server's clock in unix seconds; undefined: its answer came. */
export const lookedForAt = (step: Step): number | undefined => notedOf(step).firstLook;

/** Since when evidence has been looked for, by the server's clock; the first look begins it. */
export function pollingSince(intent: Step, serverNow: number): Since {
  const before = notedOf(intent);
  const firstLook = before.firstLook ?? serverNow;
  return { firstLook, elapsed: serverNow - firstLook, noted: { ...before, firstLook } };
}

/** Nothing is proved yet: it is looked again after a while, the longer the later. */
export const pollAgain = <T>({ elapsed, noted }: Since): Evidence<T> => ({
  kind: 'inconclusive',
  after: lookAgain(elapsed),
  noted,
});

/** What would be evidence can't be read. */
class Unreadable extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super('unreadable');
    this.failure = failure;
  }
}

/** The value that a look needs. Inside `pollForEvidence`: without it the look is over. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Unreadable(result.failure);
}

/** Evidence that a lost connection keeps away is looked for again after so long, for as long as it takes. */
const AWAY_MS = 10_000;
/**
 * A server that answers, and never so that anything follows from it, is looked at so often, over some hours: its
 * answers can't be read, or its clock stands still. Where all is well, some twenty looks are the most.
 */
const MOST_LOOKS = 60;
/** What something between us and the server refuses it goes on refusing: after some minutes that is said. */
const INTERCEPTED_LOOKS = 8;

/**
 * Looks for evidence, and sees to it that looking has an end.
 * @param last how the run stops when it was looked in vain too often
 */
export async function pollForEvidence<T>(
  run: Run,
  intent: Step,
  look: () => Promise<Evidence<T>>,
  last: (failure: Failure) => JobSuspension,
): Promise<Evidence<T>> {
  const looks = (notedOf(intent).looks ?? 0) + 1;
  try {
    const evidence = await look();
    if (evidence.kind !== 'inconclusive') return evidence;
    if (looks < MOST_LOOKS) return { ...evidence, noted: { ...notedOf(evidence), looks } };
    return await end(run, intent, last(NO_EVIDENCE));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { failure } = error;
    const problem = problemOf(failure);
    if (failure.kind === 'sessionOver')
      return suspend({ kind: 'pause', pause: { until: 'session', problem } });
    if (failure.kind === 'outcomeUnknown' && (failure.cause === 'network' || failure.cause === 'timeout'))
      return pauseFor(run, AWAY_MS, problem);
    if (looks >= (failure.kind === 'intercepted' ? INTERCEPTED_LOOKS : MOST_LOOKS))
      return end(run, intent, last(failure));
    await noteLooks(run, intent, looks);
    return pauseFor(run, Math.max(AWAY_MS, delayAfter(looks, run.clock.random())), problem);
  }
}

const NO_EVIDENCE: Failure = { kind: 'serverFault', code: 'NO_EVIDENCE' };

/** Whoever has it tried again, or undone, has all the looks again. */
async function end(run: Run, intent: Step, reason: JobSuspension): Promise<never> {
  await noteLooks(run, intent, 0);
  return suspend(reason);
}

async function noteLooks({ journal }: Run, intent: Step, looks: number): Promise<void> {
  await journal.putStep({ ...intent, noted: { ...notedOf(intent), looks } });
}

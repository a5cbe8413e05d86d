import type { Run } from '../clone/job/run.ts';
import { pauseFor, suspend, suspensionOf } from '../clone/job/run.ts';
import type { StepResult } from '../clone/engine/steps.ts';
import type { Failure } from '../kaltura/failure.ts';
import { failed, type Result, succeeded } from '../kaltura/result.ts';
import type { Problem } from '../room/problem.ts';
import type { MoodleFailure, MoodleResult } from './port.ts';

/** Moodle's answers in the terms of the job's steps, which know what may be repeated and what must wait. */

/** So often a step is tried with a Moodle that does not answer; then the copy is given up rather than left half-made. */
const TRIES = 5;
/** A Moodle that is not open, or on which nobody is signed in, is waited for so long: over a weekend. */
const PATIENCE_MS = 3 * 86_400_000;

const wait = (run: Run, problem: Problem): never =>
  suspend({ kind: 'pause', pause: { until: 'moodle', problem, giveUpAt: run.clock.now() + PATIENCE_MS } });

/** An answer as a step's result. A Moodle that is not there, or not signed in, is waited for. */
export function asResult<T>(run: Run, answer: MoodleResult<T>): Result<T> {
  return answer.ok ? succeeded(answer.value) : failed(failureOf(run, answer.failure));
}

function failureOf(run: Run, failure: MoodleFailure): Failure {
  switch (failure.kind) {
    case 'away':
      return wait(run, { code: 'moodleAway' });
    case 'signedOut':
      return wait(run, { code: 'moodleSignedOut' });
    case 'refused':
      return { kind: 'actionForbidden', code: failure.code, action: undefined };
    case 'notThere':
      return { kind: 'notFound', code: 'MOODLE_ACTIVITY' };
    case 'unexpected':
      return { kind: 'refused', code: 'MOODLE_FORM', field: undefined };
    case 'lost':
      return { kind: 'outcomeUnknown', cause: 'network', retryAfter: undefined };
  }
}

/** The value of an answer, or a pause: evidence that cannot be read now is read later. */
export function orWait<T>(run: Run, answer: MoodleResult<T>): T {
  const result = asResult(run, answer);
  return result.ok ? result.value : pauseFor(run, 10_000, { code: 'moodleNoAnswer' });
}

/** A repeatable step that ends after some tries in vain. */
export async function bounded<T>(
  run: Run,
  name: string,
  effect: () => Promise<MoodleResult<T>>,
): Promise<StepResult<T>> {
  return run.steps.repeatable(name, async (attempts) => {
    const result = asResult(run, await effect());
    if (result.ok || result.failure.kind !== 'outcomeUnknown' || attempts < TRIES) return result;
    return failed({ kind: 'refused', code: 'MOODLE_SILENT', field: undefined });
  });
}

/** Says of a wait that it is Moodle's: the steps know Kaltura only. */
export async function inMoodle<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = suspensionOf(error);
    if (reason?.kind !== 'pause' || reason.pause.until !== 'time') throw error;
    return suspend({ kind: 'pause', pause: { ...reason.pause, problem: { code: 'moodleNoAnswer' } } });
  }
}

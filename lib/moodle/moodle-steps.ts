import { pauseFor, type Run, suspend, suspensionOf } from '../clone/job/run.ts';
import { delayAfter, type StepResult } from '../clone/engine/steps.ts';
import type { Failure } from '../kaltura/transport/failure.ts';
import { failed, type Result, succeeded } from '../kaltura/transport/result.ts';
import type { Problem } from '../room/report/problem.ts';
import type { MoodleFailure, MoodleResult } from './port.ts';

/** Moodle's answers in the terms of the job's steps, which know what may be repeated and what must wait. */

/** So often a step is tried with a Moodle that does not answer; then the copy is given up rather than left half-made. */
const TRIES = 5;
/** The code of a step that was given up so. */
export const SILENT = 'MOODLE_SILENT';

const wait = (problem: Problem): never => suspend({ kind: 'moodle', problem });

/** An answer as a step's result. A Moodle that is not there, or not signed in, is waited for. */
export function asResult<T>(answer: MoodleResult<T>): Result<T> {
  return answer.ok ? succeeded(answer.value) : failed(failureOf(answer.failure));
}

function failureOf(failure: MoodleFailure): Failure {
  switch (failure.kind) {
    case 'away':
      return wait({ code: 'moodleAway' });
    case 'signedOut':
      return wait({ code: 'moodleSignedOut' });
    case 'refused':
      return { kind: 'actionForbidden', code: failure.code, action: undefined };
    case 'notThere':
      return { kind: 'notFound', code: 'MOODLE_ACTIVITY' };
    case 'unsuited':
      return { kind: 'refused', code: failure.reason, field: undefined };
    case 'unexpected':
      return { kind: 'refused', code: 'MOODLE_FORM', field: undefined };
    case 'lost':
      return { kind: 'outcomeUnknown', cause: 'network', retryAfter: undefined };
  }
}

/** So often evidence is looked for: with the delays between, for half an hour. */
const LOOKS = 12;

/**
 * The value of an answer. A Moodle that gives none is asked again later; undefined once it has been asked often enough.
 * @param name under which the journal counts
 */
export async function valueOrPause<T>(
  run: Run,
  name: string,
  answer: MoodleResult<T>,
): Promise<T | undefined> {
  const result = asResult(answer);
  if (result.ok) return result.value;
  const { id: jobId } = run.job;
  const attempts = ((await run.journal.step(jobId, name))?.attempts ?? 0) + 1;
  await run.journal.putStep({ jobId, name, state: 'rolledBack', attempts, startedAt: run.clock.now() });
  if (attempts >= LOOKS) return undefined;
  return pauseFor(run, delayAfter(attempts, run.clock.random()), { code: 'moodleNoAnswer' });
}

/** A repeatable step that ends after some tries in vain. */
export async function bounded<T>(
  run: Run,
  name: string,
  effect: () => Promise<MoodleResult<T>>,
  remember: 'outcome' | 'success' = 'outcome',
): Promise<StepResult<T>> {
  const bound = async (attempts: number): Promise<Result<T>> => {
    const result = asResult(await effect());
    if (result.ok || result.failure.kind !== 'outcomeUnknown' || attempts < TRIES) return result;
    return failed({ kind: 'refused', code: SILENT, field: undefined });
  };
  return run.steps.repeatable(name, bound, remember);
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

import { type Failure, mayHaveHappened } from '../../kaltura/failure.ts';
import type { Result } from '../../kaltura/result.ts';
import { Suspension } from './suspension.ts';
import type { Journal, Step } from './journal.ts';
import { problemOf } from '../job/problem-of.ts';

/** The clock and randomness, so that tests control both. */
export interface ClockAndRandom {
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}

/** What evidence says of a creating request whose answer was lost. */
export type Evidence<T> =
  | { readonly kind: 'happened'; readonly outcome: T }
  | { readonly kind: 'absent' }
  /** Not known yet: look again after so many milliseconds. */
  | { readonly kind: 'unclear'; readonly after: number };

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;

/** How long to wait before the next try: doubled each time, with jitter, never shorter than the server asks. */
export function delayAfter(attempts: number, random: number, retryAfter = 0): number {
  const doubled = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts);
  return Math.max(retryAfter, doubled * (0.5 + random / 2));
}

/** The failures that waiting cannot mend: they go back to whoever asked. */
type Final = Extract<Failure, { kind: 'noRight' | 'actionForbidden' | 'notFound' | 'refused' | 'tooMuch' }>;
const FINAL: ReadonlySet<Failure['kind']> = new Set([
  'noRight',
  'actionForbidden',
  'notFound',
  'refused',
  'tooMuch',
]);
export const isFinal = (failure: Failure): failure is Final => FINAL.has(failure.kind);

export type StepResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Final };

/**
 * The steps of one job, each done once: a step that is done is replayed from the journal. Whatever can pass by itself
 * (a lost network, a busy server, a session that is over) interrupts the run; the job comes back to the same step.
 */
export class Steps {
  readonly #jobId: string;
  readonly #journal: Journal;
  readonly #clock: ClockAndRandom;
  readonly #removes: boolean;

  /** @param removes steps that take the job back; all others stop as soon as the teacher wants that */
  constructor(jobId: string, journal: Journal, clock: ClockAndRandom, removes = false) {
    this.#jobId = jobId;
    this.#journal = journal;
    this.#clock = clock;
    this.#removes = removes;
  }

  /** A step that may be repeated: it reads, or it sets fields to values that are known. */
  async repeatable<T>(name: string, effect: () => Promise<Result<T>>): Promise<StepResult<T>> {
    const record = await this.#journal.step(this.#jobId, name);
    if (record?.state === 'done') return replay<T>(record);
    await this.#intend(name, record);
    return this.#conclude(name, record, await effect());
  }

  /**
   * A step that creates something, so it is never sent twice on a guess: where only its intent is known, `reconcile`
   * looks for evidence of what happened.
   */
  async creating<T>(
    name: string,
    {
      effect,
      reconcile,
    }: { effect: () => Promise<Result<T>>; reconcile: (intent: Step) => Promise<Evidence<T>> },
  ): Promise<StepResult<T>> {
    const record = await this.#journal.step(this.#jobId, name);
    if (record?.state === 'done') return replay<T>(record);
    if (record?.state === 'intent') {
      const evidence = await reconcile(record);
      if (evidence.kind === 'happened') return this.#done(name, { ok: true, value: evidence.outcome });
      if (evidence.kind === 'unclear') {
        throw new Suspension({
          kind: 'wait',
          problem: { code: 'noAnswer' },
          wakeAt: this.#clock.now() + evidence.after,
        });
      }
    }
    await this.#intend(name, record);
    const result = await effect();
    if (result.ok || !isLost(result.failure)) return this.#conclude(name, record, result);
    // What happened is for `reconcile` to find out, at the next run.
    const wakeAt = this.#clock.now() + FIRST_DELAY_MS;
    throw new Suspension({ kind: 'wait', problem: problemOf(result.failure), wakeAt });
  }

  /**
   * What became of a creating step, by its record or by evidence; undefined when it made nothing. Sends nothing.
   * Evidence is asked also of a step that was refused as a whole: the browser may have sent it twice by itself.
   */
  async made<T>(name: string, reconcile: (intent: Step) => Promise<Evidence<T>>): Promise<T | undefined> {
    const record = await this.#journal.step(this.#jobId, name);
    if (record?.state === 'done') {
      const result = replay<T>(record);
      return result.ok ? result.value : undefined;
    }
    if (!record) return undefined;
    const evidence = await reconcile(record);
    if (evidence.kind === 'happened') return evidence.outcome;
    if (evidence.kind === 'absent') return undefined;
    const wakeAt = this.#clock.now() + evidence.after;
    throw new Suspension({ kind: 'wait', problem: { code: 'noAnswer' }, wakeAt });
  }

  async #intend(name: string, record: Step | undefined): Promise<void> {
    const removing = (await this.#journal.job(this.#jobId))?.removing === true;
    if (removing && !this.#removes) throw new Suspension({ kind: 'removing' });
    await this.#journal.putStep({
      jobId: this.#jobId,
      name,
      state: 'intent',
      attempts: record?.attempts ?? 0,
      startedAt: this.#clock.now(),
    });
  }

  async #conclude<T>(name: string, record: Step | undefined, result: Result<T>): Promise<StepResult<T>> {
    if (result.ok) return this.#done(name, result);
    const { failure } = result;
    switch (failure.kind) {
      case 'sessionOver':
        await this.#rollBack(name, record);
        throw new Suspension({ kind: 'wait', problem: problemOf(failure), wakeAt: undefined });
      case 'blocked':
      case 'serverFault':
      case 'outcomeUnknown': {
        await this.#rollBack(name, record);
        const retryAfter = 'retryAfter' in failure ? failure.retryAfter : undefined;
        const delay = delayAfter(record?.attempts ?? 0, this.#clock.random(), retryAfter);
        throw new Suspension({
          kind: 'wait',
          problem: problemOf(failure),
          wakeAt: this.#clock.now() + delay,
        });
      }
      case 'noRight':
      case 'actionForbidden':
      case 'notFound':
      case 'refused':
      case 'tooMuch':
        return this.#done(name, { ok: false, failure });
    }
  }

  /** Back to before the step, with one more vain attempt. A repeatable step may come here after an effect, too. */
  async #rollBack(name: string, record: Step | undefined): Promise<void> {
    const attempts = (record?.attempts ?? 0) + 1;
    await this.#journal.putStep({
      jobId: this.#jobId,
      name,
      state: 'rolledBack',
      attempts,
      startedAt: this.#clock.now(),
    });
  }

  async #done<T>(name: string, outcome: StepResult<T>): Promise<StepResult<T>> {
    const startedAt = (await this.#journal.step(this.#jobId, name))?.startedAt ?? this.#clock.now();
    await this.#journal.putStep({ jobId: this.#jobId, name, state: 'done', attempts: 0, startedAt, outcome });
    return outcome;
  }
}

/** Also one whose answer was too long to be read: what it has made, it has made. */
const isLost = mayHaveHappened;

// The journal is ours and of this workflow version: what was recorded under this name is of this step's type.
const replay = <T>(record: Step): StepResult<T> => record.outcome as StepResult<T>;

import { LONGEST_RETRY_AFTER_MS } from '../../kaltura/transport/bounds.ts';
import { type Failure, mayHaveHappened } from '../../kaltura/transport/failure.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import type { JobRecord, Journal, Step } from './journal.ts';
import { type StepSuspension, Suspension } from './suspension.ts';

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
  /** Not known yet: look again after so many milliseconds. `noted` is kept with the step for the next look. */
  | { readonly kind: 'inconclusive'; readonly after: number; readonly noted?: unknown };

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;

/** How long to wait before the next try: doubled each time, with jitter, never shorter than the server asks. */
export function delayAfter(attempts: number, random: number, retryAfter = 0): number {
  const doubled = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts);
  return Math.max(Math.min(retryAfter, LONGEST_RETRY_AFTER_MS), doubled * (0.5 + random / 2));
}

/** A refusal by something between us and Kaltura is tried so often before it counts as one for good. */
const INTERCEPTED_TRIES = 3;
/** A server that fails at the same step so often, over more than half an hour, will not do it. */
const FAULT_TRIES = 12;
/** A server that is busy is waited for some hours. A network that is away is waited for as long as it takes. */
const BUSY_TRIES = 60;

/** How often a failure that may pass by itself is tried. */
function triesFor(failure: Failure): number {
  switch (failure.kind) {
    case 'serverFault':
      return FAULT_TRIES;
    case 'blocked':
      return BUSY_TRIES;
    case 'intercepted':
      return INTERCEPTED_TRIES;
    case 'outcomeUnknown':
      return failure.cause === 'network' || failure.cause === 'timeout' ? Infinity : BUSY_TRIES;
    case 'sessionOver':
    case 'noRight':
    case 'actionForbidden':
    case 'notFound':
    case 'refused':
    case 'tooMuch':
      return 0;
  }
}

/** The failures that waiting cannot repair: they go back to whoever asked. */
type Final = Extract<
  Failure,
  { kind: 'noRight' | 'actionForbidden' | 'notFound' | 'refused' | 'intercepted' | 'tooMuch' }
>;
const FINAL: ReadonlySet<Failure['kind']> = new Set([
  ...(['noRight', 'actionForbidden', 'notFound', 'refused', 'intercepted', 'tooMuch'] as const),
]);
/** Whether the same request would be refused again: it is not tried again. */
export const isFinal = (failure: Failure): failure is Final => FINAL.has(failure.kind);

/** What a step ends with: a refusal, or a failure that was tried often enough. */
export type StepFailure = Exclude<Failure, { kind: 'sessionOver' }>;

export type StepResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: StepFailure };

/** What steps need of a journal. */
export type StepJournal = Pick<Journal<JobRecord>, 'step' | 'putStep'>;

/** How the steps of one run behave. */
export interface StepsOptions<Problem> {
  /** What a failure means to a person. */
  readonly problemOf: (failure: Failure) => Problem;
  /** What is said while evidence is looked for. */
  readonly looking: Problem;
  /** Whether no further step may begin, for the job is to be undone. Steps that undo it answer `false`. */
  readonly isStopped: () => Promise<boolean>;
}

/**
 * The steps of one job, each done once: a step that is done is replayed from the journal. Whatever can pass by itself
 * (a lost network, a busy server, a session that is over) suspends the run; the job comes back to the same step.
 */
export class Steps<Problem> {
  readonly #jobId: string;
  readonly #journal: StepJournal;
  readonly #clock: ClockAndRandom;
  readonly #options: StepsOptions<Problem>;

  constructor(jobId: string, journal: StepJournal, clock: ClockAndRandom, options: StepsOptions<Problem>) {
    this.#jobId = jobId;
    this.#journal = journal;
    this.#clock = clock;
    this.#options = options;
  }

  /**
   * A step that may be repeated: it reads, or it sets fields to values that are known.
   * @param remember `success`: a refusal for good is not replayed, the next run asks again
   */
  async repeatable<T>(
    name: string,
    effect: (attempts: number) => Promise<Result<T>>,
    remember: 'outcome' | 'success' = 'outcome',
  ): Promise<StepResult<T>> {
    const record = await this.#journal.step(this.#jobId, name);
    if (record?.state === 'done') return replay<T>(record);
    await this.#intend(name, record);
    return this.#conclude(name, record, await effect(record?.attempts ?? 0), remember);
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
    }: {
      effect: (attempts: number) => Promise<Result<T>>;
      reconcile: (intent: Step) => Promise<Evidence<T>>;
    },
  ): Promise<StepResult<T>> {
    const record = await this.#journal.step(this.#jobId, name);
    if (record?.state === 'done') return replay<T>(record);
    if (record?.state === 'intent') {
      const evidence = await this.#reconcile(record, reconcile);
      if (evidence.kind === 'happened') {
        // What was noted stays: it says that the answer was lost, and since when.
        const { noted } = (await this.#journal.step(this.#jobId, name)) ?? record;
        return this.#done(name, { ok: true, value: evidence.outcome }, noted);
      }
      // Certainly not done, and tried often enough.
      if (record.attempts >= FAULT_TRIES && record.lastFailure !== undefined)
        return this.#done(name, { ok: false, failure: record.lastFailure as StepFailure }); // as noted below
    }
    await this.#intend(name, record);
    const attempts = record?.attempts ?? 0;
    const result = await effect(attempts);
    if (result.ok || !isLost(result.failure)) return this.#conclude(name, record, result, 'outcome');
    // What happened is for `reconcile` to find out, at the next run.
    const { failure } = result;
    if (failure.kind === 'intercepted' && attempts + 1 >= INTERCEPTED_TRIES)
      return this.#done(name, { ok: false, failure });
    const intent = await this.#journal.step(this.#jobId, name);
    const lastFailure = triesFor(failure) === Infinity ? undefined : failure;
    if (intent) await this.#journal.putStep({ ...intent, attempts: attempts + 1, lastFailure });
    const retryAfter = 'retryAfter' in failure ? failure.retryAfter : undefined;
    return this.#pauseFor(
      this.#options.problemOf(failure),
      delayAfter(attempts, this.#clock.random(), retryAfter),
    );
  }

  /**
   * What became of a creating step, by its record or by evidence; undefined when it made nothing. Sends nothing.
   * Evidence is asked also of a step that was refused as a whole: the browser may have sent it twice by itself.
   */
  async outcome<T>(name: string, reconcile: (intent: Step) => Promise<Evidence<T>>): Promise<T | undefined> {
    const record = await this.#journal.step(this.#jobId, name);
    if (record?.state === 'done') {
      const result = replay<T>(record);
      return result.ok ? result.value : undefined;
    }
    if (!record) return undefined;
    const evidence = await this.#reconcile(record, reconcile);
    return evidence.kind === 'happened' ? evidence.outcome : undefined;
  }

  /** Evidence that is clear; what is not clear yet is waited for. */
  async #reconcile<T>(
    record: Step,
    reconcile: (intent: Step) => Promise<Evidence<T>>,
  ): Promise<Exclude<Evidence<T>, { kind: 'inconclusive' }>> {
    const evidence = await reconcile(record);
    if (evidence.kind !== 'inconclusive') return evidence;
    if (evidence.noted !== undefined) await this.#journal.putStep({ ...record, noted: evidence.noted });
    return this.#pauseFor(this.#options.looking, evidence.after);
  }

  async #intend(name: string, record: Step | undefined): Promise<void> {
    if (await this.#options.isStopped()) throw suspension<Problem>({ kind: 'undoRequested' });
    await this.#journal.putStep({
      jobId: this.#jobId,
      name,
      state: 'intent',
      attempts: record?.attempts ?? 0,
      startedAt: this.#timeAfter(record),
    });
  }

  /** Tells an intent from the one before it: also where the clock stands still, or was set back. */
  #timeAfter(record: Step | undefined): number {
    return Math.max(this.#clock.now(), (record?.startedAt ?? -1) + 1);
  }

  async #conclude<T>(
    name: string,
    record: Step | undefined,
    result: Result<T>,
    remember: 'outcome' | 'success',
  ): Promise<StepResult<T>> {
    if (result.ok) return this.#done(name, result);
    const { failure } = result;
    switch (failure.kind) {
      case 'sessionOver':
        await this.#rollBack(name, record);
        throw suspension<Problem>({
          kind: 'pause',
          pause: { until: 'session', problem: this.#options.problemOf(failure) },
        });
      case 'blocked':
      case 'serverFault':
      case 'outcomeUnknown':
      case 'intercepted':
      case 'noRight':
      case 'actionForbidden':
      case 'notFound':
      case 'refused':
      case 'tooMuch':
        if ((record?.attempts ?? 0) + 1 < triesFor(failure)) return this.#retryLater(name, record, failure);
    }
    if (remember === 'outcome') return this.#done(name, { ok: false, failure });
    await this.#rollBack(name, record);
    return { ok: false, failure };
  }

  async #retryLater(name: string, record: Step | undefined, failure: Failure): Promise<never> {
    await this.#rollBack(name, record);
    const retryAfter = 'retryAfter' in failure ? failure.retryAfter : undefined;
    const delay = delayAfter(record?.attempts ?? 0, this.#clock.random(), retryAfter);
    return this.#pauseFor(this.#options.problemOf(failure), delay);
  }

  #pauseFor(problem: Problem, ms: number): never {
    const wakeAt = this.#clock.now() + Math.min(ms, LONGEST_RETRY_AFTER_MS);
    throw suspension<Problem>({ kind: 'pause', pause: { until: 'time', problem, wakeAt } });
  }

  /** Back to before the step, with one more vain attempt. A repeatable step may come here after an effect, too. */
  async #rollBack(name: string, record: Step | undefined): Promise<void> {
    const attempts = (record?.attempts ?? 0) + 1;
    await this.#journal.putStep({
      jobId: this.#jobId,
      name,
      state: 'rolledBack',
      attempts,
      startedAt: this.#timeAfter(record),
    });
  }

  async #done<T>(name: string, outcome: StepResult<T>, noted?: unknown): Promise<StepResult<T>> {
    const startedAt = (await this.#journal.step(this.#jobId, name))?.startedAt ?? this.#clock.now();
    await this.#journal.putStep({
      ...{ jobId: this.#jobId, name, state: 'done', attempts: 0, startedAt, outcome },
      ...(noted !== undefined && { noted }),
    });
    return outcome;
  }
}

/**
 * Whether it may have been done all the same: something between us and the server may have kept back the answer only, or
 * the answer may have been too long to be read.
 */
const isLost = mayHaveHappened;

const suspension = <Problem>(reason: StepSuspension<Problem>): Suspension<StepSuspension<Problem>> =>
  new Suspension(reason);

// The journal is ours and of this workflow version: what was recorded under this name is of this step's type.
const replay = <T>(record: Step): StepResult<T> => record.outcome as StepResult<T>;

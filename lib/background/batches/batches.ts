import { refusedOnceMore } from '../../clone/engine/suspension.ts';
import { outdatedAt } from '../../clone/job/expiry.ts';
import type { JobHead } from '../../clone/job/record.ts';
import { isActivityDue } from '../../clone/job/due.ts';
import { viewOf } from '../../clone/job/view.ts';
import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import { type Batch, isAtWork, runningIn, withClone } from '../../plan/batch.ts';
import { outcomeOf } from '../../plan/outcome.ts';
import { isOver, isWaiting, type QueueEvent, startable, waitOf } from '../../plan/queue.ts';
import { isRemovable } from '../../room/report/job-view.ts';
import { WorkAlarms } from '../jobs/work-alarms.ts';
import type { Platform } from '../platform.ts';
import { changeBatch, cloneOf, isOf, withEvent } from './batch-changes.ts';
import { BatchItems, type BatchItemsParts } from './batch-items.ts';

/** What batches work with beside the platform. */
export interface BatchesParts extends BatchItemsParts {
  /** Brings what is told of a batch in line with how it stands. */
  readonly announce: (batchId: string) => Promise<void>;
  /** A batch came to rest. */
  readonly rests: () => void;
}

/** A worker that could not read its batches tries again after so long. */
const NEXT_TRY_MS = 30_000;

/**
 * Plays the queues of batches: starts jobs, and notes how they end. A job does its work by itself (`Scheduler`); what
 * is here says when there is one, and that there is one only. Each change of a batch is one transaction, and a job's id
 * is noted before the job: a worker that is stopped anywhere goes on from the record.
 */
export class Batches {
  readonly #platform: Platform;
  readonly #parts: BatchesParts;
  readonly #items: BatchItems;
  readonly #alarms: WorkAlarms;
  /** Those that will be looked at, and have not been yet. */
  readonly #wanted = new Set<string>();
  #cancelNextTry: (() => void) | undefined;

  constructor(platform: Platform, parts: BatchesParts) {
    this.#platform = platform;
    this.#parts = parts;
    this.#items = new BatchItems(platform, parts);
    this.#alarms = new WorkAlarms(platform.browser.alarms, 'batch');
  }

  /** All batches. Rejects where they can't be read. */
  all(): Promise<readonly Batch[]> {
    return this.#platform.batches.jobs();
  }

  batch(id: string): Promise<Batch | undefined> {
    return this.#platform.batches.job(id);
  }

  /** Notes a batch, and begins with it. The same id again changes nothing. */
  async start(batch: Batch): Promise<void> {
    await this.#alarms.guard(batch.id);
    await this.#platform.batches.changeJob(batch.id, (existing) => existing ?? batch);
    this.#soon(batch.id);
  }

  /** What the teacher wants of the whole: noted when this resolves. */
  async want(id: string, wish: 'pause' | 'resume' | 'retry' | 'cancel' | 'undo'): Promise<void> {
    await this.#alarms.guard(id);
    if (wish === 'retry') await this.#retry(id);
    else await this.#change(id, (batch) => withEvent(batch, WISHES[wish]));
    this.#soon(id);
  }

  /** At the start of the worker: what is not over goes on, old ones go. */
  begin(): void {
    void this.#resume().catch(() => this.#tryLater());
  }

  alarm(id: string): void {
    this.#soon(id);
  }

  /** A job's record has changed. */
  jobChanged(job: JobHead): void {
    if (job.batch !== undefined && job.state.kind !== 'running') this.#soon(job.batch);
  }

  /** A session of this user came: what waited for one goes on. */
  async sessionReceived(service: Service, user: UserId): Promise<void> {
    for (const batch of await this.all()) {
      if (batch.queue.paused !== 'session' || !isOf(batch, service, user)) continue;
      const sessionsCame = refusedOnceMore(batch.sessionsCame, this.#platform.clock.now());
      await this.#change(batch.id, (one) => ({
        ...withEvent(one, { kind: 'sessionReceived' }),
        sessionsCame,
      }));
      this.#soon(batch.id);
    }
  }

  async #resume(): Promise<void> {
    const now = this.#platform.clock.now();
    for (const batch of await this.all()) {
      if (await this.#isOutdated(batch, now)) {
        await this.#platform.batches.remove(batch.id);
        continue;
      }
      // A time that has not come was noted before the clock was set back: the record would never go.
      if (batch.createdAt > now) await this.#change(batch.id, (one) => ({ ...one, createdAt: now }));
      this.#soon(batch.id);
    }
  }

  /**
   * Whether a batch is over and old. Its time is of a clock that may have stood in an earlier year: as long as one of its
   * clones is kept, of which the server's clock tells, it is kept, too.
   */
  async #isOutdated({ queue, createdAt, clones }: Batch, now: number): Promise<boolean> {
    if (!isOver(queue) || createdAt >= outdatedAt(now)) return false;
    for (const { jobId } of clones)
      if (jobId !== undefined && (await this.#platform.journal.head(jobId))) return false;
    return true;
  }

  /** Looks at a batch soon; where that is due already, once is enough. */
  #soon(id: string): void {
    if (this.#wanted.has(id)) return;
    this.#wanted.add(id);
    void this.#play(id).catch(() => {
      this.#wanted.delete(id);
      this.#tryLater();
    });
  }

  /** The records can't be used: they are tried again, by the alarm of a batch or by this. */
  #tryLater(): void {
    this.#cancelNextTry ??= this.#platform.timers.after(NEXT_TRY_MS, () => {
      this.#cancelNextTry = undefined;
      this.begin();
    });
  }

  async #play(id: string): Promise<void> {
    const known = await this.batch(id);
    if (!known) {
      this.#wanted.delete(id);
      return this.#alarms.clear(id);
    }
    // One after the other for a person: so many at once are hers, however many batches she has.
    await this.#platform.locks.request(`batches|${known.service.url}|${known.user}`, async () => {
      this.#wanted.delete(id);
      const batch = await this.#playOut(id);
      await this.#parts.announce(id);
      if (batch) await this.#schedule(batch);
    });
    this.#parts.rests();
  }

  /** Starts what may be started and looks at what runs, until nothing comes of it any more. */
  async #playOut(id: string): Promise<Batch | undefined> {
    const busy = new Set<string>();
    const first = await this.batch(id);
    if (first) await this.#catchUp(first);
    for (;;) {
      const before = await this.batch(id);
      if (!before || isOver(before.queue)) return before;
      await this.#alarms.guard(id);
      const others = await this.#runningElsewhere(before);
      const batch = await this.#change(id, (one) => this.#withStarted(one, others, busy));
      const advances = await Promise.all(
        runningIn(batch).map(async ({ key }) => {
          const advance = await this.#items.advance(batch, key);
          if (advance === 'busy') busy.add(key);
          return advance;
        }),
      );
      const areStarted = runningIn(batch).length > runningIn(before).length;
      if (!areStarted && !advances.includes('ended')) return this.batch(id);
    }
  }

  /** How many clones of the same person other batches have at work. */
  async #runningElsewhere({ id, service, user }: Batch): Promise<number> {
    const others = (await this.all()).filter((one) => one.id !== id && isOf(one, service, user));
    return others.reduce((sum, one) => sum + runningIn(one).length, 0);
  }

  #withStarted(batch: Batch, others: number, busy: ReadonlySet<string>): Batch {
    const { queue } = batch;
    const withinLimit = { ...queue, limit: Math.max(0, queue.limit - others) };
    const keys = startable(withinLimit, this.#platform.clock.now()).filter((key) => !busy.has(key));
    return keys.reduce((one, key) => {
      const jobId = cloneOf(one, key)?.jobId ?? this.#platform.newId();
      return withClone(withEvent(one, { kind: 'started', key }), key, { jobId });
    }, batch);
  }

  /** Clones that went on after their items had ended: for a teacher's answer, or for a page of Moodle. */
  async #catchUp(batch: Batch): Promise<void> {
    for (const { key, state } of batch.queue.items) {
      const jobId = isWaiting(state) ? cloneOf(batch, key)?.jobId : undefined;
      const job = jobId === undefined ? undefined : await this.#platform.journal.job(jobId);
      if (job?.state.kind === 'ready' && !isActivityDue(job))
        await this.#change(batch.id, (one) =>
          withEvent(one, { kind: 'caughtUp', key, outcome: outcomeOf(viewOf(job).state) }),
        );
    }
  }

  /** What failed is tried anew: by another job, once the failed one has undone what it made. */
  async #retry(id: string): Promise<void> {
    const batch = await this.batch(id);
    if (!batch) return;
    const anew = new Set<string>();
    for (const { key, state } of batch.queue.items) {
      const jobId = cloneOf(batch, key)?.jobId;
      if (state.kind !== 'ended' || state.outcome !== 'failed' || jobId === undefined) continue;
      const job = await this.#platform.journal.head(jobId);
      if (!job || job.state.kind === 'ready') continue;
      if (isRemovable(viewOf(job))) await this.#parts.jobs.undo(jobId, false);
      anew.add(key);
    }
    await this.#change(id, (one) => {
      const fresh = { problem: undefined, postponed: 0, undoAsked: false };
      const clones = one.clones.map((clone) =>
        anew.has(clone.key) && one.queue.aim !== 'undo'
          ? { ...clone, ...fresh, jobId: undefined }
          : { ...clone, ...fresh },
      );
      return withEvent({ ...one, clones }, { kind: 'retried' });
    });
  }

  #change(id: string, change: (batch: Batch) => Batch): Promise<Batch> {
    return changeBatch(this.#platform.batches, id, change);
  }

  /** Sees to it that a batch is looked at when something is to be done, and that nothing wakes the worker for one that is not. */
  async #schedule(batch: Batch): Promise<void> {
    if (!isAtWork(batch)) return this.#alarms.clear(batch.id);
    const wait = waitOf(batch.queue, this.#platform.clock.now());
    if (wait > 0) this.#platform.timers.after(wait, () => this.#soon(batch.id));
  }
}

const WISHES = {
  pause: { kind: 'paused' },
  resume: { kind: 'resumed' },
  cancel: { kind: 'cancelled' },
  undo: { kind: 'undoRequested' },
} as const satisfies Record<string, QueueEvent>;

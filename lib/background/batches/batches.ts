import { delayAfter } from '../../clone/engine/steps.ts';
import { areRefusedForGood, refusedOnceMore } from '../../clone/engine/suspension.ts';
import { outdatedAt } from '../../clone/job/expiry.ts';
import type { JobHead } from '../../clone/job/record.ts';
import { blockedUntil, isActivityDue, pauseOf } from '../../clone/job/state.ts';
import { viewOf } from '../../clone/job/view.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import { readForClone } from '../../clone/reading/read-room.ts';
import { problemOf } from '../../clone/job/problem-of.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import { getEntry } from '../../kaltura/entry.ts';
import type { UserId } from '../../kaltura/ids.ts';
import { sameService, type Service } from '../../kaltura/session.ts';
import { type Batch, isAtWork, type PlannedClone, runningIn, withClone } from '../../plan/batch.ts';
import { cloneName } from '../../plan/names.ts';
import { outcomeOf, passes } from '../../plan/outcome.ts';
import {
  isOver,
  isWaiting,
  next,
  type Outcome,
  type QueueEvent,
  startable,
  waitOf,
} from '../../plan/queue.ts';
import { checkName } from '../../room/texts/name.ts';
import type { Problem } from '../../room/report/problem.ts';
import { isRemovable } from '../../room/report/job-view.ts';
import { textsOf } from '../../room/room.ts';
import type { Settings } from '../../settings/settings.ts';
import { addressesOf } from '../jobs/service-addresses.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import { WorkAlarms } from '../jobs/work-alarms.ts';
import type { Platform } from '../platform.ts';
import type { SessionStore } from '../sessions/session-store.ts';

/** What batches work with beside the platform. */
export interface BatchesParts {
  readonly sessions: SessionStore;
  readonly jobs: Pick<Scheduler, 'start' | 'run' | 'undo'>;
  readonly settings: () => Promise<Settings>;
  /** Brings what is told of a batch in line with how it stands. */
  readonly announce: (batchId: string) => Promise<void>;
  /** A batch came to rest. */
  readonly rests: () => void;
}

/** A room that can't be read since Kaltura is busy or away is read again so often. */
const MOST_POSTPONED = 8;
/** A worker that could not read its batches tries again after so long. */
const NEXT_TRY_MS = 30_000;

/** What one look at a running item makes of it. */
type Tended = 'same' | 'ended' | 'busy';

/**
 * Plays the queues of batches: starts jobs, and notes how they end. A job does its work by itself (`Scheduler`); what
 * is here says when there is one, and that there is one only. Each change of a batch is one transaction, and a job's id
 * is noted before the job: a worker that is stopped anywhere goes on from the record.
 */
export class Batches {
  readonly #platform: Platform;
  readonly #parts: BatchesParts;
  readonly #alarms: WorkAlarms;
  /** Those that will be looked at, and have not been yet. */
  readonly #wanted = new Set<string>();
  #cancelNextTry: (() => void) | undefined;

  constructor(platform: Platform, parts: BatchesParts) {
    this.#platform = platform;
    this.#parts = parts;
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
    else await this.#note(id, (batch) => withEvent(batch, WISHES[wish]));
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
      await this.#note(batch.id, (one) => ({ ...withEvent(one, { kind: 'sessionReceived' }), sessionsCame }));
      this.#soon(batch.id);
    }
  }

  async #resume(): Promise<void> {
    const now = this.#platform.clock.now();
    for (const batch of await this.all()) {
      if (isOver(batch.queue) && batch.createdAt < outdatedAt(now))
        await this.#platform.batches.remove(batch.id);
      else this.#soon(batch.id);
    }
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
      const batch = await this.#note(id, (one) => this.#withStarted(one, others, busy));
      const tended = await Promise.all(
        runningIn(batch).map(async ({ key }) => {
          const became = await this.#tend(batch, key);
          if (became === 'busy') busy.add(key);
          return became;
        }),
      );
      const areStarted = runningIn(batch).length > runningIn(before).length;
      if (!areStarted && !tended.includes('ended')) return this.batch(id);
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

  /** Looks at one item that is with its job. */
  async #tend(batch: Batch, key: string): Promise<Tended> {
    const clone = cloneOf(batch, key);
    if (clone?.jobId === undefined) return this.#end(batch, key, 'failed');
    const job = await this.#platform.journal.head(clone.jobId);
    switch (batch.queue.aim) {
      case 'clone':
        return job ? this.#follow(batch, key, job) : this.#begin(batch, clone, clone.jobId);
      case 'cancel':
        if (job?.state.kind === 'ready') return this.#end(batch, key, outcomeOf(viewOf(job).state));
        return job ? this.#undoClone(batch, clone, job) : this.#end(batch, key, 'cancelled');
      case 'undo':
        return job ? this.#undoClone(batch, clone, job) : this.#end(batch, key, 'cancelled');
    }
  }

  /** How a job stands that clones. */
  async #follow(batch: Batch, key: string, job: JobHead): Promise<Tended> {
    switch (job.state.kind) {
      case 'running':
      case 'removing':
        return 'same';
      case 'waiting': {
        const until = blockedUntil(job);
        if (until !== undefined) await this.#event(batch, { kind: 'blocked', until });
        return pauseOf(job)?.until === 'session' ? this.#tryAgain(batch, job.id) : 'same';
      }
      case 'undone':
        return this.#end(batch, key, 'undone');
      case 'failed':
        // No session of hers is taken for what one of her clones does: nor will it be for the others.
        if (job.state.problem.code === 'sessionsRefused') return this.#giveUp(batch, key);
        return this.#end(batch, key, 'failed');
      case 'ready':
        if (isActivityDue(job)) return this.#followActivity(batch, key, job);
        return this.#end(batch, key, outcomeOf(viewOf(job).state));
      case 'decision':
        return this.#end(batch, key, outcomeOf(viewOf(job).state));
    }
  }

  /** The room is whole, its activity is not. A Moodle that is not open keeps no other room waiting. */
  async #followActivity(batch: Batch, key: string, job: JobHead): Promise<Tended> {
    switch (pauseOf(job)?.until) {
      case undefined:
      case 'time':
        return 'same';
      case 'session':
        return this.#tryAgain(batch, job.id);
      case 'moodle':
        return this.#end(batch, key, 'waiting');
    }
  }

  /** Clones that went on after their items had ended: for a teacher's answer, or for a page of Moodle. */
  async #catchUp(batch: Batch): Promise<void> {
    for (const { key, state } of batch.queue.items) {
      const jobId = isWaiting(state) ? cloneOf(batch, key)?.jobId : undefined;
      const job = jobId === undefined ? undefined : await this.#platform.journal.job(jobId);
      if (job?.state.kind === 'ready' && !isActivityDue(job))
        await this.#event(batch, { kind: 'caughtUp', key, outcome: outcomeOf(viewOf(job).state) });
    }
  }

  /** A job waits for a session: there may be one again, since the batch does not wait; if there is none, it does. */
  async #tryAgain(batch: Batch, jobId: string): Promise<Tended> {
    if (batch.queue.paused !== undefined) return 'same';
    await this.#parts.jobs.run(jobId);
    const job = await this.#platform.journal.head(jobId);
    if (job && pauseOf(job)?.until === 'session') await this.#event(batch, { kind: 'sessionOver' });
    return 'same';
  }

  /** Reads a room, and starts its job. */
  async #begin(
    batch: Batch,
    { key, room, copy, leaveOut, activity }: PlannedClone,
    jobId: string,
  ): Promise<Tended> {
    const { service, user, names, publishTo, coeditors } = batch;
    const session = await this.#parts.sessions.find(service, user);
    if (!session) return this.#withoutSession(batch, key);
    const { post, clock } = this.#platform;
    const reading = await readForClone(kalturaClient(session, post), room, clock);
    const problem = obstacleOf(reading);
    if (problem?.code === 'sessionOver')
      return areRefusedForGood(batch.sessionsCame)
        ? this.#giveUp(batch, key)
        : this.#withoutSession(batch, key);
    if (problem || !reading.ok) return this.#postpone(batch, key, problem ?? { code: 'unexpected' });
    if (reading.value.user.toLowerCase() !== user.toLowerCase()) return this.#withoutSession(batch, key);
    await this.#note(batch.id, (one) => (one.sessionsCame ? { ...one, sessionsCame: undefined } : one));
    const original = textsOf(reading.value.original.entry);
    const name = cloneName(names, original.name, copy);
    const wrong = checkName(name);
    if (wrong) return this.#end(batch, key, 'failed', { code: wrong });
    const settings = await this.#parts.settings();
    const isThere = await this.#parts.jobs.start({
      id: jobId,
      service,
      reading: reading.value,
      texts: { ...original, name },
      options: {
        ...{ leaveOut, settingsFrom: settings.settingsFrom, services: addressesOf(settings) },
        ...(publishTo && { publishTo }),
        ...(coeditors && { coeditors }),
      },
      activity,
      startedFrom: batch.startedFrom,
      batch: batch.id,
    });
    if (isThere) return 'same';
    // She is cloning this room in a window: its turn comes when that has ended.
    await this.#event(batch, { kind: 'postponed', key });
    return 'busy';
  }

  /** A room that can't be read now is tried again later, or given up. */
  async #postpone(batch: Batch, key: string, problem: Problem): Promise<Tended> {
    const { clock } = this.#platform;
    const times = cloneOf(batch, key)?.postponed ?? 0;
    if (!passes(problem) || times >= MOST_POSTPONED) return this.#end(batch, key, 'failed', problem);
    const until = clock.now() + delayAfter(times, clock.random());
    await this.#note(batch.id, (one) => {
      const later = withEvent(withEvent(one, { kind: 'postponed', key }), { kind: 'blocked', until });
      return withClone(later, key, { postponed: times + 1 });
    });
    return 'busy';
  }

  async #withoutSession(batch: Batch, key: string): Promise<Tended> {
    await this.#note(batch.id, (one) =>
      withEvent(withEvent(one, { kind: 'postponed', key }), { kind: 'sessionOver' }),
    );
    return 'busy';
  }

  /** Why a room can't be read at this moment; undefined: it can, or it is gone. */
  async #unread({ service, user }: Batch, { room }: JobHead): Promise<Problem | undefined> {
    const session = await this.#parts.sessions.find(service, user);
    if (!session) return { code: 'sessionOver' };
    const read = room && (await kalturaClient(session, this.#platform.post).call(getEntry(room)));
    return read && !read.ok ? problemOf(read.failure) : undefined;
  }

  /** Has a job undo what it made, as far as that is safe. */
  async #undoClone(batch: Batch, { key, undoAsked }: PlannedClone, job: JobHead): Promise<Tended> {
    const { kind } = job.state;
    const isCancelled = batch.queue.aim === 'cancel';
    if (kind === 'removing') return 'same';
    if (kind === 'undone') return this.#end(batch, key, isCancelled ? 'cancelled' : 'undone');
    // It was tried: what is left is the teacher's to look at.
    if (undoAsked && (kind === 'failed' || kind === 'decision')) return this.#end(batch, key, 'failed');
    if (kind === 'failed' && !isRemovable(viewOf(job)))
      return this.#end(batch, key, isCancelled ? 'failed' : 'undone');
    const problem = kind === 'ready' ? await this.#unread(batch, job) : undefined;
    if (problem?.code === 'sessionOver') return this.#withoutSession(batch, key);
    // That it can't be read now is no sign that somebody has worked in it.
    if (problem && passes(problem)) return this.#postpone(batch, key, problem);
    if (!(await this.#parts.jobs.undo(job.id, false))) return this.#end(batch, key, 'kept');
    await this.#note(batch.id, (one) => withClone(one, key, { undoAsked: true }));
    return 'same';
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
    await this.#note(id, (one) => {
      const fresh = { problem: undefined, postponed: 0, undoAsked: false };
      const clones = one.clones.map((clone) =>
        anew.has(clone.key) && one.queue.aim !== 'undo'
          ? { ...clone, ...fresh, jobId: undefined }
          : { ...clone, ...fresh },
      );
      return withEvent({ ...one, clones }, { kind: 'retried' });
    });
  }

  async #end(batch: Batch, key: string, outcome: Outcome, problem?: Problem): Promise<Tended> {
    await this.#note(batch.id, (one) => {
      const ended = withEvent(one, { kind: 'ended', key, outcome });
      return problem ? withClone(ended, key, { problem }) : ended;
    });
    return 'ended';
  }

  /** Kaltura takes none of her sessions, whichever comes: nothing is begun any more, and what is at work ends by itself. */
  async #giveUp(batch: Batch, key: string): Promise<Tended> {
    const problem = { code: 'sessionsRefused' } as const;
    await this.#note(batch.id, (one) => {
      const queued = one.queue.items.filter(({ state }) => state.kind === 'queued');
      const given = withEvent({ ...one, sessionsCame: undefined }, { kind: 'givenUp' });
      return queued.reduce((all, item) => withClone(all, item.key, { problem }), given);
    });
    return this.#end(batch, key, 'failed', problem);
  }

  async #event(batch: Batch, event: QueueEvent): Promise<void> {
    await this.#note(batch.id, (one) => withEvent(one, event));
  }

  /** Changes the record, where there is one: nothing is written where the change changes nothing. */
  async #note(id: string, change: (batch: Batch) => Batch): Promise<Batch> {
    return this.#platform.batches.changeJob(id, (batch) => {
      if (!batch) throw new Error('No such batch.');
      return change(batch);
    });
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

const withEvent = (batch: Batch, event: QueueEvent): Batch => {
  const queue = next(batch.queue, event);
  return queue === batch.queue ? batch : { ...batch, queue };
};

const cloneOf = ({ clones }: Batch, key: string): PlannedClone | undefined =>
  clones.find((clone) => clone.key === key);

const isOf = (batch: Batch, service: Service, user: UserId): boolean =>
  sameService(batch.service, service) && batch.user.toLowerCase() === user.toLowerCase();

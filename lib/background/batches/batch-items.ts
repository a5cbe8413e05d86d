import { delayAfter } from '../../clone/engine/steps.ts';
import { areRefusedForGood } from '../../clone/engine/suspension.ts';
import { problemOf } from '../../clone/job/problem-of.ts';
import type { JobHead } from '../../clone/job/record.ts';
import { blockedUntil, isActivityDue, pauseOf } from '../../clone/job/due.ts';
import { viewOf } from '../../clone/job/view.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import { readForClone } from '../../clone/reading/read-room.ts';
import { getEntry } from '../../kaltura/entry.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import { type Batch, type PlannedClone, withClone } from '../../plan/batch.ts';
import { cloneName } from '../../plan/names.ts';
import { outcomeOf, passes } from '../../plan/outcome.ts';
import type { Outcome, QueueEvent } from '../../plan/queue.ts';
import { isRemovable } from '../../room/report/job-view.ts';
import type { Problem } from '../../room/report/problem.ts';
import { textsOf } from '../../room/room.ts';
import { checkName } from '../../room/texts/name.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import { addressesOf } from '../jobs/service-addresses.ts';
import type { Platform } from '../platform.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { changeBatch, cloneOf, withEvent } from './batch-changes.ts';

/** What items of batches work with beside the platform. */
export interface BatchItemsParts {
  readonly sessions: SessionStore;
  readonly jobs: Pick<Scheduler, 'start' | 'run' | 'undo'>;
  readonly settings: () => Promise<Settings>;
}

/** A room that can't be read since Kaltura is busy or away is read again so often. */
const MOST_POSTPONED = 8;

/** What became of an item that was looked at; `busy`: its turn comes again, and not in this look. */
export type Advance = 'same' | 'ended' | 'busy';

/** The rooms of batches, one by one: from the reading of a room to the end of its job, or of what takes it back. */
export class BatchItems {
  readonly #platform: Platform;
  readonly #parts: BatchItemsParts;

  constructor(platform: Platform, parts: BatchItemsParts) {
    this.#platform = platform;
    this.#parts = parts;
  }

  /** Looks at the job of one item that is not over, and does what comes next. */
  async advance(batch: Batch, key: string): Promise<Advance> {
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
  async #follow(batch: Batch, key: string, job: JobHead): Promise<Advance> {
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
  async #followActivity(batch: Batch, key: string, job: JobHead): Promise<Advance> {
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

  /** A job waits for a session: there may be one again, since the batch does not wait; if there is none, it does. */
  async #tryAgain(batch: Batch, jobId: string): Promise<Advance> {
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
  ): Promise<Advance> {
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
    await this.#change(batch.id, (one) => (one.sessionsCame ? { ...one, sessionsCame: undefined } : one));
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
  async #postpone(batch: Batch, key: string, problem: Problem): Promise<Advance> {
    const { clock } = this.#platform;
    const times = cloneOf(batch, key)?.postponed ?? 0;
    if (!passes(problem) || times >= MOST_POSTPONED) return this.#end(batch, key, 'failed', problem);
    const until = clock.now() + delayAfter(times, clock.random());
    await this.#change(batch.id, (one) => {
      const later = withEvent(withEvent(one, { kind: 'postponed', key }), { kind: 'blocked', until });
      return withClone(later, key, { postponed: times + 1 });
    });
    return 'busy';
  }

  async #withoutSession(batch: Batch, key: string): Promise<Advance> {
    await this.#change(batch.id, (one) =>
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
  async #undoClone(batch: Batch, { key, undoAsked }: PlannedClone, job: JobHead): Promise<Advance> {
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
    await this.#change(batch.id, (one) => withClone(one, key, { undoAsked: true }));
    return 'same';
  }

  async #end(batch: Batch, key: string, outcome: Outcome, problem?: Problem): Promise<Advance> {
    await this.#change(batch.id, (one) => {
      const ended = withEvent(one, { kind: 'ended', key, outcome });
      return problem ? withClone(ended, key, { problem }) : ended;
    });
    return 'ended';
  }

  /** Kaltura takes none of her sessions, whichever comes: nothing is begun any more, and what is at work ends by itself. */
  async #giveUp(batch: Batch, key: string): Promise<Advance> {
    const problem = { code: 'sessionsRefused' } as const;
    await this.#change(batch.id, (one) => {
      const queued = one.queue.items.filter(({ state }) => state.kind === 'queued');
      const given = withEvent({ ...one, sessionsCame: undefined }, { kind: 'givenUp' });
      return queued.reduce((all, item) => withClone(all, item.key, { problem }), given);
    });
    return this.#end(batch, key, 'failed', problem);
  }

  async #event(batch: Batch, event: QueueEvent): Promise<void> {
    await this.#change(batch.id, (one) => withEvent(one, event));
  }

  #change(id: string, change: (batch: Batch) => Batch): Promise<Batch> {
    return changeBatch(this.#platform.batches, id, change);
  }
}

import {
  decideJob,
  type NewJob,
  noteOtherUser,
  noteSeen,
  type Occasion,
  type Ports,
  runJob,
  saveTexts,
  startJob,
  undoJob,
} from '../../clone/workflow/commands.ts';
import { outdated } from '../../clone/job/expiry.ts';
import type { Job, JobHead } from '../../clone/job/record.ts';
import { dueAt, isDue, isOpen } from '../../clone/job/due.ts';
import { jobOnSource, waitingFor, waitingForMoodle } from '../../clone/job/waiting-jobs.ts';
import { roomServices } from '../../clone/reading/room-services.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { Decision } from '../../room/report/decision.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { RoomTexts } from '../../room/texts/texts.ts';
import { pause, type Platform } from '../platform.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { SHORTEST_ALARM_MS, WorkAlarms } from './work-alarms.ts';
import { isUntold } from './notices.ts';
import { storageProblem } from './storage-problem.ts';

/** What the scheduler works with beside the platform. */
export interface SchedulerParts {
  readonly sessions: SessionStore;
  readonly followUp: NonNullable<Ports['followUp']>;
  /** A job's record has changed. */
  readonly changed: (job: Job) => void;
  /** Tells how a job stands, where it was not told yet, and takes back what is not true any more. */
  readonly announce: (jobId: string, ports: Ports) => Promise<void>;
  /** A run came to rest, or could not be made. */
  readonly rests: () => void;
}

/** The lock under which jobs are started, one after the other. */
const START = 'start';
const KEEP_ALIVE_MS = 20_000;
/** A worker that could not read its jobs tries again after so long, once. */
const SECOND_TRY_MS = 1_000;
const NEXT_TRY_MS = 30_000;

/** Runs jobs in the worker: each once at a time, and one source by one job of a person at a time. */
export class Scheduler {
  readonly #platform: Platform;
  readonly #parts: SchedulerParts;
  readonly #ports: Ports;
  readonly #alarms: WorkAlarms;
  #trouble: Problem | undefined;
  /** Ends the wait for the next try, where there is one. */
  #nextTry: (() => void) | undefined;

  constructor(platform: Platform, parts: SchedulerParts) {
    this.#platform = platform;
    this.#parts = parts;
    this.#alarms = new WorkAlarms(platform.browser.alarms, 'job');
    this.#ports = {
      journal: platform.journal,
      clock: platform.clock,
      client: async (service, user) => {
        const session = await parts.sessions.find(service, user);
        return session && kalturaClient(session, platform.post);
      },
      services: (addresses, { session }) => roomServices(addresses, session, platform.post),
      followUp: parts.followUp,
      // Web Locks are shared by everything of this extension, and freed when the worker dies. One person's clone waits for
      // no other's: a server that hangs keeps its own for minutes.
      alone: ({ service, user, original }, work) =>
        platform.locks.request(`source|${service.url}|${user.toLowerCase()}|${original.entry.id}`, work),
      changed: parts.changed,
    };
  }

  /** Why jobs can't be noted, as far as that is known. */
  get trouble(): Problem | undefined {
    return this.#trouble;
  }

  /** All jobs. Rejects where they can't be read. */
  async jobs(): Promise<readonly JobHead[]> {
    try {
      return await this.#platform.journal.jobs();
    } catch (error) {
      this.#noteTrouble(error);
      throw error;
    }
  }

  /** One job. Rejects where it can't be read. */
  async job(id: string): Promise<JobHead | undefined> {
    try {
      return await this.#platform.journal.head(id);
    } catch (error) {
      this.#noteTrouble(error);
      throw error;
    }
  }

  /**
   * Starts a job, unless its user is cloning its room already: two windows, two clicks on Save are one clone.
   * @returns whether there is this job now
   */
  start(job: NewJob): Promise<boolean> {
    return this.#noted(() => this.#start(job));
  }

  async #start(job: NewJob): Promise<boolean> {
    // Before the record: a worker that is stopped in between is woken for nothing, and never not at all.
    await this.#alarms.guard(job.id);
    const isThere = await this.#platform.locks.request(START, async () => {
      const { service, reading } = job;
      if (await this.#platform.journal.head(job.id)) return true;
      if (jobOnSource(await this.jobs(), service, reading.user, reading.original.entry.id)) return false;
      await startJob(job, this.#ports);
      return true;
    });
    if (isThere) this.#later(this.run(job.id));
    else await this.#alarms.clear(job.id);
    return isThere;
  }

  async save(jobId: string, texts: RoomTexts): Promise<void> {
    await this.#alarms.guard(jobId);
    await this.#noted(() => saveTexts(jobId, texts, this.#ports));
    this.#later(this.run(jobId));
  }

  /** Stops a clone and deletes what it made; false where somebody has worked in the room since, until confirmed. */
  async undo(jobId: string, confirmed: boolean): Promise<boolean> {
    await this.#alarms.guard(jobId);
    const removing = await this.#noted(() => undoJob(jobId, confirmed, this.#ports));
    this.#later(this.run(jobId));
    return removing;
  }

  /** The teacher says what became of a clone when nobody else can. An answer to an earlier question decides nothing. */
  async decide(jobId: string, about: number, decision: Decision): Promise<void> {
    const job = await this.#platform.journal.head(jobId);
    if (job?.state.kind !== 'decision' || job.state.question.about !== about) return;
    await this.#alarms.guard(jobId);
    await this.#noted(() => decideJob(jobId, decision, this.#ports));
    this.#later(this.run(jobId));
  }

  /** The teacher wants it tried now, whatever it waits for. */
  retry(jobId: string): void {
    this.#later(this.run(jobId, 'wanted'));
  }

  /**
   * At the start of the worker: old records go; whatever was open goes on, or is woken when its time comes. Where the
   * journal can't be used it is tried once more soon, and then again and again.
   */
  begin(): void {
    const retry = async (): Promise<void> => {
      await pause(SECOND_TRY_MS, this.#platform.timers);
      await this.#resume();
    };
    this.#later(this.#resume().catch(retry));
  }

  async #resume(): Promise<void> {
    const jobs = await this.#platform.journal.jobs();
    for (const { id } of outdated(jobs, this.#platform.clock.now())) await this.#platform.journal.remove(id);
    // First what goes on: behind hundreds that have ended it would wait for them.
    for (const job of jobs.filter(isOpen)) await this.#schedule(job);
    for (const job of jobs.filter((one) => !isOpen(one) && isUntold(one)))
      await this.#parts.announce(job.id, this.#ports);
    this.#trouble = undefined;
    this.#parts.rests();
  }

  /** The teacher has seen how these stand: the badge need not tell any more. */
  async markSeen(jobs: readonly JobHead[]): Promise<void> {
    const unseen = jobs.filter(({ seen, announced }) => !seen && announced !== undefined);
    if (unseen.length === 0) return;
    await noteSeen(
      unseen.map(({ id }) => id),
      this.#ports,
    );
  }

  /** A session of this user came: jobs that waited for one go on; those of another user say for whom they wait. */
  async sessionReceived(service: Service, user: UserId): Promise<void> {
    const { mine, others } = waitingFor(await this.jobs(), service, user);
    for (const { id } of mine) this.#later(this.run(id, 'session'));
    for (const { id } of others) await noteOtherUser(id, this.#ports);
  }

  /** A page of this Moodle is open: jobs that waited for it go on. */
  async moodleOpened(base: string): Promise<void> {
    for (const { id } of waitingForMoodle(await this.jobs(), base)) this.#later(this.run(id));
  }

  /** What was told of a job may not be true any more. */
  announceSoon(jobId: string): void {
    this.#later(this.#parts.announce(jobId, this.#ports));
  }

  /** The alarm of a job. */
  alarm(jobId: string): void {
    this.#later(this.run(jobId));
  }

  /**
   * Takes a job up. Calls for the same job wait for each other; a job that has ended is left as it is.
   * @param occasion why it is taken up
   */
  async run(jobId: string, occasion: Occasion = 'due'): Promise<void> {
    const { journal, locks } = this.#platform;
    await this.#alarms.guard(jobId);
    if (!(await journal.head(jobId))) return this.#alarms.clear(jobId);
    await locks.request(`job|${jobId}`, async () => {
      // Again: the run before this one may have ended, and its alarm with it.
      await this.#alarms.guard(jobId);
      const stopKeepingAlive = this.#keepAlive();
      try {
        const after = await runJob(jobId, this.#ports, occasion);
        await this.#parts.announce(jobId, this.#ports);
        await this.#schedule(after);
      } finally {
        stopKeepingAlive();
      }
    });
    this.#trouble = undefined;
    this.#parts.rests();
  }

  /** Any call of the browser's API keeps the worker alive for a while. */
  #keepAlive(): () => void {
    let isOver = false;
    let cancel = (): void => undefined;
    const renew = (): void => {
      if (isOver) return;
      this.#platform.browser.runtime.getPlatformInfo().catch(() => undefined);
      cancel = this.#platform.timers.after(KEEP_ALIVE_MS, renew);
    };
    renew();
    return () => {
      isOver = true;
      cancel();
    };
  }

  /** Sees to it that a job is run when it is due, and that nothing wakes the worker for one that is not. */
  async #schedule(job: JobHead): Promise<void> {
    const due = dueAt(job);
    if (due === undefined) return this.#alarms.clear(job.id);
    const now = this.#platform.clock.now();
    const at = isDue(job, now) ? now : due;
    await this.#alarms.wake(job.id, at, Math.max(at, now + SHORTEST_ALARM_MS));
    // What is sooner than an alarm may be, a timer sees to, with the alarm behind it.
    if (at - now < SHORTEST_ALARM_MS)
      this.#platform.timers.after(at - now, () => this.#later(this.run(job.id)));
  }

  /** What the teacher wants is noted; where that can't be, it is said wherever jobs are shown, and by whom it is waited for. */
  async #noted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#noteTrouble(error);
      this.#parts.rests();
      throw error;
    }
  }

  /**
   * What nobody waits for. It fails where the journal can't be written: the alarm of the job stands, so it is tried
   * again, and until then the windows say why.
   */
  #later(work: Promise<void>): void {
    void work.catch((error: unknown) => {
      this.#noteTrouble(error);
      this.#parts.rests();
    });
  }

  /** The journal can't be used, or something failed that nobody expected: what is open is taken up again later. */
  #noteTrouble(error: unknown): void {
    this.#trouble = storageProblem(error);
    this.#nextTry ??= this.#platform.timers.after(NEXT_TRY_MS, () => {
      this.#nextTry = undefined;
      this.#later(this.#resume());
    });
  }
}

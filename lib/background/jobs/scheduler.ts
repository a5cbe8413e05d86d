import {
  decideJob,
  type NewJob,
  noteAnnounced,
  noteOtherUser,
  noteSeen,
  type Ports,
  runJob,
  saveTexts,
  startJob,
  undoJob,
} from '../../clone/job/job.ts';
import { dueAt, isOpen } from '../../clone/job/state.ts';
import { viewOf } from '../../clone/job/view.ts';
import { noticeOf } from '../../room/job-view.ts';
import type { Job } from '../../clone/job/record.ts';
import { outdated } from '../../clone/job/expiry.ts';
import { jobOnSource, waitingFor, waitingForMoodle } from '../../clone/job/waiting-jobs.ts';
import { kalturaClient } from '../../kaltura/client.ts';
import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { Decision } from '../../room/decision.ts';
import type { RoomTexts } from '../../room/texts.ts';
import { roomServices } from '../../clone/reading/room-services.ts';
import { findSession, type SessionArea } from '../sessions/session-store.ts';

/** An alarm that wakes the worker, and the locks and timers of the worker itself. */
export interface HostPlatform {
  readonly journal: Ports['journal'];
  readonly area: SessionArea;
  /** Wakes the worker for a job between two times, in milliseconds since 1970. */
  readonly wake: (jobId: string, at: number, latest: number) => Promise<void>;
  /** Anything of the browser's API: it keeps the worker alive while a step runs. */
  readonly keepAlive: () => void;
  readonly followUp: NonNullable<Ports['followUp']>;
  readonly changed: (job: Job) => void;
  /** A run came to its end, by whatever way. */
  readonly rests: () => void;
  /** Tells how a job stands, once: what is told is noted with the job. */
  readonly announce: (job: Job) => Promise<void>;
}

/** The lock under which jobs are started, one after the other. */
const START = 'start';
const KEEP_ALIVE_MS = 20_000;
/** The shortest time for which browsers set an alarm; what is sooner a timer sees to, with the alarm behind it. */
const SHORTEST_ALARM_MS = 30_000;

/** Runs jobs in the worker: each once at a time, and one source by one job at a time. */
export class JobHost {
  readonly #platform: HostPlatform;
  readonly #ports: Ports;

  constructor(platform: HostPlatform) {
    this.#platform = platform;
    this.#ports = {
      journal: platform.journal,
      clock: { now: () => Date.now(), random: () => Math.random() },
      client: async (service, user) => {
        const session = await findSession(platform.area, service, user);
        return session && kalturaClient(session);
      },
      services: (addresses, { session }) => roomServices(addresses, session),
      followUp: platform.followUp,
      changed: platform.changed,
    };
  }

  jobs(): Promise<readonly Job[]> {
    return this.#platform.journal.jobs();
  }

  /** Starts a job, unless its room is being cloned already: two windows, two clicks on Save are one clone. */
  async start(job: NewJob): Promise<void> {
    await navigator.locks.request(START, async () => {
      if (jobOnSource(await this.jobs(), job.service, job.reading.user, job.reading.room.entry.id)) return;
      await startJob(job, this.#ports);
    });
    void this.run(job.id);
  }

  async save(jobId: string, texts: RoomTexts): Promise<void> {
    await saveTexts(jobId, texts, this.#ports);
    void this.run(jobId);
  }

  /** Stops a clone and deletes what it made; false where somebody has worked in the room since, until confirmed. */
  async undo(jobId: string, confirmed: boolean): Promise<boolean> {
    const removing = await undoJob(jobId, confirmed, this.#ports);
    if (removing) void this.run(jobId);
    return removing;
  }

  /** The teacher says what became of a clone when nobody else can. An answer to an earlier question decides nothing. */
  async decide(jobId: string, about: number, decision: Decision): Promise<void> {
    const job = await this.#platform.journal.job(jobId);
    if (job?.state.kind !== 'decision' || job.state.question.about !== about) return;
    await decideJob(jobId, decision, this.#ports);
    void this.run(jobId);
  }

  /** At the start of the worker: old records go; whatever was open goes on, or is woken when its time comes. */
  async resume(): Promise<void> {
    const jobs = await this.jobs();
    for (const { id } of outdated(jobs, Date.now())) await this.#platform.journal.remove(id);
    for (const job of jobs) if (isOpen(job)) await this.#schedule(job);
  }

  /** The teacher has seen what became of the jobs that have ended: the badge need not tell any more. */
  async markSeen(): Promise<void> {
    for (const { id, seen, announced } of await this.jobs())
      if (!seen && announced !== undefined) await noteSeen(id, this.#ports);
  }

  /** A session of this user came: jobs that waited for one go on; those of another user say for whom they wait. */
  async sessionCame(service: Service, user: UserId): Promise<void> {
    const { mine, others } = waitingFor(await this.jobs(), service, user);
    for (const { id } of mine) void this.run(id);
    for (const { id } of others) await noteOtherUser(id, this.#ports);
  }

  /** A page of this Moodle is open: jobs that waited for it go on. */
  async moodleCame(base: string): Promise<void> {
    for (const { id } of waitingForMoodle(await this.jobs(), base)) void this.run(id);
  }

  /** Takes a job up. Calls for the same source wait for each other; a job that has ended is left as it is. */
  async run(jobId: string): Promise<void> {
    const job = await this.#platform.journal.job(jobId);
    if (!job) return;
    // Web Locks are shared by everything of this extension, and freed when the worker dies.
    await navigator.locks.request(`source|${job.service.url}|${job.original.entry.id}`, async () => {
      const before = await this.#platform.journal.job(jobId);
      if (!before || !isOpen(before)) return;
      const alive = setInterval(this.#platform.keepAlive, KEEP_ALIVE_MS);
      try {
        const after = await runJob(jobId, this.#ports);
        await this.#announce(after);
        this.#platform.rests();
        if (isOpen(after)) await this.#schedule(after);
      } finally {
        clearInterval(alive);
      }
    });
  }

  async #announce(job: Job): Promise<void> {
    const notice = noticeOf(viewOf(job));
    if (notice === job.announced) return;
    if (notice !== undefined) await this.#platform.announce(job);
    await noteAnnounced(job.id, notice, this.#ports);
  }

  async #schedule(job: Job): Promise<void> {
    const due = dueAt(job);
    if (due === undefined) return;
    const at = Math.max(due, Date.now());
    const delay = Math.max(0, at - Date.now());
    await this.#platform.wake(job.id, at, Math.max(at, Date.now() + SHORTEST_ALARM_MS));
    if (delay < SHORTEST_ALARM_MS) setTimeout(() => void this.run(job.id), delay);
  }
}

import type { KalturaClient } from '../../kaltura/transport/client.ts';
import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { Activity } from '../../room/activity.ts';
import type { Decision } from '../../room/report/decision.ts';
import type { Notice } from '../../room/report/job-view.ts';
import type { RoomTexts } from '../../room/texts/texts.ts';
import { JournalError } from '../engine/journal-error.ts';
import type { Step } from '../engine/journal.ts';
import { type ClockAndRandom, delayAfter, Steps } from '../engine/steps.ts';
import { firstSizes } from '../parts/batches.ts';
import { duePartsOf } from '../parts/room/copy.ts';
import { parts } from '../parts/index.ts';
import { wasWorkedIn } from './worked-in.ts';
import { cloneRoom } from './workflow.ts';
import { problemOf } from '../job/problem-of.ts';
import { progressAtStart } from '../job/progress.ts';
import type { Reading } from '../reading/read-room.ts';
import {
  type CloneOptions,
  type Job,
  type JobJournal,
  type JobPause,
  type ServiceAddresses,
  WORKFLOW_VERSION,
} from '../job/record.ts';
import { straysIn } from '../parts/children/strays.ts';
import { areRefusedForGood, type RefusedSessions, refusedOnceMore } from '../engine/suspension.ts';
import { removeRoom } from './remove-room.ts';
import { type RoomServices, type Run, suspensionOf } from '../job/run.ts';
import { isDue, isOpen, MOODLE_PATIENCE_MS, pauseOf } from '../job/due.ts';
import type { JobEvent, Left } from '../job/events.ts';
import { next } from '../job/state.ts';

/** What a job needs of the world. All of it comes in, so that a test controls time, randomness, network and storage. */
export interface Ports {
  readonly journal: JobJournal;
  readonly clock: ClockAndRandom;
  /** A client with a session of this user at this service, or undefined while there is none. */
  readonly client: (service: Service, user: UserId) => Promise<KalturaClient | undefined>;
  /** The room services at these addresses, with the session of this client. */
  readonly services: (addresses: ServiceAddresses, client: KalturaClient) => RoomServices;
  /** What is made after the room, once that is whole, and removed with it. */
  readonly followUp?: FollowUp;
  /**
   * Does what one job of a source alone may do at a time: making the room, and taking it away. What Moodle is asked for is
   * none of it, nor what is told: a page that never answers holds up no other clone. Left out: nobody else is at work.
   */
  readonly alone?: (job: Job, work: () => Promise<void>) => Promise<void>;
  /** Called after each change of a job's record. */
  readonly changed: (job: Job) => void;
}

/** The half of a clone that is not Kaltura's: the copy of a Moodle activity. Both go on from the journal, as steps do. */
export interface FollowUp {
  readonly make: (run: Run) => Promise<void>;
  readonly remove: (run: Run) => Promise<void>;
  /** Whether something of it may be there by now, by the job's steps; left out: it is made whole, or not at all. */
  readonly isBegun?: (steps: readonly Step[]) => boolean;
}

export interface NewJob {
  readonly id: string;
  readonly service: Service;
  readonly reading: Reading;
  readonly texts: RoomTexts;
  readonly options: CloneOptions;
  readonly activity?: Activity | undefined;
  readonly startedFrom?: unknown;
  readonly batch?: string;
}

/**
 * Writes a new job into the journal; nothing is sent yet. The same id again changes nothing: two clicks are one job.
 */
export async function startJob(
  { id, service, reading, texts, options, activity, startedFrom, batch }: NewJob,
  ports: Ports,
): Promise<Job> {
  const job = await ports.journal.changeJob(
    id,
    (existing) =>
      existing ?? {
        id,
        workflowVersion: WORKFLOW_VERSION,
        createdAt: ports.clock.now(),
        service,
        user: reading.user,
        original: reading.original,
        readAt: Math.floor(reading.serverTime / 1000),
        wanted: { texts, revision: 1 },
        stored: undefined,
        options,
        ...firstSizes(reading.pace, duePartsOf(reading.original, options.leaveOut)),
        msPerCall: reading.pace.msPerCall,
        msOfWork: reading.pace.msOfWork,
        state: { kind: 'running' },
        progress: progressAtStart(reading.original, options.leaveOut, activity !== undefined),
        room: undefined,
        crashes: 0,
        announced: undefined,
        seen: false,
        activity,
        startedFrom,
        ...(batch !== undefined && { batch }),
      },
  );
  ports.changed(job);
  return job;
}

/** Lets something happen to a job. Throws where there is no such job. */
async function note(id: string, event: JobEvent | ((job: Job) => JobEvent), ports: Ports): Promise<Job> {
  const job = await ports.journal.changeJob(id, (existing) => {
    if (!existing) throw new Error('No such job.');
    return next(existing, typeof event === 'function' ? event(existing) : event);
  });
  ports.changed(job);
  return job;
}

/** Notes texts that the teacher saved. What is saved last wins, whenever it comes. */
export const saveTexts = (id: string, texts: RoomTexts, ports: Ports): Promise<Job> =>
  note(id, { kind: 'saved', texts }, ports);

/** Says of a job that waits for a session that Kaltura is open as somebody else: it does not go on as another user. */
export const noteOtherUser = (id: string, ports: Ports): Promise<Job> =>
  note(id, { kind: 'otherUserOpened' }, ports);

/** Notes the teacher's decision; the job goes on with it at its next run. Only a room that was asked about counts. */
export const decideJob = (id: string, decision: Decision, ports: Ports): Promise<Job> =>
  note(id, { kind: 'decided', decision }, ports);

/** Notes what the teacher was told last of a job. */
export const noteAnnounced = (id: string, notice: Notice | undefined, ports: Ports): Promise<Job> =>
  note(id, { kind: 'announced', notice }, ports);

/** Notes that the teacher has looked at these, all at once: no step and no window asks for it, so nobody is told. */
export const noteSeen = (ids: readonly string[], { journal }: Pick<Ports, 'journal'>): Promise<void> =>
  journal.changeHeads(ids, (head) => (head.seen ? head : { ...head, seen: true }));

/**
 * Undoes a job: a clone that is at work stops, and what it has made is deleted. A room that is finished, and in which
 * somebody has worked since, is deleted only when the teacher has confirmed it.
 * @returns whether it is being removed; false where it asks first
 */
export async function undoJob(id: string, confirmed: boolean, ports: Ports): Promise<boolean> {
  const job = await ports.journal.job(id);
  if (!job || job.state.kind === 'undone' || job.state.kind === 'removing') return true;
  if (!confirmed && (await wasWorkedIn(job, await ports.client(job.service, job.user)))) return false;
  await note(id, { kind: 'undoRequested' }, ports);
  return true;
}

/** Why a job is taken up: it is due, the teacher wants it tried now, or a session has come that Kaltura says is good. */
export type Occasion = 'due' | 'wanted' | 'session';

/**
 * Takes a job up from its journal and goes on until it ends or must wait. The caller sees to it that a job is run
 * once at a time; `alone` sees to it that a source is. A job whose time has not come is left as it is, unless the teacher
 * wants it tried. Rejects with a JournalError where that can't be noted: the job is as its journal says.
 */
export async function runJob(id: string, ports: Ports, occasion: Occasion = 'due'): Promise<Job> {
  const job = await ports.journal.job(id);
  if (!job) throw new Error('No such job.');
  const waits = pauseOf(job)?.until === 'time' && !isDue(job, ports.clock.now());
  if (!isOpen(job) || (waits && occasion !== 'wanted')) return job;
  if (job.workflowVersion !== WORKFLOW_VERSION) {
    await note(id, { kind: 'runStarted' }, ports);
    return note(
      id,
      { kind: 'ended', problem: { code: 'extensionUpdated' }, ...(await leftBy(id, ports)) },
      ports,
    );
  }
  const client = await ports.client(job.service, job.user);
  if (!client) return withoutSession(job, ports);
  const pause = pauseOf(job);
  const moodleIsLate = pause?.until === 'moodle' && pause.giveUpAt <= ports.clock.now();
  const doneBefore = await doneOf(id, ports);
  let record = await note(id, { kind: 'runStarted' }, ports);
  const run = (removes: boolean): Run => ({
    job: record,
    journal: ports.journal,
    steps: new Steps(id, ports.journal, ports.clock, {
      problemOf,
      looking: { code: 'lookingForRoom' },
      isStopped: async () => !removes && (await ports.journal.head(id))?.state.kind === 'removing',
    }),
    client,
    services: ports.services(job.options.services, client),
    clock: ports.clock,
    record: async () => (await ports.journal.job(id)) ?? record,
    note: (event) => note(id, event, ports),
  });
  // Each turn ends in a state that nothing is to be done in, or in one from which the next turn goes on. More than a few
  // of them in one run mean that nothing comes of it: it is tried again later, and counted.
  for (let turns = 1; isOpen(record) && pauseOf(record) === undefined; turns += 1) {
    try {
      if (turns > MOST_TURNS) throw new Error('The job does not get on.');
      await turn(run(record.state.kind === 'removing'), ports);
    } catch (error) {
      // Nothing can be noted then: nor is it an error that the job has met.
      if (error instanceof JournalError) throw error;
      const reason = suspensionOf(error);
      const left = await leftBy(id, ports);
      if (reason?.kind === 'moodle' && moodleIsLate)
        await note(id, { kind: 'moodleGivenUp', ...left }, ports);
      else {
        const gotOn = (await doneOf(id, ports)) > doneBefore;
        const before = { pause: gotOn ? undefined : pause, occasion };
        await note(id, eventOf(reason, record, before, left, ports), ports);
      }
    }
    record = (await ports.journal.job(id)) ?? record;
  }
  return record;
}

/** From running to ready, an edit or two that come meanwhile, and to removing. */
const MOST_TURNS = 50;

/** One turn of a job, by its state. */
async function turn(run: Run, { followUp, alone = (_job, work) => work() }: Ports): Promise<void> {
  switch (run.job.state.kind) {
    case 'running':
      return alone(run.job, () => cloneRoom(run));
    case 'ready':
      await parts.texts.copy(run);
      return followUp?.make(run);
    case 'removing':
      await alone(run.job, () => removeRoom(run));
      await followUp?.remove(run);
      await run.note({ kind: 'removed' });
      return;
    case 'waiting':
    case 'decision':
    case 'undone':
    case 'failed':
  }
}

/** How a run came about, and what the job waited for before it, unless the run has got on with it. */
interface Before {
  readonly pause: JobPause | undefined;
  readonly occasion: Occasion;
}

/** The sessions that were refused, with this one. What the teacher wants tried uses the session that there was already. */
function refusedAfter({ pause, occasion }: Before, now: number): RefusedSessions | undefined {
  if (pause?.until !== 'session') return undefined;
  const { refused } = pause;
  return occasion === 'session' ? refusedOnceMore(refused, now) : refused;
}

/** How many steps of a job are done: more than before, and it has got on. */
const doneOf = async (id: string, { journal }: Ports): Promise<number> =>
  (await journal.steps(id)).filter(({ state }) => state === 'done').length;

/** What it means for a job that its turn was stopped. */
function eventOf(
  reason: ReturnType<typeof suspensionOf>,
  { crashes }: Job,
  before: Before,
  left: Left,
  { clock }: Ports,
): JobEvent {
  switch (reason?.kind) {
    case 'pause': {
      const { pause } = reason;
      if (pause.until === 'time') return { kind: 'paused', pause };
      const refused = refusedAfter(before, clock.now());
      return areRefusedForGood(refused)
        ? { kind: 'ended', problem: { code: 'sessionsRefused' }, ...left }
        : { kind: 'paused', pause: { ...pause, ...(refused && { refused }) } };
    }
    case 'moodle': {
      // Trying in between makes the wait no longer, nor does a clock that is set back: it has an end.
      const latest = clock.now() + MOODLE_PATIENCE_MS;
      const giveUpAt = before.pause?.until === 'moodle' ? Math.min(before.pause.giveUpAt, latest) : latest;
      return { kind: 'paused', pause: { until: 'moodle', problem: reason.problem, giveUpAt } };
    }
    case 'decision':
      return { kind: 'asked', about: reason.about, candidates: reason.candidates };
    case 'end':
      return { kind: 'ended', problem: reason.problem, ...left };
    case 'undoRequested':
      // Its state says so already: the next turn removes.
      return { kind: 'undoRequested' };
    case undefined: {
      const wakeAt = clock.now() + delayAfter(crashes, clock.random());
      return { kind: 'crashed', pause: { until: 'time', problem: { code: 'unexpected' }, wakeAt }, ...left };
    }
  }
}

/** What a job has made so far that would be left, if it ended here. */
async function leftBy(id: string, { journal, followUp }: Ports): Promise<Left> {
  const steps = await journal.steps(id);
  return { strays: straysIn(steps), activityBegun: followUp?.isBegun?.(steps) ?? false };
}

/** There is no session of the job's user: it waits for one, unless it is to be undone and has sent nothing. */
async function withoutSession(job: Job, ports: Ports): Promise<Job> {
  const sent = (await ports.journal.steps(job.id)).some(({ state }) => state !== 'rolledBack');
  await note(job.id, { kind: 'runStarted' }, ports);
  if (job.state.kind === 'removing' && !sent) return note(job.id, { kind: 'removed' }, ports);
  const before = pauseOf(job);
  const problem = { code: before?.problem.code === 'otherUser' ? 'otherUser' : 'sessionOver' } as const;
  // Those that were refused stay counted.
  const refused = before?.until === 'session' ? before.refused : undefined;
  const pause = { until: 'session', problem, ...(refused && { refused }) } as const;
  return note(job.id, { kind: 'paused', pause }, ports);
}

import type { KalturaClient } from '../../kaltura/client.ts';
import { getEntry } from '../../kaltura/entry.ts';
import type { EntryId, UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { Decision } from '../../room/decision.ts';
import type { Activity } from '../../room/activity.ts';
import type { RoomTexts } from '../../room/texts.ts';
import { Suspension, type SuspensionReason } from '../engine/suspension.ts';
import {
  type CloneOptions,
  type Job,
  type JobState,
  type Journal,
  type ServiceAddresses,
  WORKFLOW_VERSION,
} from '../engine/journal.ts';
import { progressAtStart } from './progress.ts';
import type { Reading } from '../reading/read-room.ts';
import { removeRoom } from './remove-room.ts';
import type { RoomServices, Run } from './run.ts';
import { type ClockAndRandom, Steps } from '../engine/steps.ts';
import { cloneRoom } from './workflow.ts';

/** What a job needs of the world. All of it comes in, so that a test controls time, randomness, network and storage. */
export interface Ports {
  readonly journal: Journal;
  readonly clock: ClockAndRandom;
  /** A client with a session of this user at this service, or undefined while there is none. */
  readonly client: (service: Service, user: UserId) => Promise<KalturaClient | undefined>;
  /** The room services at these addresses, with the session of this client. */
  readonly services: (addresses: ServiceAddresses, client: KalturaClient) => RoomServices;
  /** What is made beside the room, once that is whole, and removed with it. */
  readonly beside?: Beside;
  /** Called after each change of a job's record. */
  readonly changed: (job: Job) => void;
}

/** The half of a clone that is not Kaltura's: the copy of a Moodle activity. Both go on from the journal, as steps do. */
export interface Beside {
  readonly make: (run: Run) => Promise<void>;
  readonly remove: (run: Run) => Promise<void>;
}

export interface NewJob {
  readonly id: string;
  readonly service: Service;
  readonly reading: Reading;
  readonly texts: RoomTexts;
  readonly options: CloneOptions;
  readonly activity?: Activity | undefined;
  readonly starter?: unknown;
}

/**
 * Writes a new job into the journal; nothing is sent yet. The same id again changes nothing: two clicks are one job.
 */
export async function startJob(
  { id, service, reading, texts, options, activity, starter }: NewJob,
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
        original: reading.room,
        clockOffset: reading.serverTime - reading.readAt,
        wanted: { texts, revision: 1 },
        stored: undefined,
        options,
        state: { kind: 'running' },
        progress: progressAtStart(reading.room, options.leaveOut, activity !== undefined),
        room: undefined,
        report: undefined,
        activity,
        starter,
      },
  );
  ports.changed(job);
  return job;
}

/** Notes texts that the teacher saved. What is saved last wins, whenever it comes. */
export async function saveTexts(id: string, texts: RoomTexts, ports: Ports): Promise<Job> {
  const job = await ports.journal.changeJob(id, (existing) => {
    if (!existing) throw new Error('No such job.');
    return { ...existing, wanted: { texts, revision: existing.wanted.revision + 1 } };
  });
  ports.changed(job);
  return job;
}

/** Says of a job that waits for a session that Kaltura is open as somebody else: it does not go on as another user. */
export async function tellOtherUser(id: string, ports: Ports): Promise<void> {
  const job = await ports.journal.changeJob(id, (existing) => {
    if (!existing) throw new Error('No such job.');
    const parked = existing.state.kind === 'waiting' && existing.state.wakeAt === undefined;
    return parked ? { ...existing, state: waiting({ code: 'otherUser' }, undefined) } : existing;
  });
  ports.changed(job);
}

/** Whether there is something to do for a job, now or when its time or session comes. */
export function isOpen({ state, wanted, stored, room }: Job): boolean {
  if (state.kind === 'running' || state.kind === 'waiting') return true;
  return state.kind === 'ready' && room !== undefined && (stored?.revision ?? 0) < wanted.revision;
}

/**
 * Takes a job up from its journal and goes on until it ends or must wait. The caller sees to it that a job is run
 * once at a time, and one source by one job at a time.
 */
export async function runJob(id: string, ports: Ports): Promise<Job> {
  const change = async (make: (job: Job) => Job): Promise<Job> => {
    const job = await ports.journal.changeJob(id, (existing) => {
      if (!existing) throw new Error('No such job.');
      return make(existing);
    });
    ports.changed(job);
    return job;
  };
  const job = await ports.journal.job(id);
  if (!job) throw new Error('No such job.');
  if (!isOpen(job)) return job;
  if (job.workflowVersion !== WORKFLOW_VERSION) {
    return change((current) => ({ ...current, state: broken(current, { code: 'extensionUpdated' }) }));
  }
  const client = await ports.client(job.service, job.user);
  if (!client) {
    if (job.removing === true && !(await hasSent(job, ports)))
      return change((current) => ({ ...current, state: { kind: 'undone' } }));
    return change((current) => ({ ...current, state: waiting({ code: 'sessionOver' }, undefined) }));
  }
  const run = (removes: boolean): Run => ({
    job,
    journal: ports.journal,
    steps: new Steps(id, ports.journal, ports.clock, removes),
    client,
    services: ports.services(job.options.services, client),
    clock: ports.clock,
    change,
  });
  const attempt = async (work: () => Promise<void>, end: JobState): Promise<Job> => {
    try {
      await work();
      // Taken back at the very end: the next run sees to it.
      const late = (current: Job): boolean => end.kind === 'ready' && current.removing === true;
      return await change((current) => ({ ...current, state: late(current) ? { kind: 'running' } : end }));
    } catch (error) {
      if (!(error instanceof Suspension)) throw error;
      if (error.reason.kind === 'removing') return attempt(() => undo(run(true)), { kind: 'undone' });
      const { reason } = error;
      return change((current) => ({ ...current, state: stateAfter(current, reason) }));
    }
  };
  const make = async (maker: Run): Promise<void> => {
    await cloneRoom(maker);
    await ports.beside?.make(maker);
  };
  const undo = async (remover: Run): Promise<void> => {
    await removeRoom(remover);
    await ports.beside?.remove(remover);
  };
  if (job.state.kind === 'waiting') await change((current) => ({ ...current, state: { kind: 'running' } }));
  return job.removing === true
    ? attempt(() => undo(run(true)), { kind: 'undone' })
    : attempt(() => make(run(false)), { kind: 'ready' });
}

/**
 * Takes a job back: a clone that is at work stops, and what it has made is deleted. A room in which somebody has
 * worked since is deleted only when the teacher has confirmed it.
 * @returns whether it is being removed; false where it asks first
 */
export async function takeBack(id: string, confirmed: boolean, ports: Ports): Promise<boolean> {
  const job = await ports.journal.job(id);
  if (!job || job.state.kind === 'undone') return true;
  if (job.state.kind === 'ready' && !confirmed && (await wasWorkedIn(job, ports))) return false;
  const changed = await ports.journal.changeJob(id, (existing) => ({
    ...(existing ?? job),
    state: { kind: 'running' },
    removing: true,
  }));
  ports.changed(changed);
  return true;
}

/** Notes the teacher's decision; the job goes on with it at its next run. Only a room that was asked about counts. */
export async function decide(id: string, decision: Decision, ports: Ports): Promise<Job> {
  const job = await ports.journal.changeJob(id, (existing) => {
    if (!existing) throw new Error('No such job.');
    const { state } = existing;
    if (state.kind !== 'decision') return existing;
    switch (decision.kind) {
      case 'thisOne': {
        const room = state.candidates.find((candidate) => candidate === decision.room);
        return room ? { ...existing, state: { kind: 'running' }, decided: room } : existing;
      }
      case 'cloneAgain':
        return { ...existing, state: { kind: 'running' }, decided: 'none' };
      case 'leave':
        return {
          ...existing,
          state: { kind: 'broken', problem: { code: 'needsDecision' }, leftovers: state.candidates },
        };
    }
  });
  ports.changed(job);
  return job;
}

/** Whether anything of a job may have reached the server. */
async function hasSent({ id }: Job, { journal }: Ports): Promise<boolean> {
  return (await journal.steps(id)).some(({ state }) => state !== 'rolledBack');
}

/** Whether the room is not as we left it. Where that cannot be known, it may be. */
async function wasWorkedIn({ service, user, room, leftAt }: Job, ports: Ports): Promise<boolean> {
  const client = await ports.client(service, user);
  const now = room && client && (await client.call(getEntry(room)));
  if (!now) return true;
  if (!now.ok) return now.failure.kind !== 'notFound';
  return now.value.updatedAt !== leftAt;
}

function stateAfter(job: Job, reason: Exclude<SuspensionReason, { kind: 'removing' }>): JobState {
  switch (reason.kind) {
    case 'wait':
      return waiting(reason.problem, reason.wakeAt);
    case 'decision':
      return { kind: 'decision', candidates: reason.candidates };
    case 'end':
      return broken(job, reason.problem);
  }
}

const waiting = (
  problem: Extract<JobState, { kind: 'waiting' }>['problem'],
  wakeAt: number | undefined,
): JobState => ({
  kind: 'waiting',
  problem,
  wakeAt,
});

function broken(job: Job, problem: Extract<JobState, { kind: 'broken' }>['problem']): JobState {
  const leftovers: EntryId[] = job.room ? [job.room] : [];
  return { kind: 'broken', problem, leftovers };
}

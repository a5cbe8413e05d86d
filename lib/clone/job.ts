import type { KalturaClient } from '../kaltura/client.ts';
import type { EntryId, UserId } from '../kaltura/ids.ts';
import type { Service } from '../kaltura/session.ts';
import type { RoomTexts } from '../room/texts.ts';
import { Interruption, type InterruptionReason } from './interruption.ts';
import { type Job, type JobState, type Journal, WORKFLOW_VERSION } from './journal.ts';
import type { Reading } from './read-room.ts';
import type { Run } from './run.ts';
import { type Chance, Steps } from './steps.ts';
import { cloneRoom } from './workflow.ts';

/** What a job needs of the world. All of it comes in, so that a test controls time, chance, network and storage. */
export interface Ports {
  readonly journal: Journal;
  readonly chance: Chance;
  /** A client with a session of this user at this service, or undefined while there is none. */
  readonly client: (service: Service, user: UserId) => Promise<KalturaClient | undefined>;
  /** Called after each change of a job's record. */
  readonly changed: (job: Job) => void;
}

export interface NewJob {
  readonly id: string;
  readonly service: Service;
  readonly reading: Reading;
  /** The local time at which the reading came in, in milliseconds. */
  readonly readAt: number;
  readonly texts: RoomTexts;
  readonly starter?: unknown;
}

/**
 * Writes a new job into the journal; nothing is sent yet. The same id again changes nothing: two clicks are one job.
 */
export async function startJob(
  { id, service, reading, readAt, texts, starter }: NewJob,
  ports: Ports,
): Promise<Job> {
  const job = await ports.journal.changeJob(
    id,
    (existing) =>
      existing ?? {
        id,
        workflowVersion: WORKFLOW_VERSION,
        createdAt: ports.chance.now(),
        service,
        user: reading.user,
        original: reading.room,
        clockOffset: reading.serverTime - readAt,
        wanted: { texts, revision: 1 },
        stored: undefined,
        state: { kind: 'running' },
        done: 0,
        // The room, each child, and the check at the end.
        of: reading.room.children.length + 2,
        room: undefined,
        report: undefined,
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
    return change((current) => ({ ...current, state: waiting({ code: 'sessionOver' }, undefined) }));
  }
  const steps = new Steps(id, ports.journal, ports.chance);
  const run: Run = { job, journal: ports.journal, steps, client, chance: ports.chance, change };
  try {
    if (job.state.kind === 'waiting') await change((current) => ({ ...current, state: { kind: 'running' } }));
    await cloneRoom(run);
    return await change((current) => ({ ...current, state: { kind: 'ready' } }));
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    return change((current) => ({ ...current, state: stateAfter(current, error.reason) }));
  }
}

function stateAfter(job: Job, reason: InterruptionReason): JobState {
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

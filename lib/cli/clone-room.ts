import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ports, runJob, startJob } from '../clone/workflow/commands.ts';
import type { CloneOptions, Job, JobJournal } from '../clone/job/record.ts';
import { dueAt } from '../clone/job/due.ts';
import { obstacleOf } from '../clone/reading/eligibility.ts';
import { readForClone } from '../clone/reading/read-room.ts';
import { roomServices } from '../clone/reading/room-services.ts';
import type { KalturaClient } from '../kaltura/transport/client.ts';
import type { EntryId, UserId } from '../kaltura/ids.ts';
import { sameService, type Session } from '../kaltura/session.ts';
import { checkName } from '../room/texts/name.ts';
import type { Problem } from '../room/report/problem.ts';
import { textsOf } from '../room/room.ts';
import type { RoomTexts } from '../room/texts/texts.ts';

/** One clone, as the command line makes it. */
export interface CloneRequest {
  readonly session: Session;
  readonly client: KalturaClient;
  readonly user: UserId;
  readonly room: EntryId;
  /** The new room's texts, by those of the original. */
  readonly texts: (original: RoomTexts) => RoomTexts;
  readonly options: Pick<CloneOptions, 'leaveOut' | 'services' | 'publishTo' | 'coeditors'>;
  readonly journal: JobJournal;
  /** How long a job that waits is waited for, in milliseconds. */
  readonly patience: number;
  readonly changed: (job: Job) => void;
}

export type Cloned =
  | { readonly kind: 'job'; readonly job: Job }
  /** Nothing was started. */
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Starts a clone, or goes on with the one in the journal, until it ends, waits for a session, or has waited too long. */
export async function cloneRoom(request: CloneRequest): Promise<Cloned> {
  const { session, client, room, journal } = request;
  const ports: Ports = {
    journal,
    clock: { now: () => Date.now(), random: () => Math.random() },
    client: () => Promise.resolve(client),
    services: (addresses) => roomServices(addresses, session),
    changed: request.changed,
  };
  // One job a journal, room, account and person: run again, it resumes. Nobody goes on with somebody else's. Its id is
  // its own all the same: another process may clone the same room for the same person at the same time.
  const person = request.user.toLowerCase();
  const known = (await journal.jobs()).find(
    ({ service, user, original }) =>
      sameService(service, session.service) && user.toLowerCase() === person && original.entry.id === room,
  );
  const id = known?.id ?? randomUUID();
  if (!known) {
    const reading = await readForClone(client, room, ports.clock);
    const problem = obstacleOf(reading);
    if (problem) return { kind: 'problem', problem };
    if (!reading.ok) throw new Error('A reading that failed has a problem.');
    const texts = request.texts(textsOf(reading.value.original.entry));
    const wrong = checkName(texts.name);
    if (wrong) return { kind: 'problem', problem: { code: wrong } };
    const options = { ...request.options, settingsFrom: 'original' } as const;
    await startJob({ id, service: session.service, reading: reading.value, texts, options }, ports);
  }
  return { kind: 'job', job: await runToEnd(id, ports, request.patience) };
}

async function runToEnd(id: string, ports: Ports, patience: number): Promise<Job> {
  const start = Date.now();
  for (;;) {
    const job = await runJob(id, ports);
    const due = dueAt(job);
    if (due === undefined || due - start > patience) return job;
    await sleep(Math.max(0, due - Date.now()));
  }
}

import { runJob, type Ports, saveTexts, startJob } from '../../lib/clone/job.ts';
import type { Job } from '../../lib/clone/journal.ts';
import { MemoryJournal } from '../../lib/clone/memory-journal.ts';
import { readForClone } from '../../lib/clone/read-room.ts';
import { kalturaClient } from '../../lib/kaltura/client.ts';
import { entryId } from '../../lib/kaltura/ids.ts';
import { service, Session } from '../../lib/kaltura/session.ts';
import type { RoomTexts } from '../../lib/room/texts.ts';
import { type Admin, adminOf } from '../campus/demo/admin.ts';
import { COEDITOR } from '../campus/demo/people.ts';
import { createKaltura, isLost, type Kaltura } from '../campus/kaltura/server.ts';

const URL_ = 'http://kaltura.test';

/** A Kaltura in this process, a clock that only moves when told, and the job's ports on both. */
export interface World {
  readonly kaltura: Kaltura;
  readonly admin: Admin;
  readonly ports: Ports;
  readonly journal: MemoryJournal;
  /** Moves the clock, in milliseconds. */
  readonly pass: (ms: number) => void;
  readonly start: (room: string, texts: RoomTexts, user?: string) => Promise<Job>;
  readonly save: (job: Job, texts: RoomTexts) => Promise<Job>;
  /** Runs a job, letting its waiting times pass, until it ends or waits for a session. */
  readonly finish: (job: Job) => Promise<Job>;
}

export function world(): World {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const kaltura = createKaltura({ now: () => now });
  const { partnerId, adminSecret, userSecret } = kaltura;
  const admin = adminOf({ url: URL_, partnerId, adminSecret, userSecret, fetch: kaltura.fetch });
  const journal = new MemoryJournal();
  const send: typeof fetch = async (input, init) => {
    const response = await kaltura.fetch(new Request(input, init));
    if (isLost(response)) throw new TypeError('Failed to fetch');
    return response;
  };
  const at = service(URL_, partnerId)!;
  const client = async (user: string) =>
    kalturaClient(new Session(at, await admin.session(user)), { fetch: send });
  const ports: Ports = {
    journal,
    chance: { now: () => now, random: () => 0.5 },
    client: (_service, user) => client(user),
    changed: () => undefined,
  };
  let jobs = 0;
  return {
    kaltura,
    admin,
    ports,
    journal,
    pass: (ms) => (now += ms),
    start: async (room, texts, user = COEDITOR) => {
      const reading = await readForClone(await client(user), entryId(room)!);
      if (!reading.ok) throw new Error(reading.failure.kind);
      jobs += 1;
      return startJob({ id: `job-${jobs}`, service: at, reading: reading.value, readAt: now, texts }, ports);
    },
    save: (job, texts) => saveTexts(job.id, texts, ports),
    finish: async ({ id }) => {
      for (let turns = 0; turns < 200; turns += 1) {
        const job = await runJob(id, ports);
        if (job.state.kind !== 'waiting' || job.state.wakeAt === undefined) return job;
        now = Math.max(now, job.state.wakeAt);
      }
      throw new Error('The job does not end.');
    },
  };
}

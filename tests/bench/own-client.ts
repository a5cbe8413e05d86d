import { MemoryJournal } from '../../lib/clone/engine/memory-journal.ts';
import type { Job } from '../../lib/clone/job/record.ts';
import { dueAt } from '../../lib/clone/job/due.ts';
import { readForClone } from '../../lib/clone/reading/read-room.ts';
import { type Ports, runJob, startJob } from '../../lib/clone/workflow/commands.ts';
import { kalturaClient } from '../../lib/kaltura/transport/client.ts';
import { entryId } from '../../lib/kaltura/ids.ts';
import { service, Session } from '../../lib/kaltura/session.ts';
import { watchedJournal } from '../clone/watched-journal.ts';
import type { Server } from './area.ts';

/** What the journal of a job was asked to do. */
export interface Written {
  steps: number;
  jobs: number;
}

/**
 * A clone as the extension makes it: the reading that fills the window, then, from Save, the job.
 * @returns the new room's id, and the milliseconds from Save to the report
 */
export async function cloneByOwnClient(
  server: Server,
  source: string,
  name: string,
  saved: () => void = () => undefined,
): Promise<{ readonly room: string; readonly afterReading: number; readonly written: Written }> {
  const at = service(server.url, server.partnerId);
  const id = entryId(source);
  if (!at || !id) throw new Error('No address, or no id.');
  const client = kalturaClient(new Session(at, server.ks));
  const reading = await readForClone(client, id, { now: () => performance.now() });
  if (!reading.ok) throw new Error(reading.failure.kind);
  saved();
  const began = performance.now();
  const journal = new MemoryJournal<Job>();
  const written: Written = { steps: 0, jobs: 0 };
  const none = { chat: undefined, storyboard: undefined };
  const ports: Ports = {
    journal: watchedJournal(journal, (effect, what) => {
      if (what === 'job') written.jobs += 1;
      if (what === 'step') written.steps += 1;
      return effect();
    }),
    clock: { now: () => Date.now(), random: () => 0.5 },
    client: () => Promise.resolve(client),
    services: () => none,
    changed: () => undefined,
  };
  const options = { leaveOut: [], settingsFrom: 'original', services: none } as const;
  const texts = { name, description: '', tags: '' };
  await startJob({ id: 'bench', service: at, reading: reading.value, texts, options }, ports);
  let job = await runJob('bench', ports);
  for (let due = dueAt(job); due !== undefined; due = dueAt(job)) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())));
    job = await runJob('bench', ports);
  }
  const afterReading = performance.now() - began;
  if (job.state.kind !== 'ready' || job.room === undefined) throw new Error(JSON.stringify(job.state));
  const short = job.state.finished.report.parts.filter(({ outcome }) => outcome === 'incomplete');
  if (short.length > 0) throw new Error(JSON.stringify(short));
  return { room: job.room, afterReading, written };
}

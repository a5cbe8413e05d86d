import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileJournal } from '../../lib/clone/engine/file-journal.ts';
import { openJournal } from '../../lib/clone/engine/idb-journal.ts';
import { isOpen } from '../../lib/clone/job/due.ts';
import { type Job, JOB_HALVES, type JobHead, WORKFLOW_VERSION } from '../../lib/clone/job/record.ts';
import { JOB_FORMAT, RECORD_VERSION } from '../../lib/clone/engine/migrations.ts';
import { sumOf } from '../../lib/clone/job/progress.ts';

/** A journal as that version wrote it: never changed afterwards. */
const fileOf = (version: number): string => join(import.meta.dirname, `journals/v${version}.json`);
const dumpOf = (version: number) =>
  JSON.parse(readFileSync(fileOf(version), 'utf8')) as { jobs: object[]; steps: object[] }; // our own file

const earlier = Array.from({ length: RECORD_VERSION - 1 }, (_, i) => i + 1);

test('each earlier version has its journal here', () => {
  expect(earlier.filter((version) => !existsSync(fileOf(version)))).toEqual([]);
});

/** What every job of today has, whatever version wrote it. */
function expectOfToday(jobs: readonly JobHead[]): void {
  const [failed, open, ready, lost] = jobs.toSorted((a, b) => a.id.localeCompare(b.id));
  expect(failed).toMatchObject({ state: { kind: 'failed', problem: { code: 'noRight' } } });
  expect(open && isOpen(open)).toBe(true);
  if (ready) {
    expect(ready.state).toMatchObject({ kind: 'ready', finished: { report: { verdict: 'partial' } } });
    // It was told by the version that finished it.
    expect(ready.announced).toBe('readyInPart');
  }
  // A question of that version is looked into again, with what this one knows.
  if (lost) expect(lost.state).toEqual({ kind: 'running' });
  for (const job of jobs) {
    expect(job.crashes).toBe(0);
    expect(job.readAt).toBeGreaterThan(1_000_000_000);
    expect(job.workflowVersion).toBe(WORKFLOW_VERSION);
    expect(job.options.settingsFrom).toBe('original');
    expect(sumOf(job.progress).of).toBeGreaterThan(0);
  }
}

describe.each(earlier)('a journal of version %i', (version) => {
  test('goes on in the browser', async () => {
    const name = `migrated-${version}`;
    const old = await openDB(name, version, {
      upgrade(database) {
        database.createObjectStore('jobs', { keyPath: 'id' });
        database.createObjectStore('steps', { keyPath: ['jobId', 'name'] }).createIndex('job', 'jobId');
      },
    });
    const { jobs, steps } = dumpOf(version);
    for (const job of jobs) await old.put('jobs', job);
    for (const step of steps) await old.put('steps', step);
    old.close();
    const journal = openJournal(name, JOB_FORMAT, JOB_HALVES);
    const heads = await journal.jobs();
    expectOfToday(heads);
    // A whole job is there with all that its record had, and its head holds none of the room's parts.
    for (const head of heads) {
      const whole = await journal.job(head.id);
      expect(whole && JOB_HALVES.headOf(whole)).toEqual(head);
      const written = jobs.find((job) => Reflect.get(job, 'id') === head.id);
      expect(whole?.original).toMatchObject(Reflect.get(written ?? {}, 'original') as object); // as that version wrote it
      expect(Object.keys(head.original)).toEqual(['entry']);
    }
    const room = await journal.step('job-2', 'room');
    expect(room).toMatchObject({
      state: 'done',
      outcome: { ok: true, value: { room: expect.any(String) as string } },
    });
    expect(await journal.step('job-1', 'room')).toMatchObject({ outcome: { ok: false } });
  });

  test('goes on from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clone-room-'));
    const file = join(folder, 'journal.json');
    writeFileSync(file, readFileSync(fileOf(version)));
    expectOfToday(await new FileJournal<Job>(file).jobs());
    // Written by this version, it is read as of this version.
    await new FileJournal<Job>(file).changeJob('job-2', (job) => job!); // it is there
    expectOfToday(await new FileJournal<Job>(file).jobs());
    await rm(folder, { recursive: true });
  });
});

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { JobRecord, Journal, Step } from './journal.ts';
import { migrateJob, migrateStep, type OldRecord, RECORD_VERSION } from './migrations.ts';
import { JournalError } from './journal-error.ts';
import { MemoryJournal } from './memory-journal.ts';

/** What a journal's file holds. No KS ever: jobs and steps have none. */
interface Dump {
  /** Files of the first version do not name it. */
  readonly version?: number;
  readonly jobs: readonly OldRecord[];
  readonly steps: readonly OldRecord[];
}

/**
 * A journal in a file, written whole after each change: a step is on disk before its promise resolves. It throws a
 * JournalError where the file can't be read, and each method rejects with one where it can't be written.
 */
export class FileJournal<Job extends JobRecord> implements Journal<Job> {
  readonly #memory = new MemoryJournal<Job>();
  readonly #file: string | undefined;

  /** @param file where it is kept; undefined for a journal that ends with the process */
  constructor(file: string | undefined) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    const { version = 1, jobs, steps } = read(file);
    if (version > RECORD_VERSION) throw new JournalError('newer');
    this.#memory.load({
      // What a migration makes of a record of that version is a record of this one: its tests say so.
      jobs: jobs.map((job) => migrateJob(job, version, Date.now()) as unknown as Job),
      steps: steps.map((step) => migrateStep(step, version) as unknown as Step),
    });
  }

  job(id: string): Promise<Job | undefined> {
    return this.#memory.job(id);
  }

  head(id: string): Promise<Job | undefined> {
    return this.#memory.head(id);
  }

  jobs(): Promise<readonly Job[]> {
    return this.#memory.jobs();
  }

  size(): Promise<number> {
    return this.#memory.size();
  }

  step(jobId: string, name: string): Promise<Step | undefined> {
    return this.#memory.step(jobId, name);
  }

  steps(jobId: string): Promise<readonly Step[]> {
    return this.#memory.steps(jobId);
  }

  async changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    const job = await this.#memory.changeJob(id, change);
    this.#write();
    return job;
  }

  async changeHeads(ids: readonly string[], change: <Kept extends Job>(head: Kept) => Kept): Promise<void> {
    await this.#memory.changeHeads(ids, change);
    this.#write();
  }

  async putStep(step: Step): Promise<void> {
    await this.#memory.putStep(step);
    this.#write();
  }

  async remove(jobId: string): Promise<void> {
    await this.#memory.remove(jobId);
    this.#write();
  }

  #write(): void {
    if (this.#file === undefined) return;
    writeWhole(this.#file, JSON.stringify({ version: RECORD_VERSION, ...this.#memory.dump() }));
  }
}

/**
 * Writes a file that nobody else may read: beside it first, then in its place, so that a crash leaves the old file or the
 * new one, never half of one. Throws a JournalError where that can't be.
 */
export function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileError(error);
  }
}

/** What an error of the file system means for a journal. */
export function fileError(error: unknown): JournalError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new JournalError(code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'unavailable');
}

function read(file: string): Dump {
  try {
    // Our own file: what this class wrote, in this version or another one.
    return JSON.parse(readFileSync(file, 'utf8')) as Dump;
  } catch (error) {
    throw fileError(error);
  }
}

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { Job, Journal, Step } from './journal.ts';
import { migrateJob, migrateStep, RECORD_VERSION } from './migrations.ts';

interface Schema extends DBSchema {
  jobs: { key: string; value: Job };
  steps: { key: [jobId: string, name: string]; value: Step; indexes: { job: string } };
}

/** The journal in IndexedDB. `strict` durability: a record is on disk before its promise resolves. */
export async function openJournal(name = 'clone-room'): Promise<Journal> {
  const db = await openDB<Schema>(name, RECORD_VERSION, {
    upgrade(database, from, _to, transaction) {
      if (from > 0) return void migrate(transaction, from);
      database.createObjectStore('jobs', { keyPath: 'id' });
      database.createObjectStore('steps', { keyPath: ['jobId', 'name'] }).createIndex('job', 'jobId');
    },
  });
  return new IdbJournal(db);
}

/** Runs inside the transaction of the upgrade: a failure leaves everything as the earlier version wrote it. */
async function migrate(
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
  from: number,
): Promise<void> {
  const [jobs, steps] = [transaction.objectStore('jobs'), transaction.objectStore('steps')];
  // What a migration makes of a record of that version is a record of this one: its tests say so.
  for (const job of await jobs.getAll()) await jobs.put(migrateJob({ ...job }, from) as unknown as Job);
  for (const step of await steps.getAll()) await steps.put(migrateStep({ ...step }, from) as unknown as Step);
}

const STRICT = { durability: 'strict' } as const;

class IdbJournal implements Journal {
  readonly #db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  job(id: string): Promise<Job | undefined> {
    return this.#db.get('jobs', id);
  }

  jobs(): Promise<readonly Job[]> {
    return this.#db.getAll('jobs');
  }

  async changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    const transaction = this.#db.transaction('jobs', 'readwrite', STRICT);
    const job = change(await transaction.store.get(id));
    await Promise.all([transaction.store.put(job), transaction.done]);
    return job;
  }

  step(jobId: string, name: string): Promise<Step | undefined> {
    return this.#db.get('steps', [jobId, name]);
  }

  steps(jobId: string): Promise<readonly Step[]> {
    return this.#db.getAllFromIndex('steps', 'job', jobId);
  }

  async putStep(step: Step): Promise<void> {
    const transaction = this.#db.transaction('steps', 'readwrite', STRICT);
    await Promise.all([transaction.store.put(step), transaction.done]);
  }

  async remove(jobId: string): Promise<void> {
    const transaction = this.#db.transaction(['jobs', 'steps'], 'readwrite', STRICT);
    const steps = transaction.objectStore('steps');
    const keys = await steps.index('job').getAllKeys(jobId);
    await Promise.all([
      transaction.objectStore('jobs').delete(jobId),
      ...keys.map((key) => steps.delete(key)),
      transaction.done,
    ]);
  }
}

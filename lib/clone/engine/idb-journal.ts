import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { JobRecord, Journal, Step } from './journal.ts';
import { JournalError, journalErrorOf } from './journal-error.ts';
import { JOB_FORMAT, type RecordFormat } from './migrations.ts';

interface Schema<Job extends JobRecord> extends DBSchema {
  jobs: { key: string; value: Job };
  steps: { key: [jobId: string, name: string]; value: Step; indexes: { job: string } };
}

type Database<Job extends JobRecord> = IDBPDatabase<Schema<Job>>;

/**
 * The journal in IndexedDB. `strict` durability: a record is on disk before its promise resolves. It is opened when it
 * is first needed, and again after a failure: a browser closes a connection for reasons of its own, and a database that
 * could not be opened once may be opened later. Each method rejects with a JournalError where it can't be used.
 */
export const openJournal = <Job extends JobRecord>(
  name = 'clone-room',
  format: RecordFormat = JOB_FORMAT,
): Journal<Job> => new IdbJournal<Job>(name, format);

const STRICT = { durability: 'strict' } as const;

class IdbJournal<Job extends JobRecord> implements Journal<Job> {
  readonly #name: string;
  readonly #format: RecordFormat;
  #opened: Promise<Database<Job>> | undefined;

  constructor(name: string, format: RecordFormat) {
    this.#name = name;
    this.#format = format;
  }

  job(id: string): Promise<Job | undefined> {
    return this.#with((db) => db.get('jobs', id));
  }

  jobs(): Promise<readonly Job[]> {
    return this.#with((db) => db.getAll('jobs'));
  }

  changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    return this.#with(async (db) => {
      const transaction = db.transaction('jobs', 'readwrite', STRICT);
      const job = change(await transaction.store.get(id));
      await Promise.all([transaction.store.put(job), transaction.done]);
      return job;
    });
  }

  step(jobId: string, name: string): Promise<Step | undefined> {
    return this.#with((db) => db.get('steps', [jobId, name]));
  }

  steps(jobId: string): Promise<readonly Step[]> {
    return this.#with((db) => db.getAllFromIndex('steps', 'job', jobId));
  }

  putStep(step: Step): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction('steps', 'readwrite', STRICT);
      await Promise.all([transaction.store.put(step), transaction.done]);
    });
  }

  remove(jobId: string): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction(['jobs', 'steps'], 'readwrite', STRICT);
      const steps = transaction.objectStore('steps');
      const keys = await steps.index('job').getAllKeys(jobId);
      await Promise.all([
        transaction.objectStore('jobs').delete(jobId),
        ...keys.map((key) => steps.delete(key)),
        transaction.done,
      ]);
    });
  }

  /** Works with the database. A connection that was closed before anything was done is opened once more. */
  async #with<T>(work: (db: Database<Job>) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#database());
    } catch (error) {
      this.#opened = undefined;
      // A transaction on a closed connection is refused as it is made: nothing of it was done.
      if (!isClosed(error)) throw journalErrorOf(error);
    }
    try {
      return await work(await this.#database());
    } catch (error) {
      this.#opened = undefined;
      throw journalErrorOf(error);
    }
  }

  #database(): Promise<Database<Job>> {
    this.#opened ??= open<Job>(this.#name, this.#format, () => (this.#opened = undefined));
    return this.#opened;
  }
}

const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidStateError';

/** How long another page of ours may keep an older version open. */
const PATIENCE_MS = 5_000;

/** @param lost the connection was closed, by the browser or for a newer version of ours */
async function open<Job extends JobRecord>(
  name: string,
  format: RecordFormat,
  lost: () => void,
): Promise<Database<Job>> {
  const opening = openDB<Schema<Job>>(name, format.version, {
    upgrade(database, from, _to, transaction) {
      if (from === 0) {
        database.createObjectStore('jobs', { keyPath: 'id' });
        database.createObjectStore('steps', { keyPath: ['jobId', 'name'] }).createIndex('job', 'jobId');
        return;
      }
      // Nobody waits for what an upgrade promises: its failure has to take the transaction back itself.
      migrate(transaction, from, format).catch(() => transaction.abort());
      // That it was taken back the opening says: it rejects, too.
      transaction.done.catch(() => undefined);
    },
    blocking(_current, _wanted, event) {
      lost();
      // A newer version of ours waits for this connection. The event's target is the connection.
      (event.target as IDBDatabase).close();
    },
    terminated: lost,
  });
  const late = AbortSignal.timeout(PATIENCE_MS);
  const timedOut = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () => reject(new JournalError('unavailable')), {
      once: true,
      signal: NEVER,
    });
  });
  return Promise.race([opening, timedOut]);
}

/** The listener above ends by itself. */
const NEVER = new AbortController().signal;

/** Runs inside the transaction of the upgrade: a failure leaves everything as the earlier version wrote it. */
async function migrate<Job extends JobRecord>(
  transaction: IDBPTransaction<Schema<Job>, StoreNames<Schema<Job>>[], 'versionchange'>,
  from: number,
  format: RecordFormat,
): Promise<void> {
  const [jobs, steps] = [transaction.objectStore('jobs'), transaction.objectStore('steps')];
  // What a migration makes of a record of that version is a record of this one: its tests say so.
  for (const job of await jobs.getAll())
    await jobs.put(format.job({ ...(job as object) }, from) as unknown as Job);
  for (const step of await steps.getAll()) await steps.put(format.step({ ...step }, from) as unknown as Step);
}

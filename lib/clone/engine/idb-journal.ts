import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { Halves, JobRecord, Journal, Step } from './journal.ts';
import { JournalError, journalErrorOf } from './journal-error.ts';
import type { RecordFormat } from './migrations.ts';

interface Schema<Head extends JobRecord, Body extends object> extends DBSchema {
  /** Heads, or whole jobs where they are kept in one. */
  jobs: { key: string; value: Head };
  /** The other halves, by their job's id. */
  bodies: { key: string; value: Body };
  steps: { key: [jobId: string, name: string]; value: Step; indexes: { job: string } };
}

type Database<Head extends JobRecord, Body extends object> = IDBPDatabase<Schema<Head, Body>>;

/**
 * The journal in IndexedDB. `strict` durability: a record is on disk before its promise resolves. It is opened when it
 * is first needed, and again after a failure: a browser closes a connection for reasons of its own, and a database that
 * could not be opened once may be opened later. Each method rejects with a JournalError where it can't be used.
 * @param halves left out: jobs are small, and kept in one
 */
export function openJournal<Job extends Head, Head extends JobRecord = Job, Body extends object = object>(
  name: string,
  format: RecordFormat,
  halves?: Halves<Job, Head, Body>,
): Journal<Job, Head> {
  return new IdbJournal<Job, Head, Body>(name, format, halves);
}

const STRICT = { durability: 'strict' } as const;

class IdbJournal<Job extends Head, Head extends JobRecord, Body extends object> implements Journal<
  Job,
  Head
> {
  readonly #name: string;
  readonly #format: RecordFormat;
  readonly #halves: Halves<Job, Head, Body> | undefined;
  #opened: Promise<Database<Head, Body>> | undefined;

  constructor(name: string, format: RecordFormat, halves: Halves<Job, Head, Body> | undefined) {
    this.#name = name;
    this.#format = format;
    this.#halves = halves;
  }

  job(id: string): Promise<Job | undefined> {
    return this.#with((db) => wholeJob(db.transaction(this.#stores), id, this.#halves));
  }

  head(id: string): Promise<Head | undefined> {
    return this.#with((db) => db.get('jobs', id));
  }

  jobs(): Promise<readonly Head[]> {
    return this.#with((db) => db.getAll('jobs'));
  }

  size(): Promise<number> {
    return this.#with((db) => db.count('jobs'));
  }

  changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    return this.#with(async (db) => {
      const transaction = db.transaction(this.#stores, 'readwrite', STRICT);
      const before = await wholeJob(transaction, id, this.#halves);
      const job = change(before);
      await Promise.all([putJob(transaction, job, before, this.#halves), transaction.done]);
      return job;
    });
  }

  changeHeads(ids: readonly string[], change: <Kept extends Head>(head: Kept) => Kept): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction('jobs', 'readwrite', STRICT);
      const changed = ids.map(async (id) => {
        const head = await transaction.store.get(id);
        if (head) await transaction.store.put(change(head));
      });
      await Promise.all([...changed, transaction.done]);
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
      const transaction = db.transaction([...this.#stores, 'steps'], 'readwrite', STRICT);
      const steps = transaction.objectStore('steps');
      const keys = await steps.index('job').getAllKeys(jobId);
      await Promise.all([
        ...this.#stores.map((store) => transaction.objectStore(store).delete(jobId)),
        ...keys.map((key) => steps.delete(key)),
        transaction.done,
      ]);
    });
  }

  /** Where jobs are. */
  get #stores(): readonly ('jobs' | 'bodies')[] {
    return this.#halves ? ['jobs', 'bodies'] : ['jobs'];
  }

  /** Works with the database. A connection that was closed before anything was done is opened once more. */
  async #with<T>(work: (db: Database<Head, Body>) => Promise<T>): Promise<T> {
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

  #database(): Promise<Database<Head, Body>> {
    this.#opened ??= open(this.#name, this.#format, this.#halves, () => (this.#opened = undefined));
    return this.#opened;
  }
}

const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidStateError';

/** How long another page of ours may keep an older version open. */
const PATIENCE_MS = 5_000;

type Transaction<
  Head extends JobRecord,
  Body extends object,
  Mode extends IDBTransactionMode,
> = IDBPTransaction<Schema<Head, Body>, ArrayLike<StoreNames<Schema<Head, Body>>>, Mode>;

async function wholeJob<Job extends Head, Head extends JobRecord, Body extends object>(
  transaction: Transaction<Head, Body, IDBTransactionMode>,
  id: string,
  halves: Halves<Job, Head, Body> | undefined,
): Promise<Job | undefined> {
  const head = await transaction.objectStore('jobs').get(id);
  // Without halves a head is the whole job: so it was put.
  if (!head || !halves) return head as Job | undefined;
  const body = await transaction.objectStore('bodies').get(id);
  return body && halves.whole(head, body);
}

/** Writes of a job what is another than it was before: its body hardly ever is. */
async function putJob<Job extends Head, Head extends JobRecord, Body extends object>(
  transaction: Transaction<Head, Body, 'readwrite' | 'versionchange'>,
  job: Job,
  before: Job | undefined,
  halves: Halves<Job, Head, Body> | undefined,
): Promise<void> {
  const body = halves?.bodyOf(job);
  const isNew = body !== undefined && (!before || halves?.bodyOf(before) !== body);
  await Promise.all([
    transaction.objectStore('jobs').put(halves ? halves.headOf(job) : job),
    isNew && transaction.objectStore('bodies').put(body, job.id),
  ]);
}

/** @param lost the connection was closed, by the browser or for a newer version of ours */
async function open<Job extends Head, Head extends JobRecord, Body extends object>(
  name: string,
  format: RecordFormat,
  halves: Halves<Job, Head, Body> | undefined,
  lost: () => void,
): Promise<Database<Head, Body>> {
  const opening = openDB<Schema<Head, Body>>(name, format.version, {
    upgrade(database, from, _to, transaction) {
      const isThere = database.objectStoreNames.contains('bodies');
      if (halves && !isThere) database.createObjectStore('bodies');
      if (from === 0) {
        database.createObjectStore('jobs', { keyPath: 'id' });
        database.createObjectStore('steps', { keyPath: ['jobId', 'name'] }).createIndex('job', 'jobId');
        return;
      }
      // Nobody waits for what an upgrade promises: its failure has to take the transaction back itself.
      migrate(transaction, from, format, halves, isThere).catch(() => transaction.abort());
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

/**
 * Runs inside the transaction of the upgrade: a failure leaves everything as the earlier version wrote it.
 * @param wereHalves that version kept jobs in halves, too
 */
async function migrate<Job extends Head, Head extends JobRecord, Body extends object>(
  transaction: Transaction<Head, Body, 'versionchange'>,
  from: number,
  format: RecordFormat,
  halves: Halves<Job, Head, Body> | undefined,
  wereHalves: boolean,
): Promise<void> {
  const [jobs, steps] = [transaction.objectStore('jobs'), transaction.objectStore('steps')];
  // What a migration makes of a record of that version is a record of this one: its tests say so.
  for (const id of await jobs.getAllKeys()) {
    const old = wereHalves ? await wholeJob(transaction, id, halves) : await jobs.get(id);
    const job = format.job({ ...(old as object) }, from, Date.now()) as unknown as Job;
    await putJob(transaction, job, undefined, halves);
  }
  // A step, as a job above.
  for (const step of await steps.getAll()) await steps.put(format.step({ ...step }, from) as unknown as Step);
}

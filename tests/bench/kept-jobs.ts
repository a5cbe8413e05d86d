import type { JSHandle, Page } from '@playwright/test';

/** A job in its halves, with its steps: as it lies in the journal. */
export interface KeptJob {
  readonly head: { readonly id: string };
  readonly body: unknown;
  readonly steps: readonly { readonly jobId: string; readonly name: string }[];
}

const STORES = ['jobs', 'bodies', 'steps'];

/**
 * The journal as the worker keeps it, in the hands of a page of ours. It is filled with copies of a record that a genuine
 * clone has left, which are made in the page: by the driver's protocol 500 rooms would take minutes.
 */
export class KeptJobs {
  readonly #database: JSHandle<IDBDatabase>;

  private constructor(database: JSHandle<IDBDatabase>) {
    this.#database = database;
  }

  static async open(page: Page): Promise<KeptJobs> {
    return new KeptJobs(
      await page.evaluateHandle(
        () =>
          new Promise<IDBDatabase>((done, fail) => {
            const request = indexedDB.open('clone-room');
            request.onsuccess = () => done(request.result);
            request.onerror = () => fail(new Error(String(request.error)));
          }),
      ),
    );
  }

  /** The only job that is there. */
  only(): Promise<KeptJob> {
    return this.#database.evaluate(async (database, stores) => {
      const all = (store: IDBObjectStore): Promise<unknown[]> =>
        new Promise((done) => {
          const request = store.getAll();
          request.onsuccess = () => done(request.result);
        });
      const transaction = database.transaction(stores);
      const [heads, bodies, steps] = await Promise.all(
        stores.map((store) => all(transaction.objectStore(store))),
      );
      return { head: heads?.[0], body: bodies?.[0], steps } as KeptJob; // as the worker has put it
    }, STORES);
  }

  /** In place of all that is there: a job so often, each time with an id, a room and a minute of its own. */
  fill(job: KeptJob, count: number): Promise<void> {
    return this.#database.evaluate(
      (database, { stores, head, body, steps, times }) => {
        const transaction = database.transaction(stores, 'readwrite');
        for (const store of stores) transaction.objectStore(store).clear();
        for (let at = 0; at < times; at += 1) {
          const id = crypto.randomUUID();
          const own = {
            id,
            room: `1_${String(at).padStart(8, '0')}`,
            createdAt: Date.now() - at * 60_000,
            seen: true,
          };
          transaction.objectStore('jobs').put({ ...head, ...own });
          transaction.objectStore('bodies').put(body, id);
          for (const step of steps) transaction.objectStore('steps').put({ ...step, jobId: id });
        }
        return new Promise((done, fail) => {
          transaction.oncomplete = () => done();
          transaction.onabort = () => fail(new Error(String(transaction.error)));
        });
      },
      { stores: STORES, times: count, ...job },
    );
  }

  /** Puts a job there that is at work, beside the others. */
  put({ head, body, steps }: KeptJob): Promise<void> {
    return this.#database.evaluate(
      (database, { stores, job }) => {
        const transaction = database.transaction(stores, 'readwrite');
        transaction.objectStore('jobs').put(job.head);
        transaction.objectStore('bodies').put(job.body, job.head.id);
        for (const step of job.steps) transaction.objectStore('steps').put(step);
        return new Promise((done, fail) => {
          transaction.oncomplete = () => done();
          transaction.onabort = () => fail(new Error(String(transaction.error)));
        });
      },
      { stores: STORES, job: { head, body, steps } },
    );
  }

  /** With all its steps, whoever has put them there. */
  remove(jobId: string): Promise<void> {
    return this.#database.evaluate(
      (database, { stores, id }) => {
        const transaction = database.transaction(stores, 'readwrite');
        transaction.objectStore('jobs').delete(id);
        transaction.objectStore('bodies').delete(id);
        // A list is behind all texts.
        transaction.objectStore('steps').delete(IDBKeyRange.bound([id], [id, []]));
        return new Promise((done) => (transaction.oncomplete = () => done()));
      },
      { stores: STORES, id: jobId },
    );
  }

  /** The kind of its state; undefined: there is no such job. */
  stateOf(jobId: string): Promise<string | undefined> {
    return this.#database.evaluate(
      (database, id) =>
        new Promise((done) => {
          const request = database.transaction('jobs').objectStore('jobs').get(id);
          request.onsuccess = () =>
            done((request.result as { state: { kind: string } } | undefined)?.state.kind);
        }),
      jobId,
    );
  }
}

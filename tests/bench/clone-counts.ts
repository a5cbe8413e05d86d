/** What a clone writes and says, counted in the worker itself: its functions know nothing of this file. */
export interface Counted {
  /** Steps of the journal that are done. */
  readonly steps: number;
  /** Of the job's record. */
  readonly changes: number;
  readonly writes: number;
  readonly writtenBytes: number;
  readonly views: number;
  readonly viewBytes: number;
}

interface Port {
  postMessage: (message: unknown) => void;
}

interface Api {
  readonly chrome: {
    readonly runtime: { readonly onConnect: { readonly addListener: (hear: (port: Port) => void) => void } };
  };
}

/** In the worker, before a window is opened: counts from now on. */
export function countInWorker(): void {
  const counted = { steps: 0, changes: 0, writes: 0, writtenBytes: 0, views: 0, viewBytes: 0 };
  Reflect.set(globalThis, 'counted', counted);
  const put = Reflect.get<IDBObjectStore, 'put'>(IDBObjectStore.prototype, 'put'); // it is called on a store, as before
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: { state?: unknown }, ...key) {
    counted.writes += 1;
    counted.writtenBytes += JSON.stringify(value).length;
    if (this.name === 'jobs') counted.changes += 1;
    if (this.name === 'steps' && value.state === 'done') counted.steps += 1;
    return put.call(this, value, ...key);
  };
  // In a worker of ours.
  (globalThis as unknown as Api).chrome.runtime.onConnect.addListener((port) => {
    const post = port.postMessage.bind(port);
    port.postMessage = (message) => {
      counted.views += 1;
      counted.viewBytes += JSON.stringify(message).length;
      post(message);
    };
  });
}

/** In the worker: what it has counted. */
export const countedIn = (): Counted => Reflect.get(globalThis, 'counted') as Counted; // as `countInWorker` set it

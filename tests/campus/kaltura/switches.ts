/** A call inside a request. */
export interface CallName {
  readonly service: string;
  readonly action: string;
}

/** How a request can go wrong on its way or in the server. */
export type Fault =
  /** Lost before anything was done: no answer. */
  | 'lostBefore'
  /** Carried out, but the answer is lost. */
  | 'lostAfter'
  /** A login page of some proxy, with status 200, before anything was done. */
  | 'html'
  /** HTTP 500 with an empty body, before or after its effect. */
  | 'empty500Before'
  | 'empty500After'
  /** HTTP 429 with Retry-After: 1. */
  | 'tooMany'
  /** ACTION_BLOCKED for every call. */
  | 'blocked';

/** What a test may set on a running server. Everything is off by default. */
export interface Switches {
  /** How long lists that go through the search index lag behind the database, in milliseconds. */
  indexLagMs: number;
  /** The purifier's behaviour for HTML in a room's description: stored as it is, or refused. */
  purifier: 'ignore' | 'block';
  /** Every clone of an entry takes so long; the genuine server's pace is 12 ms. */
  paceMsPerClone: number;
  /** Every request of these calls waits so long before it is carried out. */
  delayMs: (calls: readonly CallName[]) => number;
  /** `service.action` that user sessions may not call. */
  forbidden: ReadonlySet<string>;
  /** What becomes of a request; `nth` counts requests from 1. */
  fault: (calls: readonly CallName[], nth: number) => Fault | undefined;
}

export const defaultSwitches = (): Switches => ({
  indexLagMs: 0,
  purifier: 'ignore',
  paceMsPerClone: 0,
  delayMs: () => 0,
  forbidden: new Set(),
  fault: () => undefined,
});

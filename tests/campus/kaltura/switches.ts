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
  /**
   * How long the search index lags behind the database, in milliseconds: for lists and counts of entries that do not
   * name ids. Everything else reads the database: get, getByIds, lists by id, lists of assets and memberships, and
   * lists of cue points and metadata, which name an entry.
   */
  indexLagMs: number;
  /** The partner's HTML purifier, for a room's description: markup is stored as it is, or refused (UNSAFE_HTML_TAGS). */
  purifier: 'ignore' | 'block';
  /** Every clone of an entry takes so long; the genuine server's pace is 12 ms. */
  paceMsPerClone: number;
  /** Every request of these calls waits so long before it is carried out. */
  delayMs: (calls: readonly CallName[]) => number;
  /** `service.action`, in any case, that user sessions may not call: SERVICE_FORBIDDEN. */
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

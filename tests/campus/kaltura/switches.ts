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
  | 'blocked'
  /** INVALID_KS for every call, as if the session had expired. */
  | 'sessionRefused'
  /** Carried out, but a notice of PHP's stands before the JSON of the answer. */
  | 'notice'
  /** A multirequest whose server dies after so many calls: those are carried out, the others not; no answer. */
  | { readonly diesAfter: number };

/** Before a call of a request is carried out; `next` counts its calls from 0. */
export interface Moment {
  readonly calls: readonly CallName[];
  readonly next: number;
}

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
  /** What every request waits for before it is carried out; undefined: nothing. Whoever holds them lets them go again. */
  holds: () => Promise<void> | undefined;
  /** `service.action`, in any case, that user sessions may not call: SERVICE_FORBIDDEN. */
  forbidden: ReadonlySet<string>;
  /**
   * Privileges that a user's sessions have besides their own, such as `enableentitlement,privacycontext:math`: what a
   * portal gives them. Separated by commas.
   */
  privileges: (user: string) => string;
  /** Somebody else, who may call the server before each call of a request is carried out. */
  actor: (moment: Moment) => Promise<void> | void;
  /** What becomes of a request; `nth` counts requests from 1. */
  fault: (calls: readonly CallName[], nth: number) => Fault | undefined;
}

export const defaultSwitches = (): Switches => ({
  indexLagMs: 0,
  purifier: 'ignore',
  paceMsPerClone: 0,
  delayMs: () => 0,
  holds: () => undefined,
  forbidden: new Set(),
  privileges: () => '',
  actor: () => undefined,
  fault: () => undefined,
});

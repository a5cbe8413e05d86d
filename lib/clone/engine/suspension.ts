/** Why nothing is done of a job for now, and what brings it on again. `Problem`: what a person is told of it. */
export type Pause<Problem> =
  /** Milliseconds of the local clock. */
  | { readonly until: 'time'; readonly problem: Problem; readonly wakeAt: number }
  /** A session of the job's user must come. `refused`: those that came for it, and that the server would not take. */
  | { readonly until: 'session'; readonly problem: Problem; readonly refused?: RefusedSessions };

export interface RefusedSessions {
  readonly times: number;
  /** When the last one was counted, in milliseconds of the local clock. */
  readonly last: number;
}

/**
 * Stops a run of a job where it stands. Thrown by steps and by what is made of them, caught by the one that runs jobs,
 * who writes the reason to the journal.
 */
export class Suspension<Reason> extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super('suspended');
    this.reason = reason;
  }
}

/** The reasons that steps have by themselves. */
export type StepSuspension<Problem> =
  | { readonly kind: 'pause'; readonly pause: Pause<Problem> }
  /** The job is to be undone: no further step of its making begins. */
  | { readonly kind: 'undoRequested' };

/**
 * So many sessions that Kaltura called good when they came, each a while after the one before, and would not take for
 * the work: more of them bring nothing.
 */
const MOST_REFUSED = 5;
/** Sessions that come faster are those of one page that is loaded again, or has more frames. */
const REFUSED_APART_MS = 60_000;

/** The sessions that were refused, with one more. @param now the local clock, in milliseconds */
export function refusedOnceMore(refused: RefusedSessions | undefined, now: number): RefusedSessions {
  // A clock that was set back says nothing.
  const isSoon = refused !== undefined && Math.abs(now - refused.last) < REFUSED_APART_MS;
  return isSoon ? refused : { times: (refused?.times ?? 0) + 1, last: now };
}

/** Whether so many sessions were refused that another one will not do either. */
export const areRefusedForGood = (refused: RefusedSessions | undefined): boolean =>
  refused !== undefined && refused.times >= MOST_REFUSED;

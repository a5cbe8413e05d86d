/** How far a clone was at a time: parts done, and milliseconds since it was started. */
export interface Reading {
  readonly done: number;
  readonly elapsed: number;
}

/** Before so much has passed, and so many parts are done, a pace is a guess. */
const LEAST_MS = 5_000;
const LEAST_PARTS = 3;
/** What takes less is over before it is read. */
const WORTH_MS = 20_000;

/** The reading from which the pace counts. A clone that waited has none of before: it is looked at anew. */
export const paceFrom = (
  earlier: Reading | undefined,
  now: Reading,
  isAtWork: boolean,
): Reading | undefined => (isAtWork ? (earlier ?? now) : undefined);

/**
 * How many minutes a clone may take yet, at the pace that was seen, rounded up.
 * @param from when one began to look: what a clone waited for before is no pace
 * @param of all parts
 * @returns undefined while nothing can be said, and where there is little left
 */
export function minutesLeft(from: Reading, now: Reading, of: number): number | undefined {
  const [ms, parts] = [now.elapsed - from.elapsed, now.done - from.done];
  if (ms < LEAST_MS || parts < LEAST_PARTS || now.done >= of) return undefined;
  const left = (ms / parts) * (of - now.done);
  return left < WORTH_MS ? undefined : Math.ceil(left / 60_000);
}

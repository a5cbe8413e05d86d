/** Before so much has passed, and so many parts are done, a pace is a guess. */
const LEAST_MS = 5_000;
const LEAST_PARTS = 3;
/** What takes less is over before it is read. */
const WORTH_MS = 20_000;

/**
 * How many minutes a clone may take yet, at the pace it had so far, rounded up.
 * @param done parts done, of `of`
 * @param elapsed milliseconds since it was started
 * @returns undefined while nothing can be said, and where there is little left
 */
export function minutesLeft(done: number, of: number, elapsed: number): number | undefined {
  if (elapsed < LEAST_MS || done < LEAST_PARTS || done >= of) return undefined;
  const left = (elapsed / done) * (of - done);
  return left < WORTH_MS ? undefined : Math.ceil(left / 60_000);
}

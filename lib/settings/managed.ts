import type { ManagedArea } from './store.ts';

/** So long the browser has to tell what an administrator set: a teacher waits for it, in milliseconds. */
const TOLD_MS = 2_000;

/**
 * What an administrator set; nothing where the browser does not tell in time, until it does. Chromium may leave the
 * question unanswered, in which case nothing would be offered (docs/facts/browsers.md#4-installed-by-policy).
 * @param after calls after so many milliseconds; answers what takes that back
 * @param toldLate it was told after all: what was made without it may be another
 */
export function toldInTime(
  managed: ManagedArea,
  after: (ms: number, work: () => void) => () => void,
  toldLate: () => void,
): ManagedArea {
  let asking: Promise<Record<string, unknown>> | undefined;
  const ask = (): Promise<Record<string, unknown>> => {
    const answer = managed.get();
    let isLate = false;
    let cancel = (): void => undefined;
    const late = new Promise<Record<string, unknown>>((resolve) => {
      cancel = after(TOLD_MS, () => {
        isLate = true;
        resolve({});
      });
    });
    const over = (): void => {
      cancel();
      asking = undefined;
      if (isLate) toldLate();
    };
    answer.then(over, over);
    return Promise.race([answer, late]);
  };
  // As long as it is not told, nobody waits for it again.
  return { get: () => (asking ??= ask()) };
}

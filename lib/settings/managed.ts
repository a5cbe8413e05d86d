import { inTime, type Timers } from '../in-time.ts';
import type { ManagedArea } from './store.ts';

/** So long the browser has to tell what an administrator set: a teacher waits for it, in milliseconds. */
const TOLD_MS = 2_000;

/**
 * What an administrator set; nothing where the browser does not tell in time, until it does. Chromium may leave the
 * question unanswered, in which case nothing would be offered (docs/facts/browsers.md#4-installed-by-policy).
 * @param toldLate it was told after all: what was made without it may be another
 */
export function toldInTime(managed: ManagedArea, timers: Timers, toldLate: () => void): ManagedArea {
  let asking: Promise<Record<string, unknown>> | undefined;
  const ask = (): Promise<Record<string, unknown>> => {
    const answer = managed.get();
    let isLate = false;
    const over = (): void => {
      asking = undefined;
      if (isLate) toldLate();
    };
    answer.then(over, over);
    return inTime(answer, TOLD_MS, timers, () => {
      isLate = true;
      return {};
    });
  };
  // As long as it is not told, nobody waits for it again.
  return { get: () => (asking ??= ask()) };
}

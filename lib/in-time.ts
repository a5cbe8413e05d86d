/** What happens later. */
export interface Timers {
  /** @returns ends the wait */
  readonly after: (ms: number, work: () => void) => () => void;
}

/** The real ones. */
export const TIMERS: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** What a promise brings within so many milliseconds; undefined where it brings nothing by then. */
export function inTime<T>(promise: Promise<T>, ms: number, timers: Timers): Promise<T | undefined>;
/** @param late called when the time is over and nothing has come; what it answers stands for what did not */
export function inTime<T, Late>(
  promise: Promise<T>,
  ms: number,
  timers: Timers,
  late: () => Late,
): Promise<T | Late>;
/** Either: the wait is taken back where something comes, or fails, in time. */
export async function inTime<T, Late>(
  promise: Promise<T>,
  ms: number,
  timers: Timers,
  late?: () => Late,
): Promise<T | Late | undefined> {
  let cancel = (): void => undefined;
  const over = new Promise<Late | undefined>((resolve) => {
    cancel = timers.after(ms, () => resolve(late?.()));
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    cancel();
  }
}

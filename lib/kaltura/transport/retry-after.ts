import { LONGEST_RETRY_AFTER_MS } from './bounds.ts';

/**
 * `Retry-After` in seconds, in milliseconds; the date form is not used by Kaltura. Nobody waits for longer than an hour,
 * whatever the server says.
 */
export function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds * 1000, LONGEST_RETRY_AFTER_MS)
    : undefined;
}

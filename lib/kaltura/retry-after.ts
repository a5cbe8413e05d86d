/** `Retry-After` in seconds, in milliseconds; the date form is not used by Kaltura. */
export function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

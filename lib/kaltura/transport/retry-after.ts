import { LONGEST_RETRY_AFTER_MS } from './bounds.ts';

/** The form in which HTTP writes a date today (RFC 9110, 5.6.7); by its sight it is told from a number. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

const dateOf = (text: string | null): number =>
  text !== null && HTTP_DATE.test(text.trim()) ? Date.parse(text) : Number.NaN;

/**
 * How long an answer asks to wait, in milliseconds; undefined where it does not say. `Retry-After` is seconds, as Kaltura
 * writes it, or a date, as proxies and firewalls before it do (RFC 9110, 10.2.3). A date counts from the answer's own
 * clock: the local one may be set wrong, and is taken only where the answer tells none. Nobody waits for longer than an
 * hour, whatever the server says.
 * @param now the local clock, in milliseconds since 1970
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const said = headers.get('retry-after');
  const at = dateOf(said);
  const answered = dateOf(headers.get('date'));
  const ms = Number.isNaN(at)
    ? Number(said ?? Number.NaN) * 1000
    : Math.max(0, at - (Number.isNaN(answered) ? now : answered));
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, LONGEST_RETRY_AFTER_MS) : undefined;
}

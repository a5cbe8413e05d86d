import ky, { HTTPError } from 'ky';
import { inTime, TIMERS } from '../../in-time.ts';
import { boundedJson, boundedText } from './bounds.ts';
import type { Failure, LostAnswer } from './failure.ts';
import { failed, type Result, succeeded } from './result.ts';

/** Chromium ends a worker whose fetch takes longer than 30 s to answer. */
const TIMEOUT_MS = 25_000;

export interface PostOptions {
  readonly fetch?: typeof fetch;
  /** Milliseconds, the reading of the answer included; `false` for a test whose clock is not the real one. */
  readonly timeout?: number | false;
  /** The local clock, in milliseconds since 1970; the real one where a test does not say. */
  readonly now?: () => number;
  readonly signal?: AbortSignal;
}

/** Sends a body as JSON, and reads the answer's as JSON. */
export type PostJson = (
  url: string,
  body: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Result<unknown>>;

/** What an HTTP status that is an error stands for. @param now the local clock, in milliseconds since 1970 */
type FailureOfStatus = (response: Response, now: number) => Failure | Promise<Failure>;

/**
 * POST with JSON both ways. Nothing is repeated here: retries belong to the journal of a job, since most calls change
 * something. Nothing is followed elsewhere. An answer that has not ended by the deadline is lost, whether its head
 * came or not: ky's own timeout ends with the head, and a body that stalls would hold a step for ever.
 */
export function jsonPoster(options: PostOptions, failureOfStatus: FailureOfStatus): PostJson {
  const { timeout = TIMEOUT_MS, now = Date.now } = options;
  const http = ky.create({
    ...(options.fetch && { fetch: options.fetch }),
    timeout: false,
    retry: 0,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // Kept apart from a network that is away, which would be waited for in silence: a network's sign-in page redirects.
    redirect: 'manual',
  });
  const post = async (
    url: string,
    body: object,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<unknown>> => {
    try {
      // The body is stringified here because Kaltura reads it only under exactly this content type.
      const response = await http.post(url, {
        body: JSON.stringify(body),
        headers: { ...headers, 'content-type': 'application/json' },
        signal,
      });
      const text = await boundedText(response);
      if (text === undefined) return failed({ kind: 'tooMuch', bound: 'bytes' });
      const value = boundedJson(text) ?? boundedJson(behindNotices(text));
      return value === undefined ? failed(lost('notKaltura')) : succeeded(value);
    } catch (error) {
      if (error instanceof HTTPError && isRedirect(error.response)) return failed(lost('notKaltura'));
      if (error instanceof HTTPError) return failed(await failureOfStatus(error.response, now()));
      return failed(lost('network'));
    }
  };
  return async (url, body, headers = {}) => {
    const over = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal;
    const answer = post(url, body, headers, signal);
    if (timeout === false) return answer;
    // Whoever sends is told to end it, and not waited for. In Node it may never hear of it: signals that follow each other
    // are collected as garbage (https://github.com/nodejs/node/issues/55428).
    return inTime(answer, timeout, TIMERS, () => {
      over.abort();
      return failed(lost('timeout'));
    });
  };
}

/** A redirect that was not followed: browsers tell no more of it, Node its status. Kaltura's API makes none. */
const isRedirect = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status < 400);

const NOTICE = /^\s*<br \/>\s*<b>(?:Notice|Warning|Deprecated|Strict Standards)<\/b>/;
/** So many lines may stand before the answer. */
const NOTICE_LINES = 50;

/**
 * What stands behind the notices that PHP writes before its answer where errors are displayed; the JSON itself is one
 * line of its own. Nothing for any other text.
 */
function behindNotices(text: string): string {
  if (!NOTICE.test(text)) return '';
  let from = 0;
  for (let line = 0; line < NOTICE_LINES; line += 1) {
    if (text[from] === '{' || text[from] === '[') return text.slice(from);
    const end = text.indexOf('\n', from);
    if (end < 0) return '';
    from = end + 1;
  }
  return '';
}

/**
 * No usable answer: whether the request did something is not known.
 * @param retryAfter milliseconds that the server asks to wait
 */
export const lost = (cause: LostAnswer, retryAfter?: number): Failure => ({
  kind: 'outcomeUnknown',
  cause,
  retryAfter,
});

import type { Call } from '../call.ts';
import { type Failure, failureOf } from './failure.ts';
import { Answers, type Multirequest, readAnswer } from './multirequest.ts';
import { jsonPoster, lost, type PostOptions } from './post-json.ts';
import { failed, type Result, succeeded } from './result.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Session } from '../session.ts';

export interface KalturaClient {
  readonly session: Session;
  /** A plain call: its texts arrive as they are, whatever they hold. */
  call<T>(call: Call<T>): Promise<Result<T>>;
  /** Several calls in one request. The result fails only where the whole request did. */
  send(calls: Multirequest): Promise<Result<Answers>>;
}

/** Kaltura's API v3 over POST with JSON both ways. The KS goes in the body. */
export function kalturaClient(session: Session, options: PostOptions = {}): KalturaClient {
  const postJson = jsonPoster(options, statusFailure);
  const post = (path: string, body: Record<string, unknown>): Promise<Result<unknown>> =>
    postJson(`${session.service.url}/api_v3/service/${path}`, {
      format: 1,
      clientTag: 'clone-room',
      ks: session.reveal(),
      ...body,
    });

  return {
    session,
    async call(call) {
      const answer = await post(`${call.service}/action/${call.action}`, call.params);
      return answer.ok ? readAnswer(call, answer.value) : answer;
    },
    async send(calls) {
      const answer = await post('multirequest', calls.toBody());
      if (!answer.ok) return answer;
      if (Array.isArray(answer.value)) return succeeded(new Answers(answer.value));
      return failed(failureOf(answer.value) ?? lost('unexpectedAnswer'));
    },
  };
}

/** Of the statuses that refuse a request, those that ask for it later: 408 Request Timeout, 421 and 425 of a proxy. */
const LATER = new Set([408, 421, 425]);

/**
 * Kaltura answers its own refusals with 200 (docs/facts/kaltura-api.md#15-errors): any status that refuses a request is
 * somebody else's, such as 494 of nginx or 418 of a firewall.
 */
const isIntercepted = (status: number): boolean => status >= 400 && status < 500 && !LATER.has(status);

function statusFailure({ status, headers }: Response, now: number): Failure {
  const retryAfter = retryAfterMs(headers, now);
  if (status === 429) return { kind: 'blocked', code: 'HTTP 429', retryAfter };
  if (isIntercepted(status)) return { kind: 'intercepted', code: `HTTP ${status}` };
  return lost('httpStatus', retryAfter);
}

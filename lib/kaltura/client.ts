import ky, { HTTPError, type KyInstance, TimeoutError } from 'ky';
import type { Call } from './call.ts';
import { type Failure, failureOf, type LostAnswer } from './failure.ts';
import { Answers, type Multirequest, readAnswer } from './multirequest.ts';
import { failed, type Result, succeeded } from './result.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Session } from './session.ts';

/** Chromium ends a worker whose fetch takes longer than 30 s to answer. */
const TIMEOUT_MS = 25_000;

export interface KalturaClient {
  readonly session: Session;
  /** A plain call: its texts arrive as they are, whatever they hold. */
  call<T>(call: Call<T>): Promise<Result<T>>;
  /** Several calls in one request. The result fails only where the whole request did. */
  send(calls: Multirequest): Promise<Result<Answers>>;
}

export interface ClientOptions {
  readonly fetch?: typeof fetch;
  /** Milliseconds; `false` for a test whose clock is not the real one. */
  readonly timeout?: number | false;
  readonly signal?: AbortSignal;
}

/**
 * Kaltura's API v3 over POST with JSON both ways. The KS goes in the body. Nothing is repeated here: retries belong
 * to the journal of a job, since most calls of Kaltura's change something.
 */
export function kalturaClient(session: Session, options: ClientOptions = {}): KalturaClient {
  const http = ky.create({
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.signal && { signal: options.signal }),
    timeout: options.timeout ?? TIMEOUT_MS,
    retry: 0,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
  });
  const post = (path: string, body: Record<string, unknown>): Promise<Result<unknown>> =>
    postJson(http, `${session.service.url}/api_v3/service/${path}`, {
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

async function postJson(http: KyInstance, url: string, body: unknown): Promise<Result<unknown>> {
  try {
    // The body is stringified here because Kaltura reads it only under exactly this content type.
    const text = await http
      .post(url, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
      .text();
    return parse(text);
  } catch (error) {
    return failed(transportFailure(error));
  }
}

function parse(text: string): Result<unknown> {
  try {
    return succeeded(JSON.parse(text));
  } catch {
    return failed(lost('notKaltura'));
  }
}

const lost = (cause: LostAnswer, retryAfter?: number): Failure => ({
  kind: 'outcomeUnknown',
  cause,
  retryAfter,
});

function transportFailure(error: unknown): Failure {
  if (error instanceof TimeoutError) return lost('timeout');
  if (!(error instanceof HTTPError)) return lost('network');
  const { status, headers } = error.response;
  const retryAfter = retryAfterMs(headers.get('retry-after'));
  return status === 429 ? { kind: 'blocked', code: 'HTTP 429', retryAfter } : lost('httpStatus', retryAfter);
}

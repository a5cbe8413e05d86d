import ky, { HTTPError, TimeoutError } from 'ky';
import * as z from 'zod/mini';
import type { Failure, LostAnswer } from '../kaltura/failure.ts';
import { failed, type Result, succeeded } from '../kaltura/result.ts';
import type { Session } from '../kaltura/session.ts';
import type { ServiceAddress } from './address.ts';

/**
 * Room services after our own contract, on the conventions of Kaltura's public microservices: POST, JSON both ways,
 * the KS as a bearer token. Nothing here was tried on a production service of Kaltura's. Nothing is repeated: retries
 * belong to the journal of a job.
 */
export interface ServiceClient {
  /** @param path `{controller}/{action}` */
  readonly call: <T>(path: string, params: object, answer: z.ZodMiniType<T>) => Promise<Result<T>>;
}

export interface ServiceOptions {
  readonly fetch?: typeof fetch;
  /** Milliseconds; `false` for a test whose clock is not the real one. */
  readonly timeout?: number | false;
}

/** As for Kaltura itself: Chromium ends a worker whose fetch takes longer than 30 s to answer. */
const TIMEOUT_MS = 25_000;

export function serviceClient(
  address: ServiceAddress,
  session: Session,
  options: ServiceOptions = {},
): ServiceClient {
  const http = ky.create({
    ...(options.fetch && { fetch: options.fetch }),
    timeout: options.timeout ?? TIMEOUT_MS,
    retry: 0,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
  });
  return {
    async call(path, params, answer) {
      try {
        const headers = { authorization: `Bearer ${session.reveal()}` };
        const text = await http.post(`${address}/api/v1/${path}`, { json: params, headers }).text();
        const parsed = answer.safeParse(json(text));
        return parsed.success ? succeeded(parsed.data) : failed(lost('unexpectedAnswer'));
      } catch (error) {
        return failed(await failureOf(error));
      }
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const lost = (cause: LostAnswer, retryAfter?: number): Failure => ({
  kind: 'outcomeUnknown',
  cause,
  retryAfter,
});

/** The codes that a service may answer; its message is not kept. */
const errorSchema = z.object({ code: z.string().check(z.maxLength(100)) });

async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof TimeoutError) return lost('timeout');
  if (!(error instanceof HTTPError)) return lost('network');
  const { status, headers } = error.response;
  const body = errorSchema.safeParse(json(await error.response.text().catch(() => '')));
  const code = body.success ? body.data.code : `HTTP ${status}`;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
  switch (status) {
    case 401:
      return { kind: 'sessionOver' };
    case 403:
      return { kind: 'noRight', code };
    case 404:
      return { kind: 'notFound', code };
    // Somebody else saved in between: what is there now is read again.
    case 409:
    case 429:
      return { kind: 'blocked', code, retryAfter };
    default:
      return status >= 500 ? lost('httpStatus', retryAfter) : { kind: 'refused', code, field: undefined };
  }
}

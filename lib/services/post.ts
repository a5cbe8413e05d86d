import * as z from 'zod/mini';
import { boundedJson, boundedText } from '../kaltura/transport/bounds.ts';
import type { Failure } from '../kaltura/transport/failure.ts';
import { jsonPoster, lost, type PostOptions } from '../kaltura/transport/post-json.ts';
import { failed, type Result, succeeded } from '../kaltura/transport/result.ts';
import { retryAfterMs } from '../kaltura/transport/retry-after.ts';
import type { Session } from '../kaltura/session.ts';

/** Calls one action of a room service, and reads its answer by a schema. */
export type Post = <T>(action: string, body: object, answer: z.ZodMiniType<T>) => Promise<Result<T>>;

/**
 * `POST {base}/api/v1/{controller}/{action}`, JSON both ways, the KS in the Authorization header and nowhere else.
 * The contract of the room services is our own: it is unverified against any production service of Kaltura's
 * (docs/details.md, "What this is verified against").
 */
export function poster(address: string, session: Session, options: PostOptions = {}): Post {
  const postJson = jsonPoster(options, statusFailure);
  return async (action, body, answer) => {
    const ks = session.reveal();
    // A header cannot carry it, and the error that says so would hold it.
    if (!/^[\x21-\x7e]+$/.test(ks))
      return failed({ kind: 'refused', code: 'KS_IN_HEADER', field: undefined });
    const json = await postJson(`${address}/api/v1/${action}`, body, { authorization: `Bearer ${ks}` });
    if (!json.ok) return json;
    const parsed = answer.safeParse(json.value);
    return parsed.success ? succeeded(parsed.data) : failed(lost('unexpectedAnswer'));
  };
}

/** A word such as `INTERACTION_REFUSED`. A service's message is never kept, and no code that could be more than that. */
const codeSchema = z.lazy(() => z.string().check(z.regex(/^[a-z][\w.-]{0,47}$/i)));
const errorSchema = z.lazy(() => z.object({ code: codeSchema }));

/** The code of an error's body; undefined where there is none. */
export function errorCode(body: unknown): string | undefined {
  const parsed = errorSchema.safeParse(body);
  return parsed.success ? parsed.data.code : undefined;
}

/** The code of a refusal because of a version that is not the latest any more. */
const STALE = 'HTTP 409';

/** Whether something else was saved in between, so that this was not: read it again before saving. */
export function isStale(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === STALE;
}

/** The code of a refusal of the KS. */
const UNAUTHORIZED = 'HTTP 401';

/** Whether the service takes this KS for none: the session may be over, or this service takes none. */
export const isUnauthorized = (failure: Failure): boolean =>
  failure.kind === 'blocked' && failure.code === UNAUTHORIZED;

async function statusFailure(response: Response, now: number): Promise<Failure> {
  const { status, headers } = response;
  const retryAfter = retryAfterMs(headers, now);
  const said = await saidCode(response);
  const code = said ?? `HTTP ${status}`;
  switch (status) {
    case 401:
      // A service's word alone ends no session: Kaltura itself says whether it is over.
      return { kind: 'blocked', code: UNAUTHORIZED, retryAfter };
    case 403:
      return { kind: 'noRight', code };
    case 404:
      return { kind: 'notFound', code };
    case 408:
      return lost('timeout', retryAfter);
    case 409:
      return { kind: 'refused', code: STALE, field: undefined };
    case 429:
      return { kind: 'blocked', code, retryAfter };
    default:
  }
  if (status < 500) return { kind: 'refused', code, field: undefined };
  return said === undefined || retryAfter !== undefined
    ? lost('httpStatus', retryAfter)
    : { kind: 'serverFault', code };
}

async function saidCode(response: Response): Promise<string | undefined> {
  try {
    return errorCode(boundedJson((await boundedText(response)) ?? ''));
  } catch {
    return undefined;
  }
}

import * as z from 'zod/mini';
import type { Bound } from './bounds.ts';

/**
 * How a call to Kaltura failed, by what the caller can do about it. No message or args of the server are kept:
 * those of INVALID_KS can hold a KS, even that of another request.
 */
export type Failure =
  /** The KS is expired, malformed or logged out: sign in again. */
  | { readonly kind: 'sessionOver' }
  /** The KS is fine, but its user may not do this to this entry (INVALID_KS with -4). */
  | { readonly kind: 'noRight'; readonly code: string }
  /** The role of the KS lacks the action altogether. */
  | { readonly kind: 'actionForbidden'; readonly code: string; readonly action: string | undefined }
  /** Missing, deleted, foreign, or not visible to this user. */
  | { readonly kind: 'notFound'; readonly code: string }
  /** Rate-limited or locked: later. `retryAfter` in milliseconds, when the server says. */
  | { readonly kind: 'blocked'; readonly code: string; readonly retryAfter: number | undefined }
  /** The input was refused; `field` when the server names it. */
  | { readonly kind: 'refused'; readonly code: string; readonly field: string | undefined }
  /** More than is read of any server's answers, by the bound that was passed. */
  | { readonly kind: 'tooMuch'; readonly bound: Bound }
  /** Something between us and the server refused it: a firewall, a proxy. `code` is its HTTP status. */
  | { readonly kind: 'intercepted'; readonly code: string }
  /** The server failed while working: what it did is not known. */
  | { readonly kind: 'serverFault'; readonly code: string }
  /** No usable answer: what it did is not known. `retryAfter` as above. */
  | { readonly kind: 'outcomeUnknown'; readonly cause: LostAnswer; readonly retryAfter: number | undefined };

export type LostAnswer = 'timeout' | 'network' | 'httpStatus' | 'notKaltura' | 'unexpectedAnswer';

/** Whether the call may have been carried out although it failed. */
export function mayHaveHappened(failure: Failure): boolean {
  const { kind } = failure;
  return kind === 'serverFault' || kind === 'outcomeUnknown' || kind === 'intercepted' || kind === 'tooMuch';
}

const args = z.catch(z.record(z.string(), z.unknown()), {});
const exceptionSchema = z.object({
  objectType: z.literal('KalturaAPIException'),
  code: z.string(),
  args: z._default(args, {}),
});

const LATER = new Set(['ACTION_BLOCKED', 'LOCK_TIMED_OUT']);
const FAULTS = new Set(['INTERNAL_SERVERL_ERROR', 'INTERNAL_DATABASE_ERROR', 'SEARCH_ENGINE_QUERY_FAILED']);
const FORBIDDEN = new Set([
  'SERVICE_FORBIDDEN',
  'ACTION_FORBIDDEN',
  'FEATURE_FORBIDDEN',
  'SERVICE_FORBIDDEN_CONTENT_BLOCKED',
  'PARTNER_ACCESS_FORBIDDEN',
  'ACCESS_UNAUTHORIZED',
]);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A code, a field's or an action's name, as Kaltura has them: they are shown as details, so no text of a server's is one. */
const WORD = /^[\w.>-]{1,80}$/;
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && WORD.test(value) ? value : undefined;

/** -4: not for this entry; -9 and -11: not from this address, not this action. All others: the KS itself is over. */
const NO_RIGHT = new Set(['-4', '-9', '-11']);

/** The three meanings of INVALID_KS, which only its args tell apart (recorded scenario `error-invalid-ks`). */
function invalidKs(details: Record<string, unknown>): Failure {
  const reason = text(details['ERR_CODE']) ?? '';
  return NO_RIGHT.has(reason) ? { kind: 'noRight', code: `INVALID_KS ${reason}` } : { kind: 'sessionOver' };
}

/** The failure that an answer's body stands for, or undefined where it is no exception of Kaltura's. */
export function failureOf(body: unknown): Failure | undefined {
  // Asked of every answer, and most are none.
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  const parsed = exceptionSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { code: said, args: details } = parsed.data;
  const code = word(said) ?? 'UNREADABLE';
  if (code === 'INVALID_KS') return invalidKs(details);
  if (code === 'MISSING_KS') return { kind: 'sessionOver' };
  if (FORBIDDEN.has(code)) return { kind: 'actionForbidden', code, action: word(details['SERVICE']) };
  if (code.endsWith('_NOT_FOUND') || code === 'INVALID_CUE_POINT_ID') return { kind: 'notFound', code };
  if (LATER.has(code)) return { kind: 'blocked', code, retryAfter: undefined };
  if (FAULTS.has(code)) return { kind: 'serverFault', code };
  return {
    kind: 'refused',
    code,
    field: word(details['PROPERTY_NAME'] ?? details['PROP_NAME'] ?? details['FIELD_NAME']),
  };
}

import type { Failure } from './failure.ts';

/** What came of a call: an answer, or a failure as a value. Nothing here throws for what a server does. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What a call answered. */
export const succeeded = <T>(value: T): Result<T> => ({ ok: true, value });
/** Why a call answered nothing of use. */
export const failed = <T>(failure: Failure): Result<T> => ({ ok: false, failure });

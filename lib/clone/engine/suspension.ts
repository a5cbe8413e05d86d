import type { EntryId } from '../../kaltura/ids.ts';
import type { Problem } from '../../room/problem.ts';

/** Why a run of a job stops here. Thrown by steps, caught by `runJob` alone, which writes it to the journal. */
export class Suspension extends Error {
  readonly reason: SuspensionReason;

  constructor(reason: SuspensionReason) {
    super(reason.kind);
    this.reason = reason;
  }
}

export type SuspensionReason =
  /** Try again at this time, or (undefined) when a session comes. */
  | { readonly kind: 'wait'; readonly problem: Problem; readonly wakeAt: number | undefined }
  | { readonly kind: 'decision'; readonly candidates: readonly EntryId[] }
  /** The teacher wants the job taken back. */
  | { readonly kind: 'removing' }
  | { readonly kind: 'end'; readonly problem: Problem };

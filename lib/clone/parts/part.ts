import type { Entry } from '../../kaltura/entry.ts';
import type { CreatedEntry } from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import type { PartReport } from '../../room/report/report.ts';
import type { CopiedRoom, Room } from '../../room/room.ts';
import type { Step } from '../engine/journal.ts';
import type { Evidence } from '../engine/steps.ts';
import type { Job } from '../job/record.ts';
import type { Run } from '../job/run.ts';
import type { Lanes } from './batches.ts';
import type { ChildOutcome, CuePointOutcome } from './outcomes.ts';
import type { Receipt } from './receipt.ts';

/**
 * The parts of a room, in one shape: what copies a part; what became of it where the answer was lost; and what checks it
 * once both rooms are read back. Whether the copy of a part equals its original is a pure rule, which stands in
 * `lib/room/parts` and makes a line of the report.
 *
 * Which of three kinds a part is says how its requests may be repeated:
 * - a **created** part never is, on a guess: it is reconciled;
 * - a **set** part may be sent again, since it sets what is known: there is nothing to reconcile;
 * - a **service** part is kept from doubling by its service, by keys or versions: nor is there (`service-part.ts`).
 */

/** The copy as far as it has come. */
export interface Copy {
  readonly room: EntryId;
  /** The original with all that is known of it by now, what is left out included. */
  readonly original: Room;
  readonly children: ReadonlyMap<EntryId, ChildOutcome>;
  readonly cuePoints: ReadonlyMap<string, CuePointOutcome>;
  /** The upload tokens that came with the room. */
  readonly receipts: readonly string[];
  /** Milliseconds that the server took for a call of the request that made the room; undefined: it is not known. */
  readonly msPerCall: number | undefined;
}

/** The first turn, or one that catches up with what the original got after `before` was read. */
export type Turn =
  { readonly kind: 'first' } | { readonly kind: 'late'; readonly number: number; readonly before: Room };

/** Both rooms as they were read back. */
export interface ReadBack {
  readonly room: EntryId;
  /** All that is known of the original by now, what is left out included. */
  readonly original: Room;
  /** What was to be copied of it. */
  readonly due: Room;
  readonly copy: CopiedRoom;
  /** What stands below the copy, by the search index. */
  readonly under: readonly CreatedEntry[];
  /** This job's receipts. */
  readonly receipts: readonly Receipt[];
  readonly copied: Copied;
}

/** What was copied: of the original → its copy. */
export interface Copied {
  readonly children: ReadonlyMap<EntryId, EntryId>;
  readonly cuePoints: ReadonlyMap<string, string>;
  /** The upload tokens that came with it, which go in the same request. */
  readonly receipts: readonly string[];
  /** The pace at which it was copied, as in `Copy`. */
  readonly msPerCall: number | undefined;
}

/** What this job has made beside the room, and that is to go. */
export interface Extras {
  /** Upload tokens: receipts that are of no more use. */
  readonly receipts: readonly string[];
  readonly entries: readonly EntryId[];
  readonly cuePoints: readonly string[];
}

interface Reconciled<Lost, Outcome> {
  /** What became of a request whose answer was lost. @param lost what it was to make */
  readonly reconcile: (run: Run, intent: Step, lost: Lost) => Promise<Evidence<Outcome>>;
  /** What a request has made that was sent twice, by the browser or after a lost answer. */
  readonly check: (run: Run, read: ReadBack) => Partial<Extras>;
}

/** The room itself: the copy begins with it. */
export interface FirstPart<Lost, Outcome> extends Reconciled<Lost, Outcome> {
  readonly copy: (run: Run) => Promise<Result<Copy>>;
}

/** Of which entries what is made is a part: of the room itself, of its children, or of both. */
export type Scope = 'room' | 'children' | 'all';

/** What is made inside the room. */
export interface CreatedPart<Lost, Outcome> extends Reconciled<Lost, Outcome> {
  /** Copies what is due and has no outcome yet. */
  readonly copy: (run: Run, copy: Copy, turn: Turn, lanes: Lanes, scope?: Scope) => Promise<Copy>;
  /** How many are due that have no outcome yet, of those that need no other part. */
  readonly due: (run: Run, copy: Copy) => number;
}

/** What is set in the room. It may be set again: nothing of it can be lost, so nothing is reconciled. */
export interface SetPart {
  readonly copy: (run: Run) => Promise<void>;
  /** The report's line on it. @param entry the room as the server answered it */
  readonly check: (job: Job, entry: Entry) => PartReport;
}

import type { EntryId } from '../../kaltura/ids.ts';
import type { CuePointItem } from '../../room/parts/cue-points.ts';
import type { StoredTexts } from '../job/record.ts';
import type { ChildPlan } from './plan.ts';

/** What came of what was asked for, as the journal keeps it. */

/** What came of one child. */
export type ChildOutcome =
  | { readonly source: EntryId; readonly state: 'copied'; readonly copy: EntryId; readonly moved: boolean }
  /** Nothing was made, and it may be tried again. */
  | { readonly source: EntryId; readonly state: 'retry' }
  /** Nothing was made, and the server said why it never will be. */
  | { readonly source: EntryId; readonly state: 'refused' };

/** What came of one cue point; the states are those of a child. `described`: it is known to have all its metadata. */
export type CuePointOutcome =
  | { readonly source: string; readonly state: 'copied'; readonly copy: string; readonly described: boolean }
  | { readonly source: string; readonly state: 'retry' }
  | { readonly source: string; readonly state: 'refused' };

/** What came of the first request. `false`: not done yet, a later step repeats the update. */
export interface RoomOutcome {
  readonly room: EntryId;
  /** The upload tokens that are known to have come with it. */
  readonly receipts: readonly string[];
  readonly people: boolean;
  readonly template: boolean;
  /** Undefined: not stored yet, or not known to be. */
  readonly texts: StoredTexts | undefined;
  readonly children: readonly ChildOutcome[];
  readonly cuePoints: readonly CuePointOutcome[];
}

/** What goes into the first request beside the room itself. */
export interface FirstParts {
  readonly children: readonly ChildPlan[];
  /** Of the room itself. */
  readonly cuePoints: readonly CuePointItem[];
}

/** A cue point to be copied, and the entry of the copy to which it goes. */
export interface PlacedCuePoint {
  readonly item: CuePointItem;
  readonly entry: EntryId;
}

/** Child of the original → its copy. */
export function copiesOf(outcomes: ReadonlyMap<EntryId, ChildOutcome>): ReadonlyMap<EntryId, EntryId> {
  return new Map(
    [...outcomes.values()].flatMap((outcome) =>
      outcome.state === 'copied' ? [[outcome.source, outcome.copy] as const] : [],
    ),
  );
}

export function copiedSources(outcomes: ReadonlyMap<EntryId, ChildOutcome>): ReadonlySet<EntryId> {
  return new Set(copiesOf(outcomes).keys());
}

import type { EntryId } from '../../kaltura/ids.ts';
import type { CuePointItem } from '../../room/parts/cue-points.ts';

/** What is to be copied, as it is planned before anything is sent. */

/** A child to be copied. */
export interface ChildPlan {
  readonly source: EntryId;
  readonly objectType: string;
  /** Undefined: the room itself. */
  readonly parent: EntryId | undefined;
  /** `clone` loses both; only breakout rooms have them. */
  readonly roomType: number | undefined;
  readonly template?: string;
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

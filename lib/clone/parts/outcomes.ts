import type { Failure } from '../../kaltura/transport/failure.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { StoredTexts } from '../job/record.ts';

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
  /** The upload tokens that are known to have come with it, by its answer. */
  readonly receipts: readonly string[];
  readonly people: boolean;
  readonly template: boolean;
  /** Undefined: not stored yet, or not known to be. */
  readonly texts: StoredTexts | undefined;
  readonly children: readonly ChildOutcome[];
  readonly cuePoints: readonly CuePointOutcome[];
  /** Milliseconds that the server took for a call of it; left out by earlier versions. */
  readonly msPerCall?: number;
}

type Outcome<CopyId extends string> =
  { readonly state: 'copied'; readonly copy: CopyId } | { readonly state: 'retry' | 'refused' };

/** What has a copy, child or cue point of the original → that copy. */
export function copiesOf<Source extends string, CopyId extends string>(
  outcomes: ReadonlyMap<Source, Outcome<CopyId>>,
): ReadonlyMap<Source, CopyId> {
  return new Map(
    [...outcomes].flatMap(([source, outcome]) =>
      outcome.state === 'copied' ? [[source, outcome.copy] as const] : [],
    ),
  );
}

/** Which originals have a copy. */
export function copiedSources<Source extends string>(
  outcomes: ReadonlyMap<Source, Outcome<string>>,
): ReadonlySet<Source> {
  return new Set(copiesOf(outcomes).keys());
}

/** Whether it is still to be copied. */
export const isOpen = (outcome: Outcome<string> | undefined): boolean =>
  outcome === undefined || outcome.state === 'retry';

/** What comes of one that was refused, where nothing was made. */
export const refusedState = ({ kind }: Failure): 'retry' | 'refused' =>
  kind === 'sessionOver' || kind === 'blocked' ? 'retry' : 'refused';

import type { Entry } from '../../../kaltura/entry.ts';
import type { CreatedEntry } from '../../../kaltura/entry-lists.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { type ChildOutcome, isOpen } from '../outcomes.ts';
import type { CreatedPart, Turn } from '../part.ts';
import { copyChildren } from './copy.ts';
import { planChildren } from './plan.ts';
import { type LostChildren, reconcileChildren } from './reconcile.ts';
import { repairChildren } from './repair.ts';

/** Unique among the turns of one job. */
const prefixOf = (turn: Turn): string => (turn.kind === 'first' ? 'children' : `late/${turn.number}`);

/** What stands below the room as entries of its own: files, playlists, breakout rooms and what is in these. */
export const children: CreatedPart<LostChildren, readonly ChildOutcome[]> = {
  async copy(run, copy, turn, lanes) {
    const plans = planChildren(copy.original, run.job.options.leaveOut);
    const due = { room: copy.room, plans, outcomes: copy.children, prefix: prefixOf(turn) };
    const outcomes = await copyChildren(run, due, lanes);
    await repairChildren(run, { ...due, outcomes });
    return { ...copy, children: outcomes };
  },
  due: ({ job }, { original, children: known }) =>
    planChildren(original, job.options.leaveOut).filter(({ source }) => isOpen(known.get(source))).length,
  reconcile: reconcileChildren,
  check: (_, { original, under, copied }) => ({
    entries: secondCopies(
      under,
      new Set(original.children.map(({ id }) => id)),
      new Set(copied.children.values()),
    ),
  }),
};

/** Copies of the original's children that are not the ones we know: made under our own room, and so by our request. */
function secondCopies(
  under: readonly CreatedEntry[],
  sources: ReadonlySet<string>,
  copies: ReadonlySet<EntryId>,
): EntryId[] {
  return under
    .filter(({ id, rootEntryId }) => !copies.has(id) && rootEntryId !== undefined && sources.has(rootEntryId))
    .map(({ id }) => id);
}

/** A copy that stands in no room. */
export interface LooseCopy {
  readonly id: EntryId;
  /** The child of the original. */
  readonly rootEntryId: EntryId;
}

/**
 * Copies of children that the user has made and that stand in no room: a server that died between a clone and its move
 * leaves one. Nothing proves that it is this job's, so it is said and not deleted.
 */
export function looseCopies(
  made: readonly CreatedEntry[],
  sources: readonly Entry[],
  copies: ReadonlySet<EntryId>,
): LooseCopy[] {
  const ids = new Set<string>(sources.map(({ id }) => id));
  return made.flatMap(({ id, rootEntryId, parentEntryId = '' }) =>
    rootEntryId !== undefined && ids.has(rootEntryId) && parentEntryId === '' && !copies.has(id)
      ? [{ id, rootEntryId }]
      : [],
  );
}

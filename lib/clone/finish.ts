import { deleteEntry, type Entry, listChildren, updatePlaylist } from '../kaltura/entry.ts';
import type { EntryId } from '../kaltura/ids.ts';
import { Multirequest } from '../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../kaltura/result.ts';
import { checkCopy } from '../room/check.ts';
import { copiedItems } from '../room/parts/storyboard.ts';
import type { Report } from '../room/report.ts';
import { isStaticPlaylist, playlistItems } from '../room/room.ts';
import type { StoredTexts } from './journal.ts';
import { askForKnownRoom } from './read-room.ts';
import type { Run } from './run.ts';
import { isFinal, type StepResult } from './steps.ts';

export interface FinishOutcome {
  readonly report: Report;
  /** Children that the original got after it was read for the dialog. */
  readonly late: readonly EntryId[];
  /** The new room's `updatedAt` when it was read back. */
  readonly leftAt: number;
  /** Second copies of a child under the new room: a browser may have sent a batch again. */
  readonly extras: readonly EntryId[];
}

/**
 * Writes the playlists' content from our own map, since the server loses items when it clones one, and reads both
 * rooms back in the same request.
 */
export function finishRoom(
  run: Run,
  name: string,
  room: EntryId,
  children: readonly Entry[],
  copies: ReadonlyMap<EntryId, EntryId>,
  stored: StoredTexts,
): Promise<StepResult<FinishOutcome>> {
  return run.steps.repeatable(name, async (): Promise<Result<FinishOutcome>> => {
    const { original, user } = run.job;
    const sources = children.map(({ id }) => id);
    const known = new Set<string>(sources);
    const chain = new Multirequest();
    const boards = children.filter(isStaticPlaylist).flatMap((board) => {
      const copy = copies.get(board.id);
      return copy
        ? chain.add(updatePlaylist(copy, copiedItems(playlistItems(board), known, copies).join(',')))
        : [];
    });
    const askedOriginal = askForKnownRoom(chain, original.entry.id, sources);
    const askedCopy = askForKnownRoom(chain, room, [...copies.values()]);
    const listed = chain.add(listChildren(original.entry.id));
    const made = chain.add(listChildren(room));
    const sent = await run.client.send(chain);
    if (!sent.ok) return sent;
    for (const board of boards) {
      const written = sent.value.read(board);
      // What is refused for good the check will find; anything else is written again.
      if (!written.ok && !isFinal(written.failure)) return written;
    }
    const originalNow = askedOriginal(sent.value);
    const copyNow = askedCopy(sent.value);
    if (!copyNow.ok) return failed(copyNow.failure);
    const list = sent.value.read(listed);
    const late = list.ok ? list.value.objects.map(({ id }) => id).filter((id) => !known.has(id)) : [];
    const report = checkCopy({
      // Deleted meanwhile: what was read for the dialog is what the copy was made from.
      original: originalNow.ok ? originalNow.value : { ...original, children },
      copy: copyNow.value,
      copies,
      wanted: stored.texts,
      refusedTexts: stored.refused,
      user,
    });
    const under = sent.value.read(made);
    const extras = under.ok ? extraCopies(under.value.objects, known, new Set(copies.values())) : [];
    return succeeded({ report, late, extras, leftAt: copyNow.value.entry.updatedAt });
  });
}

/** Copies of the original's children that are not the ones we know: made under our own room, and so by our request. */
function extraCopies(
  under: readonly Entry[],
  sources: ReadonlySet<string>,
  copies: ReadonlySet<EntryId>,
): EntryId[] {
  return under
    .filter(({ id, rootEntryId }) => !copies.has(id) && rootEntryId !== undefined && sources.has(rootEntryId))
    .map(({ id }) => id);
}

/** Removes second copies, by the server's guarded delete: only ever entries that `finishRoom` found as such. */
export function discard(run: Run, name: string, extras: readonly EntryId[]): Promise<StepResult<number>> {
  return run.steps.repeatable(name, async (): Promise<Result<number>> => {
    const chain = new Multirequest();
    const slots = extras.map((id) => chain.add(deleteEntry(id)));
    const sent = await run.client.send(chain);
    if (!sent.ok) return sent;
    for (const slot of slots) {
      const gone = sent.value.read(slot);
      if (!gone.ok && !isFinal(gone.failure)) return gone;
    }
    return succeeded(extras.length);
  });
}

import { deleteCuePoint } from '../../kaltura/cue-point.ts';
import { deleteEntry, type Entry, listChildren, updatePlaylist } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/result.ts';
import { checkCopy } from '../../room/check.ts';
import { leftOutChildren } from '../../room/choice.ts';
import { pairAttachments } from '../../room/parts/assets.ts';
import { copiesOfCuePoint, isAnnotation } from '../../room/parts/cue-points.ts';
import { copiedItems } from '../../room/parts/storyboard.ts';
import type { Report } from '../../room/report.ts';
import { isStaticPlaylist, playlistItems, type Room } from '../../room/room.ts';
import type { StoredTexts } from './record.ts';
import { provedEntries } from '../parts/proof.ts';
import { receiptsOf, type Receipt } from '../parts/receipt.ts';
import { roomsOf } from '../parts/reconcile.ts';
import { deleteUploadToken, listUploadTokens } from '../../kaltura/upload-token.ts';
import { getTime } from '../../kaltura/system.ts';
import { askForKnownRoom } from '../reading/read-room.ts';
import type { Run } from './run.ts';
import { isFinal, type StepResult } from '../engine/steps.ts';

export interface FinishOutcome {
  readonly report: Report;
  /** Children that the original got after it was read for the dialog. */
  readonly late: readonly EntryId[];
  /** The new room's `updatedAt` when it was read back. */
  readonly leftAt: number;
  /** Second copies under the new room: a browser may have sent a batch again. */
  readonly extras: Extras;
  /** The original's attachments and their copies, by id. */
  readonly attachments: readonly (readonly [original: string, copy: string])[];
}

/** What this job has made beside the room, and that is to go. */
export interface Extras {
  /** Upload tokens: receipts that are of no more use. */
  readonly receipts: readonly string[];
  readonly entries: readonly EntryId[];
  readonly cuePoints: readonly string[];
}

/** What was copied: of the original → its copy. */
export interface Copied {
  readonly children: ReadonlyMap<EntryId, EntryId>;
  readonly cuePoints: ReadonlyMap<string, string>;
  /** The upload tokens that came with it, which go in the same request. */
  readonly receipts: readonly string[];
}

/**
 * Writes the playlists' content from our own map, since the server loses items when it clones one, and reads both
 * rooms back in the same request.
 * @param children all of the original's, those that are left out included
 */
export function finishRoom(
  run: Run,
  name: string,
  room: EntryId,
  children: readonly Entry[],
  { children: copies, cuePoints: cuePointCopies, receipts: own }: Copied,
  stored: StoredTexts,
): Promise<StepResult<FinishOutcome>> {
  return run.steps.repeatable(name, async (): Promise<Result<FinishOutcome>> => {
    const { original, user, options } = await run.record();
    const out = leftOutChildren(children, options.leaveOut);
    const sources = children.map(({ id }) => id).filter((id) => !out.has(id));
    const known = new Set<string>(children.map(({ id }) => id));
    const chain = new Multirequest();
    const boards = children.filter(isStaticPlaylist).flatMap((board) => {
      const copy = copies.get(board.id);
      return copy
        ? chain.add(updatePlaylist(copy, copiedItems(playlistItems(board), known, copies).join(',')))
        : [];
    });
    const askedOriginal = askForKnownRoom(chain, original.entry.id, sources);
    const annotations = (original.cuePoints ?? []).filter(isAnnotation).flatMap(({ id }) => {
      const copy = cuePointCopies.get(id);
      return copy === undefined ? [] : [copy];
    });
    const askedCopy = askForKnownRoom(chain, room, [...copies.values()], annotations);
    const listed = chain.add(listChildren(original.entry.id));
    const made = chain.add(listChildren(room));
    const time = chain.add(getTime());
    const receiptList = chain.add(listUploadTokens());
    for (const id of own) chain.add(deleteUploadToken(id));
    const sent = await run.client.send(chain);
    if (!sent.ok) return sent;
    for (const board of boards) {
      const written = sent.value.read(board);
      // What is refused for good the check will find; anything else is written again.
      if (!written.ok && !isFinal(written.failure)) return written;
    }
    const copyNow = askedCopy(sent.value);
    if (!copyNow.ok) return failed(copyNow.failure);
    const read = askedOriginal(sent.value);
    const list = sent.value.read(listed);
    const serverNow = sent.value.read(time);
    const found = list.ok ? list.value.objects.filter(({ id }) => !known.has(id)) : [];
    const unwanted = leftOutChildren(found, options.leaveOut);
    // Deleted meanwhile: what was read for the dialog is what the copy was made from.
    const base = read.ok ? read.value : { ...original, children: children.filter(({ id }) => !out.has(id)) };
    const { cuePoints, annotationMetadata } = original;
    const due: Room = { ...base, cuePoints, annotationMetadata };
    const extras = extraCuePoints(due, copyNow.value, new Set(cuePointCopies.values()));
    const kept = copyNow.value.cuePoints?.filter(({ id }) => !extras.includes(id));
    const report = checkCopy({
      original: due,
      copy: { ...copyNow.value, cuePoints: kept },
      copies,
      wanted: stored.texts,
      refusedTexts: stored.refused,
      user,
      ...options,
      leftOut: children.filter(({ id }) => out.has(id)),
      now: serverNow.ok ? serverNow.value : 0,
    });
    const under = sent.value.read(made);
    const receipts = receiptsOf(run.job, sent.value.read(receiptList)) ?? [];
    const second = roomsOf(receipts, run.job).filter((id) => id !== room);
    return succeeded({
      report,
      late: found.map(({ id }) => id).filter((id) => !unwanted.has(id)),
      extras: {
        receipts: receipts.map(({ id }: Receipt) => id).filter((id) => !own.includes(id)),
        entries: [
          ...second,
          ...(under.ok ? extraCopies(under.value.objects, known, new Set(copies.values())) : []),
        ],
        cuePoints: extras,
      },
      leftAt: copyNow.value.entry.updatedAt,
      attachments: [...pairAttachments(due.attachments ?? [], copyNow.value.attachments ?? [])],
    });
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

/** Of several copies of one cue point, all but the one that we know: it is that one which got the metadata. */
function extraCuePoints({ cuePoints = [] }: Room, copy: Room, known: ReadonlySet<string>): string[] {
  return cuePoints.flatMap(({ id: source }) => {
    const there = copiesOfCuePoint(copy.cuePoints ?? [], source).map(({ id }) => id);
    const keep = there.find((id) => known.has(id)) ?? there[0];
    return there.filter((id) => id !== keep);
  });
}

export const hasExtras = ({ receipts, entries, cuePoints }: Extras): boolean =>
  receipts.length + entries.length + cuePoints.length > 0;

/** Removes second copies, by the server's own deletes: only ever what `finishRoom` found as such, and what proves to be one. */
export function discard(
  run: Run,
  name: string,
  { receipts, entries, cuePoints }: Extras,
): Promise<StepResult<number>> {
  return run.steps.repeatable(name, async (): Promise<Result<number>> => {
    const proved = await provedEntries(run, entries);
    if (!proved.ok) return proved;
    const chain = new Multirequest();
    const slots = [
      ...proved.value.map((id) => chain.add(deleteEntry(id))),
      ...cuePoints.map((id) => chain.add(deleteCuePoint(id))),
      ...receipts.map((id) => chain.add(deleteUploadToken(id))),
    ];
    if (chain.size === 0) return succeeded(0);
    const sent = await run.client.send(chain);
    if (!sent.ok) return sent;
    for (const slot of slots) {
      const gone = sent.value.read(slot);
      if (!gone.ok && !isFinal(gone.failure)) return gone;
    }
    return succeeded(slots.length);
  });
}

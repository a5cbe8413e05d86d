import { deleteCuePoint } from '../../kaltura/cue-point.ts';
import type { Entry } from '../../kaltura/entry.ts';
import { deleteEntry } from '../../kaltura/entry-changes.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { checkCopy } from '../../room/check.ts';
import { leftOutChildren } from '../../room/choice.ts';
import { pairAttachments } from '../../room/parts/assets.ts';
import { cuePointItems, isAnnotation, outdatedItems } from '../../room/parts/cue-points.ts';
import type { Report } from '../../room/report/report.ts';
import type { Attachment } from '../../kaltura/asset.ts';
import { childKind, type CopiedRoom, isBreakout, isStaticPlaylist, type Room } from '../../room/room.ts';
import type { Holds, StoredTexts } from '../job/record.ts';
import { looseCopies } from '../parts/children/children.ts';
import { extrasOf } from '../parts/index.ts';
import type { Copied, Extras } from '../parts/part.ts';
import { provedEntries } from '../parts/proof.ts';
import { callsARequest } from '../reading/pace.ts';
import { sendUpdates } from '../parts/send-updates.ts';
import { deleteUploadToken } from '../../kaltura/upload-token.ts';
import type { Run } from '../job/run.ts';
import { readBoth } from './read-back.ts';
import type { StepResult } from '../engine/steps.ts';

export interface FinishOutcome {
  readonly report: Report;
  /** Children that the original got after it was read for the dialog. */
  readonly late: readonly EntryId[];
  /**
   * How many cue points the original and all that is known to be in it have now; not there where that is not known, nor
   * of an earlier version.
   */
  readonly cuePointCount?: number;
  /** Whether some that were copied may be other ones by now; likewise. */
  readonly mayBeOutdated?: boolean;
  /** Children of the original that were deleted, or moved out of it, after it was read; not there of an earlier version. */
  readonly gone?: readonly EntryId[];
  /** Storyboards of the original that list others than were written; not there of an earlier version. */
  readonly boards?: readonly Entry[];
  /** The new room's `updatedAt` when it was read back. */
  readonly leftAt: number;
  /** Not there where it could not be read, nor of earlier versions. */
  readonly holds?: Holds;
  /** Second copies under the new room: a browser may have sent a batch again. */
  readonly extras: Extras;
  /** The original's attachments and their copies, by id. */
  readonly attachments: readonly (readonly [original: string, copy: string])[];
}

/** A room in which all has been copied that is known. */
export interface CopiedWhole {
  readonly room: EntryId;
  /** All that is known of it by now, what is left out included. */
  readonly original: Room;
  readonly copied: Copied;
  readonly stored: StoredTexts;
}

/**
 * Writes the playlists' content from our own map, since the server loses items when it clones one, and reads both
 * rooms back: in one request by id, and in others at the same time by lists, since these may not stand behind anything
 * else. On a slow server each of them is several, by the pace at which the room was copied.
 * @param name of the step
 */
export function finishRoom(
  run: Run,
  name: string,
  { room, original, copied, stored }: CopiedWhole,
): Promise<StepResult<FinishOutcome>> {
  return run.steps.repeatable(name, async (attempts): Promise<Result<FinishOutcome>> => {
    const { user, options } = run.job;
    const out = leftOutChildren(original.children, options.leaveOut);
    const due = original.children.filter(({ id }) => !out.has(id));
    const most = callsARequest(copied.msPerCall, attempts);
    const read = await readBoth(run, { room, original, due, copied, most });
    if (!read.ok) return read;
    const { now, copy, listed, under, made, receipts, serverNow } = read.value;
    const known = new Set<string>(original.children.map(({ id }) => id));
    const found = listed.filter(({ id }) => !known.has(id));
    const unwanted = leftOutChildren([...original.children, ...found], options.leaveOut);
    const inside = insideOf(original, now);
    const gone = inside ? due.filter(({ id }) => !inside.children.some((child) => child.id === id)) : [];
    const { cuePoints, cuePointCount, annotationMetadata, unseen } = original;
    // Deleted meanwhile: what was read for the dialog is what the copy was made from.
    const base: Room = inside ?? { ...original, children: due };
    const compared: Room = {
      ...base,
      ...only(base.children, { cuePoints, annotationMetadata }, base),
      cuePointCount,
      unseen,
    };
    const extras = extrasOf(run, { room, original, due: compared, copy, under, receipts, copied });
    const kept = copy.cuePoints?.filter(({ id }) => !extras.cuePoints.includes(id));
    const report = checkCopy({
      original: compared,
      copy: { ...copy, cuePoints: kept },
      copies: copied.children,
      wanted: stored.texts,
      refusedTexts: stored.refused,
      user,
      ...options,
      leftOut: original.children.filter(({ id }) => out.has(id)),
      gone,
      loose: new Set(
        looseCopies(made, base.children, new Set(copied.children.values())).map(
          ({ rootEntryId }) => rootEntryId,
        ),
      ),
      now: serverNow,
    });
    return succeeded({
      report,
      late: found.map(({ id }) => id).filter((id) => !unwanted.has(id)),
      ...(now && read.value.cuePointCount !== undefined && { cuePointCount: read.value.cuePointCount }),
      mayBeOutdated: (read.value.changedCuePoints ?? 0) > 0 || isDescribedOtherwise(original, now, copied),
      gone: gone.map(({ id }) => id),
      boards: changedBoards(original, base),
      extras,
      leftAt: copy.entry.updatedAt,
      ...holdsOf({ ...copy, cuePoints: kept }, serverNow),
      attachments: [...pairAttachments(ofRoom(compared), ofRoom(copy))],
    });
  });
}

/** What a room holds, where that was read. @param at the server's clock, in unix seconds; 0: it was not told */
function holdsOf(
  { entry, children, cuePoints, attachments }: CopiedRoom,
  at: number,
): { readonly holds?: Holds } {
  if (!cuePoints || !attachments || at === 0) return {};
  const rooms = new Set<string>([entry.id, ...children.filter(isBreakout).map(({ id }) => id)]);
  const inRooms = (things: readonly { readonly entryId: string }[]): number =>
    things.filter(({ entryId }) => rooms.has(entryId)).length;
  const files = new Set<string>(children.filter((child) => childKind(child) === 'file').map(({ id }) => id));
  const inFiles = cuePoints.filter(({ entryId }) => files.has(entryId)).length;
  return { holds: { at, cuePoints: inRooms(cuePoints), attachments: inRooms(attachments), inFiles } };
}

/** The room without what was moved out of it since it was read. */
function insideOf(read: Room, now: Room | undefined): Room | undefined {
  if (!now) return undefined;
  const belonging = new Set<string | undefined>([read.entry.id, ...read.children.map(({ id }) => id)]);
  return { ...now, children: now.children.filter(({ parentEntryId }) => belonging.has(parentEntryId)) };
}

/** The storyboards that list others now than when they were read. */
function changedBoards(read: Room, now: Room): readonly Entry[] {
  const before = new Map(read.children.map(({ id, playlistContent }) => [id, playlistContent]));
  return now.children.filter(
    (board) => isStaticPlaylist(board) && before.get(board.id) !== board.playlistContent,
  );
}

/** Whether announcements that were copied are described otherwise now, as deleted ones are: they themselves do not change. */
function isDescribedOtherwise(read: Room, now: Room | undefined, { cuePoints: copied }: Copied): boolean {
  const rows = now?.annotationMetadata;
  if (!rows) return false;
  const items = (cuePointItems(read) ?? []).filter(
    ({ cuePoint }) => isAnnotation(cuePoint) && copied.has(cuePoint.id),
  );
  const current = items.map((item) => ({
    ...item,
    metadata: rows.filter(({ objectId }) => objectId === item.cuePoint.id),
  }));
  return outdatedItems(items, current).size > 0;
}

/** The cue points of these entries and of the room itself, as they were to be copied. */
function only(
  children: readonly Entry[],
  { cuePoints, annotationMetadata }: Pick<Room, 'cuePoints' | 'annotationMetadata'>,
  { entry }: Room,
): Pick<Room, 'cuePoints' | 'annotationMetadata'> {
  const own = new Set<string>([entry.id, ...children.map(({ id }) => id)]);
  return { cuePoints: cuePoints?.filter(({ entryId }) => own.has(entryId)), annotationMetadata };
}

/** What is attached to the room itself: room services point to it. */
const ofRoom = ({ entry, attachments = [] }: CopiedRoom): readonly Attachment[] =>
  attachments.filter(({ entryId }) => entryId === entry.id);

/** Whether something was made twice. */
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
    return sendUpdates(run.client, chain, slots);
  });
}

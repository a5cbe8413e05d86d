import type { Entry } from '../../kaltura/entry.ts';
import { updatePlaylist } from '../../kaltura/entry-changes.ts';
import { type ChildSummary, listPlacedSince } from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Call } from '../../kaltura/call.ts';
import { type Answers, Multirequest } from '../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { getTime } from '../../kaltura/system.ts';
import { deleteUploadToken, listUploadTokens } from '../../kaltura/upload-token.ts';
import { cuePointItems, isAnnotation } from '../../room/parts/cue-points.ts';
import { copiedItems } from '../../room/parts/storyboard.ts';
import { countCuePoints } from '../../kaltura/cue-point.ts';
import {
  type CopiedRoom,
  isStaticPlaylist,
  NOTHING_UNSEEN,
  playlistItems,
  type Room,
} from '../../room/room.ts';
import { isFinal } from '../engine/steps.ts';
import type { Job } from '../job/record.ts';
import type { Run } from '../job/run.ts';
import type { Copied } from '../parts/part.ts';
import { type Receipt, receiptsOf } from '../parts/receipt.ts';
import { sendUpdates } from '../parts/send-updates.ts';
import { askForCompared, IDS_A_CALL } from '../reading/attached.ts';
import { chunks } from '../reading/chunks.ts';
import { callsEach, sendInParts } from '../reading/pace.ts';
import { askForCopy } from '../reading/read-room.ts';
import { readPlacesUnder } from '../reading/tree.ts';
import { isMadeOnce, type Made, NOTHING_MADE, readMade } from './read-made.ts';
import { askForOriginal, JUST_NOW_S, placesIn } from './read-original.ts';

/** What is read back. */
export interface ReadBack {
  /** The new room. */
  readonly room: EntryId;
  /** As it was read for the window. */
  readonly original: Room;
  /** What was to be copied of its children. */
  readonly due: readonly Entry[];
  readonly copied: Copied;
  /** How many calls go into a request. */
  readonly most: number;
}

/** Both rooms as the server has them now; of what was made, only where more may have been than is known. */
export interface BothRooms extends Made {
  /** Undefined: deleted meanwhile. */
  readonly now: Room | undefined;
  readonly copy: CopiedRoom;
  /** How many cue points the original and all that is known to be in it have; undefined where that is not known. */
  readonly cuePointCount: number | undefined;
  /** How many of those that belong to what has some to be copied were changed since; likewise. */
  readonly changedCuePoints: number | undefined;
  /** What stands below the original, by the search index. */
  readonly listed: readonly ChildSummary[];
  /** This job's receipts. */
  readonly receipts: readonly Receipt[];
  /** The server's clock, in unix seconds. */
  readonly serverNow: number;
}

/**
 * Writes the playlists' content from our own map, and reads both rooms back: in one request by id, and in others at the
 * same time by lists, since these may not stand behind anything else. Of the original's children those are read whole
 * which may have changed: the others are as they were read for the dialog.
 */
export async function readBoth(run: Run, back: ReadBack): Promise<Result<BothRooms>> {
  const { room, original, copied, most } = back;
  // What is read stands behind what is written, in the same request: as many as do not fit go before.
  const contents = boardContents(back);
  const before = contents.slice(0, -most);
  const early = await writeBoards(run, before, most);
  if (!early.ok) return early;
  const chain = new Multirequest();
  const boards = contents.slice(before.length).map((call) => chain.add(call));
  const job = await run.record();
  const asked = askForBoth(chain, run, job, back);
  const places = placesIn(original);
  // Of files in which hardly anybody puts anything it is not asked one by one.
  const mayGetChildren = original.children.some(({ id }) => !places.includes(id));
  const [sent, listed] = await Promise.all([
    sendInParts(run.client, chain, callsEach(chain.size, most, run.job.msOfWork)),
    readPlacesUnder(run.client, places, most, mayGetChildren ? listPlacedSince(job.readAt) : undefined),
  ]);
  if (!sent.ok) return sent;
  for (const board of boards) {
    const written = sent.value.read(board);
    // What is refused for good the check will find; anything else is written again.
    if (!written.ok && !isFinal(written.failure)) return written;
  }
  const below = listed.ok ? placedIn(belongingTo(original), listed.value) : [];
  const receipts = receiptsOf(run.job, sent.value.read(asked.receipts));
  const copy = asked.copy(sent.value);
  const [now, attached, made] = await Promise.all([
    asked.original(sent.value, below),
    asked.compared(run.client, sent.value),
    isMadeOnce(receipts, copied.receipts)
      ? NOTHING_MADE
      : readMade(run, [room, ...places.flatMap((id) => copied.children.get(id) ?? [])], most),
  ]);
  if (!copy.ok) return failed(copy.failure);
  if (!listed.ok && now.ok) return listed;
  if (!made.ok) return made;
  const serverNow = sent.value.read(asked.time);
  return succeeded({
    cuePointCount: asked.count(sent.value),
    changedCuePoints: asked.changed(sent.value),
    now: now.ok ? { ...now.value, ...UNTOLD, ...attached.original } : undefined,
    copy: { ...copy.value, ...attached.copy, unseen: NOTHING_UNSEEN },
    listed: below,
    ...made.value,
    receipts: receipts ?? [],
    serverNow: serverNow.ok ? serverNow.value : 0,
  });
}

/** What the copies of playlists are to list: the server loses items when it clones one. */
function boardContents({ room, original, copied: { children } }: ReadBack): Call<unknown>[] {
  const places = new Map<string, EntryId>([[original.entry.id, room], ...children]);
  const belonging = belongingTo(original);
  return original.children.filter(isStaticPlaylist).flatMap((board) => {
    const copy = children.get(board.id);
    return copy ? updatePlaylist(copy, copiedItems(playlistItems(board), belonging, places).join(',')) : [];
  });
}

async function writeBoards(
  run: Run,
  contents: readonly Call<unknown>[],
  most: number,
): Promise<Result<undefined>> {
  for (const some of chunks(contents, most)) {
    const chain = new Multirequest();
    const written = await sendUpdates(
      run.client,
      chain,
      some.map((call) => chain.add(call)),
    );
    if (!written.ok) return written;
  }
  return succeeded(undefined);
}

/** Asks for both rooms, for what tells whether something was made twice, and takes the receipts away. */
function askForBoth(chain: Multirequest, { client }: Run, job: Job, back: ReadBack) {
  const { room, original, due, copied } = back;
  const askedCopies = due.flatMap(({ id }) => copied.children.get(id) ?? []);
  const copy = askForCopy(chain, room, askedCopies);
  chain.mayEndHere();
  const itself = askForOriginal(chain, { job, client }, back);
  chain.mayEndHere();
  const ids = {
    copies: [room, ...askedCopies],
    originals: [original.entry.id, ...due.map(({ id }) => id)],
  };
  const compared = askForCompared(chain, ids, copiedAnnotations(back), original);
  const belonging = belongingTo(original);
  const count = askForCount(chain, [...belonging]);
  const changed = askForCount(chain, withItems(original, belonging), job.readAt - JUST_NOW_S);
  chain.mayEndHere();
  const time = chain.add(getTime());
  const receipts = chain.add(listUploadTokens());
  for (const id of copied.receipts) {
    chain.mayEndHere();
    chain.add(deleteUploadToken(id));
  }
  return { copy, original: itself, compared, count, changed, time, receipts };
}

/** The annotations that were copied, and their copies. */
function copiedAnnotations({ original, copied: { cuePoints } }: ReadBack) {
  const originals = (original.cuePoints ?? []).filter((one) => isAnnotation(one) && cuePoints.has(one.id));
  return {
    copies: originals.flatMap(({ id }) => cuePoints.get(id) ?? []),
    originals: originals.map(({ id }) => id),
  };
}

/** Asks how many cue points these entries have. @param since unix seconds: those alone that were changed since then */
function askForCount(
  chain: Multirequest,
  entries: readonly EntryId[],
  since?: number,
): (answers: Answers) => number | undefined {
  const slots = chunks(entries, IDS_A_CALL).map((some) => {
    chain.mayEndHere();
    return chain.add(countCuePoints(some, since));
  });
  return (answers) => sumOf(slots.map((slot) => answers.read(slot)));
}

/** Those entries in which there is something that a clone holds: of others it does not matter what is changed. */
function withItems(original: Room, entries: ReadonlySet<EntryId>): EntryId[] {
  const holding = new Set(cuePointItems(original)?.map(({ cuePoint }) => cuePoint.entryId));
  return [...entries].filter((id) => holding.has(id));
}

/** What stands below these entries, each once: another list may tell of it, too, and of what is elsewhere. */
const placedIn = (entries: ReadonlySet<string>, listed: readonly ChildSummary[]): ChildSummary[] => [
  ...new Map(
    listed
      .filter(({ parentEntryId = '' }) => entries.has(parentEntryId))
      .map((place) => [place.id, place] as const),
  ).values(),
];

const belongingTo = ({ entry, children }: Room): ReadonlySet<EntryId> =>
  new Set<EntryId>([entry.id, ...children.map(({ id }) => id)]);

/** Undefined where one of them is not known. */
const sumOf = (counts: readonly Result<number>[]): number | undefined =>
  counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || !count.ok ? undefined : sum + count.value),
    0,
  );

/** What a reading back does not ask of the original: it is as it was when the room was read for the window. */
const UNTOLD = {
  cuePoints: [],
  cuePointCount: undefined,
  annotationMetadata: [],
  unseen: NOTHING_UNSEEN,
} as const;

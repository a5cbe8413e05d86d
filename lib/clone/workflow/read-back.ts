import type { Entry } from '../../kaltura/entry.ts';
import { updatePlaylist } from '../../kaltura/entry-changes.ts';
import type { ChildSummary } from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Call } from '../../kaltura/call.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { getTime } from '../../kaltura/system.ts';
import { deleteUploadToken, listUploadTokens } from '../../kaltura/upload-token.ts';
import { isAnnotation } from '../../room/parts/cue-points.ts';
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
import { askForOriginal, placesIn } from './read-original.ts';

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
  const asked = askForBoth(chain, run, await run.record(), back);
  const places = placesIn(original);
  const [sent, listed] = await Promise.all([
    sendInParts(run.client, chain, callsEach(chain.size, most, run.job.msOfWork)),
    readPlacesUnder(run.client, places, most),
  ]);
  if (!sent.ok) return sent;
  for (const board of boards) {
    const written = sent.value.read(board);
    // What is refused for good the check will find; anything else is written again.
    if (!written.ok && !isFinal(written.failure)) return written;
  }
  const below = listed.ok ? listed.value : [];
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
    cuePointCount: sumOf(asked.counts.map((slot) => sent.value.read(slot))),
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
  const annotations = (original.cuePoints ?? [])
    .filter(isAnnotation)
    .flatMap(({ id }) => copied.cuePoints.get(id) ?? []);
  const copy = askForCopy(chain, room, askedCopies);
  chain.mayEndHere();
  const itself = askForOriginal(chain, { job, client }, back);
  chain.mayEndHere();
  const ids = {
    copies: [room, ...askedCopies],
    originals: [original.entry.id, ...due.map(({ id }) => id)],
  };
  const compared = askForCompared(chain, ids, annotations, original);
  const counts = chunks([...belongingTo(original)], IDS_A_CALL).map((some) => {
    chain.mayEndHere();
    return chain.add(countCuePoints(some));
  });
  chain.mayEndHere();
  const time = chain.add(getTime());
  const receipts = chain.add(listUploadTokens());
  for (const id of copied.receipts) {
    chain.mayEndHere();
    chain.add(deleteUploadToken(id));
  }
  return { copy, original: itself, compared, counts, time, receipts };
}

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

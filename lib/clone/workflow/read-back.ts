import { type Entry, findEntry, getEntries, getEntry } from '../../kaltura/entry.ts';
import { updatePlaylist } from '../../kaltura/entry-changes.ts';
import {
  type EntryOrigin,
  type ChildSummary,
  listChildOrigins,
  listCreatedSince,
  type CreatedEntry,
} from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { type Answers, Multirequest } from '../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { getTime } from '../../kaltura/system.ts';
import { deleteUploadToken, listUploadTokens } from '../../kaltura/upload-token.ts';
import { isAnnotation } from '../../room/parts/cue-points.ts';
import { copiedItems } from '../../room/parts/storyboard.ts';
import { countCuePoints } from '../../kaltura/cue-point.ts';
import {
  childKind,
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
import { askForList, wholeLists } from '../reading/lists.ts';
import { callsEach, sendInParts } from '../reading/pace.ts';
import { askForCopy } from '../reading/read-room.ts';
import { readChildrenOf, readPlacesUnder } from '../reading/tree.ts';

/** Both rooms as the server has them now. */
export interface BothRooms {
  /** Undefined: deleted meanwhile. */
  readonly now: Room | undefined;
  readonly copy: CopiedRoom;
  /** How many cue points the original and all that is known to be in it have; undefined where that is not known. */
  readonly cuePointCount: number | undefined;
  /** What stands below the original, by the search index. */
  readonly listed: readonly ChildSummary[];
  /** What stands below the copy, by the search index; read only where more may have been made than is known. */
  readonly under: readonly EntryOrigin[];
  /** What the user has made since the room was read; likewise. */
  readonly made: readonly CreatedEntry[];
  /** This job's receipts. */
  readonly receipts: readonly Receipt[];
  /** The server's clock, in unix seconds. */
  readonly serverNow: number;
}

/**
 * Writes the playlists' content from our own map, and reads both rooms back: in one request by id, and in others at the
 * same time by lists, since these may not stand behind anything else. Of the original's children those are read whole
 * which may have changed: the others are as they were read for the dialog.
 * @param due what was to be copied of the original's children
 * @param most how many calls go into a request
 */
export async function readBoth(
  run: Run,
  room: EntryId,
  original: Room,
  due: readonly Entry[],
  { children: copies, cuePoints, receipts: own }: Copied,
  most: number,
): Promise<Result<BothRooms>> {
  const { entry } = original;
  const places = new Map<string, EntryId>([[entry.id, room], ...copies]);
  const belonging = new Set<EntryId>([entry.id, ...original.children.map(({ id }) => id)]);
  const contents = original.children.filter(isStaticPlaylist).flatMap((board) => {
    const copy = copies.get(board.id);
    return copy ? updatePlaylist(copy, copiedItems(playlistItems(board), belonging, places).join(',')) : [];
  });
  // What is read stands behind what is written, in the same request: as many as do not fit go before.
  const before = contents.slice(0, -most);
  for (const some of chunks(before, most)) {
    const early = new Multirequest();
    const slots = some.map((call) => early.add(call));
    const written = await sendUpdates(run.client, early, slots);
    if (!written.ok) return written;
  }
  const chain = new Multirequest();
  const boards = contents.slice(before.length).map((call) => chain.add(call));
  const askedCopies = due.flatMap(({ id }) => copies.get(id) ?? []);
  const annotations = (original.cuePoints ?? [])
    .filter(isAnnotation)
    .flatMap(({ id }) => cuePoints.get(id) ?? []);
  const askedCopy = askForCopy(chain, room, askedCopies);
  chain.mayEndHere();
  const askedOriginal = askForOriginal(chain, await run.record(), run.client, original, due, most);
  chain.mayEndHere();
  const asked = {
    copies: [room, ...askedCopies],
    originals: [entry.id, ...due.map(({ id }) => id)],
  };
  const compared = askForCompared(chain, asked, annotations, original);
  const counts = chunks([...belonging], IDS_A_CALL).map((ids) => {
    chain.mayEndHere();
    return chain.add(countCuePoints(ids));
  });
  const parents = parentsOf(original);
  chain.mayEndHere();
  const time = chain.add(getTime());
  const receiptList = chain.add(listUploadTokens());
  for (const id of own) {
    chain.mayEndHere();
    chain.add(deleteUploadToken(id));
  }
  const [sent, listed] = await Promise.all([
    sendInParts(run.client, chain, callsEach(chain.size, most, run.job.msOfWork)),
    readPlacesUnder(run.client, parents, most),
  ]);
  if (!sent.ok) return sent;
  for (const board of boards) {
    const written = sent.value.read(board);
    // What is refused for good the check will find; anything else is written again.
    if (!written.ok && !isFinal(written.failure)) return written;
  }
  const below = listed.ok ? listed.value : [];
  const receipts = receiptsOf(run.job, sent.value.read(receiptList));
  const copy = askedCopy(sent.value);
  const [now, attached, made] = await Promise.all([
    askedOriginal(sent.value, below, parents),
    compared(run.client, sent.value),
    isMadeOnce(receipts, own)
      ? NOTHING_MADE
      : readMade(run, [room, ...parents.flatMap((id) => copies.get(id) ?? [])], most),
  ]);
  if (!copy.ok) return failed(copy.failure);
  if (!listed.ok && now.ok) return listed;
  if (!made.ok) return made;
  const serverNow = sent.value.read(time);
  const counted = counts.map((slot) => sent.value.read(slot));
  return succeeded({
    cuePointCount: counted.reduce<number | undefined>(
      (sum, count) => (sum === undefined || !count.ok ? undefined : sum + count.value),
      0,
    ),
    now: now.ok ? { ...now.value, ...UNTOLD, ...attached.original } : undefined,
    copy: { ...copy.value, ...attached.copy, unseen: NOTHING_UNSEEN },
    listed: below,
    ...made.value,
    receipts: receipts ?? [],
    serverNow: serverNow.ok ? serverNow.value : 0,
  });
}

/** What a reading back does not ask of the original: it is as it was when the room was read for the window. */
const UNTOLD = {
  cuePoints: [],
  cuePointCount: undefined,
  annotationMetadata: [],
  unseen: NOTHING_UNSEEN,
} as const;

/**
 * Whether no request of this job was carried out twice, nor one whose answer was lost: each leaves a receipt, in the
 * database and before it makes anything else, and there are none but those of the requests that were answered. So nothing
 * of this job's stands anywhere that is not known.
 */
const isMadeOnce = (receipts: readonly Receipt[] | undefined, own: readonly string[]): boolean =>
  receipts !== undefined && own.length > 0 && receipts.every(({ id }) => own.includes(id));

type Made = Pick<BothRooms, 'under' | 'made'>;
const NOTHING_MADE: Result<Made> = succeeded({ under: [], made: [] });

/** What stands below these entries of ours, and what the user has made. What is our own every list shows. */
async function readMade(run: Run, parents: readonly EntryId[], most: number): Promise<Result<Made>> {
  const chain = new Multirequest();
  const under = parents.map((id) => {
    const asked = askForList(chain, (page) => listChildOrigins(id, page));
    chain.mayEndHere();
    return asked;
  });
  const made = chain.add(listCreatedSince(run.job.user, run.job.readAt));
  const sent = await sendInParts(run.client, chain, most);
  if (!sent.ok) return sent;
  const lists = await wholeLists(run.client, sent.value, under);
  const all = sent.value.read(made);
  return succeeded({
    under: lists.flatMap((list) => (list.ok ? list.value : [])),
    made: all.ok ? all.value.objects : [],
  });
}

/** Times are whole seconds, and servers' clocks differ: what was changed just before it was read may have been again. */
const JUST_NOW_S = 10;
/** READY: a clone changes the original of every other status (docs/facts/kaltura-api.md#8-what-a-clone-holds). */
const READY = '2';

/** What has been asked for of the original. */
type AskedOriginal = (
  answers: Answers,
  listed: readonly ChildSummary[],
  parents: readonly EntryId[],
) => Promise<Result<Pick<Room, 'entry' | 'children'>>>;

/**
 * Asks for the original, as the copy was made from it. Whether it is there is asked, and no more, where it had not
 * changed for a while when it was read: the request that made the copy asked for it unchanged since then, and what came
 * later is not in the copy. So are those of its children of which the time of the last change tells enough.
 */
function askForOriginal(
  chain: Multirequest,
  { readAt, original }: Job,
  client: KalturaClient,
  { entry }: Room,
  due: readonly Entry[],
  most: number,
): AskedOriginal {
  const isOld = ({ updatedAt }: Entry): boolean => updatedAt < readAt - JUST_NOW_S;
  const isSettled = (child: Entry): boolean => child.status === READY && isOld(child);
  const ids = (children: readonly Entry[]): EntryId[][] =>
    chunks(
      children.map(({ id }) => id),
      IDS_A_CALL,
    );
  // By the record: its time is that of the request that made the copy, also where it was not as it was read any more.
  const itself = chain.add<Entry | Pick<Entry, 'id'>>(
    isOld(original.entry) ? findEntry(entry.id) : getEntry(entry.id),
  );
  const whole = ids(due.filter((child) => !isSettled(child))).map((some) => chain.add(getEntries(some)));
  return async (answers, listed, parents) => {
    const now = answers.read(itself);
    if (!now.ok) return now;
    const read = new Map<EntryId, Entry>();
    const changedAt = new Map<EntryId, number>(listed.map((place) => [place.id, place.updatedAt]));
    for (const slot of whole) {
      const page = answers.read(slot);
      if (!page.ok) return page;
      for (const child of page.value) read.set(child.id, child);
    }
    for (const child of due)
      if (isSettled(child) && changedAt.get(child.id) === child.updatedAt) read.set(child.id, child);
    // Changed since, or deleted, or not listed yet; or shown by lists alone: the session's filter keeps some from a call
    // that names them.
    const left = due.flatMap(({ id }) => (read.has(id) ? [] : [id]));
    if (left.length > 0) {
      const again = new Multirequest();
      const slots = chunks(left, IDS_A_CALL).map((some) => again.add(getEntries(some)));
      const [named, lists] = await Promise.all([client.send(again), readChildrenOf(client, parents, most)]);
      if (!named.ok) return named;
      if (!lists.ok) return lists;
      for (const child of lists.value) if (!read.has(child.id)) read.set(child.id, child);
      for (const slot of slots) {
        const page = named.value.read(slot);
        if (!page.ok) return page;
        for (const child of page.value) read.set(child.id, child);
      }
    }
    return succeeded({
      entry: 'updatedAt' in now.value ? now.value : entry,
      children: due.flatMap(({ id }) => read.get(id) ?? []),
    });
  };
}

/** Where children may be: the room, its breakout rooms, and what had some when it was read. */
function parentsOf({ entry, children }: Room): EntryId[] {
  const parents = new Set(children.map(({ parentEntryId }) => parentEntryId));
  return [
    entry.id,
    ...children
      .filter((child) => parents.has(child.id) || childKind(child) === 'breakout')
      .map(({ id }) => id),
  ];
}

import { type Attachment, listAttachments, listThumbnails, type Thumbnail } from '../../kaltura/asset.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import {
  countCuePoints,
  type CuePoint,
  type CuePointFilter,
  listCuePoints,
  listMadeCuePoints,
  ofTypes,
} from '../../kaltura/cue-point.ts';
import type { Call } from '../../kaltura/call.ts';
import { type Entry, getListedIds } from '../../kaltura/entry.ts';
import { inShort, type Page } from '../../kaltura/list.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { listAnnotationMetadata, listMetadata, type Metadata } from '../../kaltura/metadata.ts';
import { type Answers, Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { isAnnotation } from '../../room/parts/cue-points.ts';
import { childKind, type Room } from '../../room/room.ts';
import { chunks } from './chunks.ts';
import { type AskedList, askForList, inParallel, wholeLists } from './lists.ts';

/** What belongs to entries, as a room has it for all of its own. */
export type Attached = Pick<
  Room,
  'attachments' | 'thumbnails' | 'cuePoints' | 'cuePointCount' | 'metadata' | 'annotationMetadata'
>;

const LISTS_A_REQUEST = 20;
const REQUESTS_AT_ONCE = 4;
/** Ids go into one parameter of each list: bounded, so that the body stays small. */
export const IDS_A_CALL = 100;

/** An entry that is asked what belongs to it. */
export interface AskedEntry {
  readonly id: EntryId;
  /** A video, document or whiteboard: not a room, nor a playlist. */
  readonly isFile: boolean;
}

/** An entry as far as asking for what is attached to it needs it. */
export const askedEntry = (entry: Entry): AskedEntry => ({
  id: entry.id,
  isFile: childKind(entry) === 'file',
});

/** What has been asked for in some request; to be read once that is answered. */
type Asked<T> = (client: KalturaClient, answers: Answers) => Promise<T>;
export type AskedAttached = Asked<Attached>;

/**
 * Asks for all that belongs to these entries. Must not come behind a list of entries in its request: that turns the
 * rest of it to the session's own (recorded scenario `entitlement-filter-once`).
 */
export function askForAttached(chain: Multirequest, entries: readonly AskedEntry[]): AskedAttached {
  const asked = chunks(entries, IDS_A_CALL).map((some) => {
    const one = askForSome(chain, some);
    chain.mayEndHere();
    return one;
  });
  return async (client, answers) => joined(await Promise.all(asked.map((read) => read(client, answers))));
}

function askForSome(chain: Multirequest, entries: readonly AskedEntry[]): AskedAttached {
  const ids = entries.map(({ id }) => id);
  const assets = askForAssets(chain, ids);
  const cuePoints = cuePointLists(entries).map(({ of, filter }) =>
    askForList(chain, (page) => listCuePoints(of, filter, page)),
  );
  const count = chain.add(countCuePoints(ids));
  return async (client, answers) => {
    const [files, points] = await Promise.all([
      assets(client, answers),
      wholeLists(client, answers, cuePoints),
    ]);
    const found = all(points);
    return {
      ...files,
      cuePoints: found,
      cuePointCount: valueOf(answers.read(count)),
      annotationMetadata: await readAnnotationMetadata(client, found ?? []),
    };
  };
}

/**
 * Of these entries, those of which the session lists nothing that belongs to them. Not asked of what is somebody's own:
 * the server's filter lets that through (recorded scenario `entitlement-filter-once`).
 */
export async function readUnseen(
  client: KalturaClient,
  ids: readonly EntryId[],
): Promise<readonly EntryId[]> {
  const read = await inParallel(chunks(ids, IDS_A_CALL), REQUESTS_AT_ONCE, async (some) => {
    const listed = await client.call(getListedIds(some));
    return listed.ok ? some.filter((id) => !listed.value.some((one) => one.id === id)) : [];
  });
  return read.flat();
}

type Assets = Pick<Attached, 'attachments' | 'thumbnails' | 'metadata'>;

/** @param expected of which there are none, as far as is known, is asked for in short */
function askForAssets(chain: Multirequest, ids: readonly EntryId[], expected?: Assets): Asked<Assets> {
  const list = <T extends { readonly id: unknown }>(
    known: readonly T[] | undefined,
    ask: (ids: readonly EntryId[], page: number) => Call<Page<T>>,
  ): AskedList<T> =>
    askForList(chain, (page) => (known?.length === 0 ? inShort(ask(ids, page), page) : ask(ids, page)));
  const attachments = list(expected?.attachments, listAttachments);
  const thumbnails = list(expected?.thumbnails, listThumbnails);
  const metadata = list(expected?.metadata, listMetadata);
  return async (client, answers) => {
    const [[files], [pictures], [rows]] = await Promise.all([
      wholeLists(client, answers, [attachments]),
      wholeLists(client, answers, [thumbnails]),
      wholeLists(client, answers, [metadata]),
    ]);
    return { attachments: valueOf(files), thumbnails: valueOf(pictures), metadata: valueOf(rows) };
  };
}

/** What belongs to a copy and to its original, as it is compared. */
export interface Compared {
  readonly copy: Attached;
  /** Its cue points stay as they were read: the copy was made from those. What describes them is read again. */
  readonly original: Assets & Pick<Attached, 'annotationMetadata'>;
}

/**
 * Asks for what belongs to the entries of a copy and to their originals, in the same lists. What is in a copy is the
 * session's own, so all of it is shown, and nothing is in it that was not copied: one list has all its cue points.
 * @param annotations those that were copied, and their copies: what kind of item each is stands in metadata
 * @param read the original as it was read
 */
export function askForCompared(
  chain: Multirequest,
  { copies, originals }: { readonly copies: readonly EntryId[]; readonly originals: readonly EntryId[] },
  annotations: { readonly copies: readonly string[]; readonly originals: readonly string[] },
  read: Attached,
): Asked<Compared> {
  const assets = chunks([...copies, ...originals], IDS_A_CALL).map((ids) => {
    const one = askForAssets(chain, ids, read);
    chain.mayEndHere();
    return one;
  });
  const cuePoints = chunks(copies, IDS_A_CALL).map((ids) => {
    const ask = (page: number): Call<Page<CuePoint>> => listMadeCuePoints(ids, page);
    const one = askForList(chain, (page) =>
      read.cuePoints?.length === 0 ? inShort(ask(page), page) : ask(page),
    );
    chain.mayEndHere();
    return one;
  });
  const described = chunks([...annotations.copies, ...annotations.originals], IDS_A_CALL).map((ids) =>
    askForList(chain, (page) => listAnnotationMetadata(ids, page)),
  );
  const copiedAnnotations = new Set(annotations.copies);
  const describesCopy = ({ objectId }: Metadata): boolean => copiedAnnotations.has(objectId);
  return async (client, answers) => {
    const [lists, points, rows] = await Promise.all([
      Promise.all(assets.map((asked) => asked(client, answers))),
      wholeLists(client, answers, cuePoints),
      wholeLists(client, answers, described),
    ]);
    const ours = new Set<string>(copies);
    const found = joinedAssets(lists);
    const [copy, original] = ([true, false] as const).map((isOurs) => ({
      attachments: found.attachments?.filter(({ entryId }) => ours.has(entryId) === isOurs),
      thumbnails: found.thumbnails?.filter(({ entryId }) => ours.has(entryId) === isOurs),
      metadata: found.metadata?.filter(({ objectId }) => ours.has(objectId) === isOurs),
    })) as [Assets, Assets]; // one of each
    const annotationMetadata = all(rows);
    return {
      copy: {
        ...copy,
        ...{ cuePoints: all(points), cuePointCount: undefined },
        annotationMetadata: annotationMetadata?.filter(describesCopy),
      },
      original: {
        ...original,
        annotationMetadata: annotationMetadata?.filter((row) => !describesCopy(row)),
      },
    };
  };
}

/**
 * The lists of cue points of which a clone may hold something. Rooms of webcasts have thousands of votes, which are
 * code cue points: of rooms those alone are asked for that say that they are polls.
 */
function cuePointLists(entries: readonly AskedEntry[]): readonly CuePointList[] {
  const files = entries.filter(({ isFile }) => isFile).map(({ id }) => id);
  const rooms = entries.filter(({ isFile }) => !isFile).map(({ id }) => id);
  const lists: CuePointList[] = [
    { of: rooms, filter: { ...ofTypes('codeCuePoint.Code'), tagsLike: 'poll-data' } },
    { of: rooms, filter: ofTypes(...EVERYWHERE) },
    { of: files, filter: ofTypes(...EVERYWHERE, 'codeCuePoint.Code', 'quiz.QUIZ_QUESTION') },
  ];
  return lists.filter(({ of }) => of.length > 0);
}

/** Announcements, and slides: of rooms and of files. */
const EVERYWHERE = ['annotation.Annotation', 'thumbCuePoint.Thumb'] as const;

interface CuePointList {
  readonly of: readonly EntryId[];
  readonly filter: CuePointFilter;
}

/**
 * The cue points of these entries of which a clone may hold something, with what says of annotations what they are.
 * @returns a failure where not all of them could be read
 */
export async function readCuePoints(
  client: KalturaClient,
  entries: readonly AskedEntry[],
): Promise<
  Result<{ readonly cuePoints: readonly CuePoint[]; readonly annotationMetadata: readonly Metadata[] }>
> {
  const found: CuePoint[] = [];
  for (const some of chunks(entries, IDS_A_CALL)) {
    const chain = new Multirequest();
    const asked = cuePointLists(some).map(({ of, filter }) =>
      askForList(chain, (page) => listCuePoints(of, filter, page)),
    );
    const answers = await client.send(chain);
    if (!answers.ok) return answers;
    for (const list of await wholeLists(client, answers.value, asked)) {
      if (!list.ok) return list;
      found.push(...list.value);
    }
  }
  const rows = await readRowsOf(client, found);
  return rows.ok ? succeeded({ cuePoints: found, annotationMetadata: rows.value }) : rows;
}

/** What kind of item each annotation is; undefined where it could not be read. */
async function readAnnotationMetadata(
  client: KalturaClient,
  cuePoints: readonly CuePoint[],
): Promise<readonly Metadata[] | undefined> {
  return valueOf(await readRowsOf(client, cuePoints));
}

/** The metadata of the annotations among these; asked only where there are any. */
async function readRowsOf(
  client: KalturaClient,
  cuePoints: readonly CuePoint[],
): Promise<Result<readonly Metadata[]>> {
  const annotations = cuePoints.filter(isAnnotation).map(({ id }) => id);
  const batches = chunks(chunks(annotations, IDS_A_CALL), LISTS_A_REQUEST);
  const read = await inParallel(batches, REQUESTS_AT_ONCE, async (batch) => {
    const chain = new Multirequest();
    const asked = batch.map((ids) => askForList(chain, (page) => listAnnotationMetadata(ids, page)));
    const answers = await client.send(chain);
    return answers.ok ? wholeLists(client, answers.value, asked) : [answers];
  });
  const rows: Metadata[] = [];
  for (const list of read.flat()) {
    if (!list.ok) return list;
    rows.push(...list.value);
  }
  return succeeded(rows);
}

const valueOf = <T>(result: Result<T> | undefined): T | undefined => (result?.ok ? result.value : undefined);

/** All items of all lists, or undefined where one of them could not be read. */
function all<T>(lists: readonly Result<readonly T[]>[]): T[] | undefined {
  const found: T[] = [];
  for (const list of lists) {
    if (!list.ok) return undefined;
    found.push(...list.value);
  }
  return found;
}

const both = <T>(lists: readonly (readonly T[] | undefined)[]): T[] | undefined =>
  lists.every((list) => list !== undefined) ? lists.flat() : undefined;

const joinedAssets = (parts: readonly Assets[]): Assets => ({
  attachments: both<Attachment>(parts.map(({ attachments }) => attachments)),
  thumbnails: both<Thumbnail>(parts.map(({ thumbnails }) => thumbnails)),
  metadata: both<Metadata>(parts.map(({ metadata }) => metadata)),
});

/** What belongs to several sets of entries, as one. */
export const joined = (parts: readonly Attached[]): Attached => ({
  ...joinedAssets(parts),
  cuePoints: both<CuePoint>(parts.map(({ cuePoints }) => cuePoints)),
  cuePointCount: parts.reduce<number | undefined>(
    (sum, { cuePointCount }) =>
      sum === undefined || cuePointCount === undefined ? undefined : sum + cuePointCount,
    0,
  ),
  annotationMetadata: both<Metadata>(parts.map(({ annotationMetadata }) => annotationMetadata)),
});

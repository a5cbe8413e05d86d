import { type Attachment, listAttachments, listThumbnails, type Thumbnail } from '../../kaltura/asset.ts';
import type { KalturaClient } from '../../kaltura/client.ts';
import {
  countCuePoints,
  type CuePoint,
  type CuePointFilter,
  listCuePoints,
  ofTypes,
} from '../../kaltura/cue-point.ts';
import { type Entry, getListedIds } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { listAnnotationMetadata, listMetadata, type Metadata } from '../../kaltura/metadata.ts';
import { type Answers, Multirequest } from '../../kaltura/multirequest.ts';
import type { Result } from '../../kaltura/result.ts';
import { isAnnotation } from '../../room/parts/cue-points.ts';
import { childKind, type Room } from '../../room/room.ts';
import { chunks } from './chunks.ts';
import { askForList, inParallel, wholeLists } from './lists.ts';

/** What belongs to entries, as a room has it for all of its own. */
export type Attached = Pick<
  Room,
  'attachments' | 'thumbnails' | 'cuePoints' | 'cuePointCount' | 'metadata' | 'annotationMetadata'
> & {
  /** Entries of which the session lists nothing that belongs to them. */
  readonly unseen: readonly EntryId[];
};

const LISTS_A_REQUEST = 20;
/** Ids go into one parameter of each list: bounded, so that the body stays small. */
export const IDS_A_CALL = 100;

/** An entry that is asked what belongs to it. */
export interface AskedEntry {
  readonly id: EntryId;
  /** A video, document or whiteboard: not a room, nor a playlist. */
  readonly isFile: boolean;
}

export const askedEntry = (entry: Entry): AskedEntry => ({
  id: entry.id,
  isFile: childKind(entry) === 'file',
});

/**
 * Which cue points are asked for: none; all, with what kind of item each annotation is; or all, with the metadata of
 * the annotations that are known already, in the same request.
 */
export type WantedCuePoints = 'none' | 'all' | { readonly annotations: readonly string[] };

/** What has been asked for in some request; to be read once that is answered. */
export type AskedAttached = (client: KalturaClient, answers: Answers) => Promise<Attached>;

/**
 * Asks for all that belongs to these entries. Must not come behind a list of entries in its request: that turns the
 * rest of it to the session's own (recorded scenario `entitlement-filter-once`).
 */
export function askForAttached(
  chain: Multirequest,
  entries: readonly AskedEntry[],
  wanted: WantedCuePoints = 'all',
): AskedAttached {
  const asked = chunks(entries, IDS_A_CALL).map((some) => {
    const one = askForSome(chain, some, wanted);
    chain.mayEndHere();
    return one;
  });
  const described =
    typeof wanted === 'string'
      ? []
      : chunks(wanted.annotations, IDS_A_CALL).map((ids) =>
          askForList(chain, (page) => listAnnotationMetadata(ids, page)),
        );
  return async (client, answers) => {
    const attached = joined(await Promise.all(asked.map((read) => read(client, answers))));
    if (typeof wanted === 'string') return attached;
    return { ...attached, annotationMetadata: all(await wholeLists(client, answers, described)) };
  };
}

function askForSome(
  chain: Multirequest,
  entries: readonly AskedEntry[],
  wanted: WantedCuePoints,
): AskedAttached {
  const ids = entries.map(({ id }) => id);
  // What a session sees of the original was asked at its first reading; of its own copy it sees all.
  const listed = wanted === 'all' ? chain.add(getListedIds(ids)) : undefined;
  const attachments = askForList(chain, (page) => listAttachments(ids, page));
  const thumbnails = askForList(chain, (page) => listThumbnails(ids, page));
  const metadata = askForList(chain, (page) => listMetadata(ids, page));
  const cuePoints = (wanted === 'none' ? [] : cuePointLists(entries)).map(({ of, filter }) =>
    askForList(chain, (page) => listCuePoints(of, filter, page)),
  );
  const cuePointCount = wanted === 'all' ? chain.add(countCuePoints(ids)) : undefined;
  return async (client, answers) => {
    const seen = listed && answers.read(listed);
    const [[files], [pictures], [rows], points] = await Promise.all([
      wholeLists(client, answers, [attachments]),
      wholeLists(client, answers, [thumbnails]),
      wholeLists(client, answers, [metadata]),
      wholeLists(client, answers, cuePoints),
    ]);
    const found = all(points);
    return {
      attachments: valueOf(files),
      thumbnails: valueOf(pictures),
      metadata: valueOf(rows),
      cuePoints: found,
      cuePointCount: cuePointCount && valueOf(answers.read(cuePointCount)),
      annotationMetadata: wanted === 'all' ? await readAnnotationMetadata(client, found ?? []) : [],
      unseen: seen?.ok ? ids.filter((id) => !seen.value.some((one) => one.id === id)) : [],
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

/** What kind of item each annotation is; asked only where there are any, and undefined where it could not be read. */
async function readAnnotationMetadata(
  client: KalturaClient,
  cuePoints: readonly CuePoint[],
): Promise<readonly Metadata[] | undefined> {
  const annotations = cuePoints.filter(isAnnotation).map(({ id }) => id);
  const batches = chunks(chunks(annotations, IDS_A_CALL), LISTS_A_REQUEST);
  const read = await inParallel(batches, 4, async (batch) => {
    const chain = new Multirequest();
    const asked = batch.map((ids) => askForList(chain, (page) => listAnnotationMetadata(ids, page)));
    const answers = await client.send(chain);
    return answers.ok ? wholeLists(client, answers.value, asked) : [answers];
  });
  return all(read.flat());
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

/** What belongs to several sets of entries, as one. */
export function joined(parts: readonly Attached[]): Attached {
  const both = <T>(lists: readonly (readonly T[] | undefined)[]): T[] | undefined =>
    lists.every((list) => list !== undefined) ? lists.flat() : undefined;
  return {
    attachments: both<Attachment>(parts.map(({ attachments }) => attachments)),
    thumbnails: both<Thumbnail>(parts.map(({ thumbnails }) => thumbnails)),
    metadata: both<Metadata>(parts.map(({ metadata }) => metadata)),
    cuePoints: both<CuePoint>(parts.map(({ cuePoints }) => cuePoints)),
    cuePointCount: parts.reduce<number | undefined>(
      (sum, { cuePointCount }) =>
        sum === undefined || cuePointCount === undefined ? undefined : sum + cuePointCount,
      0,
    ),
    annotationMetadata: both<Metadata>(parts.map(({ annotationMetadata }) => annotationMetadata)),
    unseen: parts.flatMap(({ unseen }) => unseen),
  };
}

import { listAttachments, listThumbnails } from '../../kaltura/asset.ts';
import { type Bound, MOST_LEVELS, MOST_PARTS } from '../../kaltura/bounds.ts';
import type { KalturaClient } from '../../kaltura/client.ts';
import { listCuePoints } from '../../kaltura/cue-point.ts';
import { type Entry, getEntries, getEntry, listChildren, type Page } from '../../kaltura/entry.ts';
import type { Failure } from '../../kaltura/failure.ts';
import type { EntryId, UserId } from '../../kaltura/ids.ts';
import { listAnnotationMetadata, listMetadata, type Metadata } from '../../kaltura/metadata.ts';
import { type Answers, Multirequest, type Slot } from '../../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/result.ts';
import { getTime } from '../../kaltura/system.ts';
import { getPermissions, getUser, listGroups } from '../../kaltura/user.ts';
import { isAnnotation } from '../../room/parts/cue-points.ts';
import type { Room } from '../../room/room.ts';

/** `getByIds` puts its ids into one parameter: bounded, so that the body stays small. */
const IDS_A_CALL = 100;
/** How many lists of grandchildren go into one request. */
const LISTS_A_REQUEST = 50;

/** Reads one value out of the answers of a multirequest. */
type Reader<T> = (answers: Answers) => Result<T>;

/** Asks for everything of a room but its children. What fails beside the entry itself is `undefined`: not known. */
function askForRoomItself(chain: Multirequest, id: EntryId): Reader<Room> {
  const entry = chain.add(getEntry(id));
  const attachments = chain.add(listAttachments(id));
  const thumbnails = chain.add(listThumbnails(id));
  const cuePoints = chain.add(listCuePoints(id));
  const metadata = chain.add(listMetadata(id));
  return (answers) => {
    const room = answers.read(entry);
    if (!room.ok) return room;
    return succeeded({
      entry: room.value,
      children: [],
      attachments: wholePage(answers, attachments),
      thumbnails: wholePage(answers, thumbnails),
      cuePoints: wholePage(answers, cuePoints),
      metadata: wholePage(answers, metadata),
      annotationMetadata: undefined,
    });
  };
}

/** The objects of a list, or undefined where it failed or did not fit on one page. */
function wholePage<T>(answers: Answers, slot: Slot<Page<T>>): readonly T[] | undefined {
  const page = answers.read(slot);
  return page.ok && page.value.totalCount <= page.value.objects.length ? page.value.objects : undefined;
}

/** Asks for a room with these children and annotations, by id: the database answers, not the search index. */
export function askForKnownRoom(
  chain: Multirequest,
  id: EntryId,
  children: readonly EntryId[],
  annotations: readonly string[] = [],
): Reader<Room> {
  const itself = askForRoomItself(chain, id);
  const entries = chunks(children, IDS_A_CALL).map((ids) => chain.add(getEntries(ids)));
  const described = chunks(annotations, IDS_A_CALL).map((ids) => chain.add(listAnnotationMetadata(ids)));
  return (answers) => {
    const room = itself(answers);
    if (!room.ok) return room;
    const found: Entry[] = [];
    for (const slot of entries) {
      const page = answers.read(slot);
      if (!page.ok) return page;
      for (const entry of page.value) found.push(entry);
    }
    const pages = described.map((slot) => wholePage(answers, slot));
    const annotationMetadata = pages.every((page) => page !== undefined) ? pages.flat() : undefined;
    return succeeded({ ...room.value, children: inOrderOf(children, found), annotationMetadata });
  };
}

const inOrderOf = (ids: readonly EntryId[], entries: readonly Entry[]): Entry[] => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** The room with who asks for it, as one needs to know before a clone. */
export interface Reading {
  readonly room: Room;
  readonly user: UserId;
  readonly groups: readonly string[];
  /** The role's permissions, comma-separated; empty where the server does not tell. */
  readonly permissions: string;
  /** The server's clock, in milliseconds since 1970. */
  readonly serverTime: number;
}

/**
 * Reads a room for its clone: one request, and one more for each further level of children or page of 500.
 * A failure of `user.get` comes first: it tells that the session is no user's.
 */
export async function readForClone(client: KalturaClient, id: EntryId): Promise<Result<Reading>> {
  const chain = new Multirequest();
  const user = chain.add(getUser());
  const permissions = chain.add(getPermissions());
  const time = chain.add(getTime());
  const itself = askForRoomItself(chain, id);
  const children = chain.add(listChildren(id));
  const groups = chain.add(listGroups(user.id()));
  const sent = await client.send(chain);
  if (!sent.ok) return sent;
  const answers = sent.value;

  const who = answers.read(user);
  if (!who.ok) return who;
  const room = itself(answers);
  if (!room.ok) return room;
  const firstPage = answers.read(children);
  if (!firstPage.ok) return firstPage;
  const serverTime = answers.read(time);
  if (!serverTime.ok) return serverTime;
  const all = await readTree(client, id, firstPage.value);
  if (!all.ok) return all;
  const annotationMetadata = await readAnnotationMetadata(client, room.value);

  const role = answers.read(permissions);
  const memberships = answers.read(groups);
  return succeeded({
    room: { ...room.value, children: all.value, annotationMetadata },
    user: who.value.id,
    groups: memberships.ok ? memberships.value.objects.map(({ groupId }) => groupId) : [],
    permissions: role.ok ? role.value : '',
    serverTime: serverTime.value * 1000,
  });
}

/** What kind of item each annotation is; asked only where there are any, and undefined where it could not be read. */
async function readAnnotationMetadata(
  client: KalturaClient,
  { cuePoints = [] }: Room,
): Promise<Room['annotationMetadata']> {
  const found: Metadata[] = [];
  const annotations = cuePoints.filter(isAnnotation).map(({ id }) => id);
  for (const ids of chunks(annotations, IDS_A_CALL)) {
    const page = await client.call(listAnnotationMetadata(ids));
    if (!page.ok || page.value.totalCount > page.value.objects.length) return undefined;
    found.push(...page.value.objects);
  }
  return found;
}

/** The whole tree below a room, each child after its parent. */
async function readTree(
  client: KalturaClient,
  room: EntryId,
  firstPage: Page<Entry>,
): Promise<Result<Entry[]>> {
  const children = await readPages(client, room, firstPage);
  return children.ok ? withDescendants(client, children.value, room) : children;
}

/** Entries that have been found since, with all that is below them. */
export async function readEntries(client: KalturaClient, ids: readonly EntryId[]): Promise<Result<Entry[]>> {
  const found: Entry[] = [];
  for (const some of chunks(ids, IDS_A_CALL)) {
    const entries = await client.call(getEntries(some));
    if (!entries.ok) return entries;
    found.push(...inOrderOf(some, entries.value));
  }
  return withDescendants(client, found);
}

/** @param room what is not below itself, whatever a list says */
async function withDescendants(
  client: KalturaClient,
  entries: readonly Entry[],
  room?: EntryId,
): Promise<Result<Entry[]>> {
  const found = entries.filter(({ id }) => id !== room);
  const seen = new Set<EntryId | undefined>([room, ...found.map(({ id }) => id)]);
  if (found.length > MOST_PARTS) return failed(tooMuch('parts'));
  for (let level = found.map(({ id }) => id), depth = 1; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return failed(tooMuch('levels'));
    const next: Entry[] = [];
    for (const ids of chunks(level, LISTS_A_REQUEST)) {
      const chain = new Multirequest();
      const slots = ids.map((id) => ({ id, slot: chain.add(listChildren(id)) }));
      const answers = await client.send(chain);
      if (!answers.ok) return answers;
      for (const { id, slot } of slots) {
        const page = answers.value.read(slot);
        if (!page.ok) return page;
        const whole = await readPages(client, id, page.value);
        if (!whole.ok) return whole;
        for (const child of whole.value) {
          if (seen.has(child.id)) continue;
          seen.add(child.id);
          next.push(child);
        }
        if (found.length + next.length > MOST_PARTS) return failed(tooMuch('parts'));
      }
    }
    found.push(...next);
    level = next.map(({ id }) => id);
  }
  return succeeded(found);
}

/** All pages of a list, each entry once. */
async function readPages(
  client: KalturaClient,
  parent: EntryId,
  first: Page<Entry>,
): Promise<Result<Entry[]>> {
  const found = new Map(first.objects.map((entry) => [entry.id, entry]));
  for (let index = 2, read = first.objects.length; read < first.totalCount; index += 1) {
    if (first.totalCount > MOST_PARTS) return failed(tooMuch('parts'));
    const page = await client.call(listChildren(parent, index));
    if (!page.ok) return page;
    const before = found.size;
    for (const entry of page.value.objects) found.set(entry.id, entry);
    if (found.size === before) {
      return failed({ kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined });
    }
    read += page.value.objects.length;
  }
  return found.size > MOST_PARTS ? failed(tooMuch('parts')) : succeeded([...found.values()]);
}

const tooMuch = (bound: Bound): Failure => ({ kind: 'tooMuch', bound });

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

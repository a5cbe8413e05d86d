import type { ClockAndRandom } from '../engine/steps.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { type CopiedEntry, type Entry, getCopies, getEntries, getEntry } from '../../kaltura/entry.ts';
import { countEntriesOf } from '../../kaltura/entry-lists.ts';
import type { EntryId, UserId } from '../../kaltura/ids.ts';
import { type Answers, Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { getTime } from '../../kaltura/system.ts';
import { getPermissions, getUser, listGroups } from '../../kaltura/user.ts';
import type { CopiedRoom, Room } from '../../room/room.ts';
import { mayHideChildren } from '../../room/people/unseen.ts';
import { askForAttached, type Attached, askedEntry, IDS_A_CALL, joined, readUnseen } from './attached.ts';
import { chunks } from './chunks.ts';
import { inParallel } from './lists.ts';
import { type Pace, paceOf } from './pace.ts';
import { readTree } from './tree.ts';

/** The room with who asks for it, as one needs to know before a clone. */
export interface Reading {
  readonly original: Room;
  readonly user: UserId;
  readonly groups: readonly string[];
  /** The role's permissions, comma-separated; empty where the server does not tell. */
  readonly permissions: string;
  /** The server's clock, in milliseconds since 1970. */
  readonly serverTime: number;
  /** What the clone begins with. */
  readonly pace: Pace;
}

/** Who asks, and what the room has itself: everything but its children. */
interface RoomItself extends Omit<Reading, 'original' | 'pace'> {
  /** How many calls that took, and how many milliseconds. */
  readonly took: { readonly calls: number; readonly ms: number };
  readonly entry: Entry;
  readonly attached: Attached;
}

/**
 * Reads a room for its clone: two requests at once for the room and its first level, and for each further level two
 * more at once, its children and what belongs to it. A failure of `user.get` comes first: it tells that the session is
 * no user's.
 */
export async function readForClone(
  client: KalturaClient,
  id: EntryId,
  clock: Pick<ClockAndRandom, 'now'>,
): Promise<Result<Reading>> {
  const asked = readItself(client, id, clock);
  const user = asked.then((read) => (read.ok ? read.value.user : undefined));
  const levels: Level[] = [];
  const each = async (level: readonly Entry[]): Promise<void> => {
    levels.push(await readAttached(client, level, user));
  };
  const [itself, listsAll, tree] = await Promise.all([
    asked,
    asked.then((read) => read.ok && listsOthers(client, read.value)),
    readTree(client, [id], clock, each),
  ]);
  if (!itself.ok) return itself;
  if (!tree.ok) return tree;
  const { entry, attached, took, ...asker } = itself.value;
  const { entries: children, msOfFirst } = tree.value;
  const isOwner = isSameUser(entry.userId, asker.user);
  return succeeded({
    ...asker,
    pace: paceOf(took.calls, took.ms, msOfFirst),
    original: {
      entry,
      children,
      ...joined([attached, ...levels]),
      unseen: {
        children: listsAll && mayHideChildren(entry, children, asker),
        // What the room has itself a session that may open it sees: entitlement asks for the room's own people.
        attached: levels.flatMap(({ unseen }) => unseen),
        annotations: !isOwner && !listsAll,
      },
    },
  });
}

async function readItself(
  client: KalturaClient,
  id: EntryId,
  { now }: Pick<ClockAndRandom, 'now'>,
): Promise<Result<RoomItself>> {
  const chain = new Multirequest();
  const user = chain.add(getUser());
  const permissions = chain.add(getPermissions());
  const time = chain.add(getTime());
  const room = chain.add(getEntry(id));
  const attached = askForAttached(chain, [{ id, isFile: false }]);
  const groups = chain.add(listGroups(user.id()));
  const began = now();
  const sent = await client.send(chain);
  const took = { calls: chain.size, ms: Math.max(0, now() - began) };
  if (!sent.ok) return sent;
  const answers = sent.value;
  const who = answers.read(user);
  if (!who.ok) return who;
  const entry = answers.read(room);
  if (!entry.ok) return entry;
  const serverTime = answers.read(time);
  if (!serverTime.ok) return serverTime;
  const role = answers.read(permissions);
  const memberships = answers.read(groups);
  return succeeded({
    entry: entry.value,
    attached: await attached(client, answers),
    user: who.value.id,
    groups: memberships.ok ? memberships.value.objects.map(({ groupId }) => groupId) : [],
    permissions: role.ok ? role.value : '',
    serverTime: serverTime.value * 1000,
    took,
  });
}

/**
 * Whether the session's lists show entries of others: with the privilege `list:*`, and always to their owner. Asked in
 * a request of its own, since it is a list. Where that fails, it is taken not to.
 */
async function listsOthers(client: KalturaClient, { entry, user }: RoomItself): Promise<boolean> {
  if (isSameUser(entry.userId, user)) return false;
  const others = await client.call(countEntriesOf(entry.userId));
  return others.ok && others.value > 0;
}

/** The server compares user ids without case (docs/facts/kaltura-api.md#11-who-may-edit). */
const isSameUser = (a: UserId, b: UserId): boolean => a.toLowerCase() === b.toLowerCase();

const REQUESTS_AT_ONCE = 4;

/** What belongs to one level of a tree. */
interface Level extends Attached {
  /** Entries of which the session lists nothing that belongs to them. */
  readonly unseen: readonly EntryId[];
}

/** @param user whose session it is, once that is known */
async function readAttached(
  client: KalturaClient,
  entries: readonly Entry[],
  user: Promise<UserId | undefined>,
): Promise<Level> {
  const batches = chunks(entries.map(askedEntry), IDS_A_CALL);
  const [read, unseen] = await Promise.all([
    inParallel(batches, REQUESTS_AT_ONCE, async (batch) => {
      const chain = new Multirequest();
      const asked = askForAttached(chain, batch);
      const sent = await client.send(chain);
      return sent.ok ? asked(client, sent.value) : UNREADABLE;
    }),
    user.then((me) => (me === undefined ? [] : readUnseen(client, ofOthers(entries, me)))),
  ]);
  return { ...joined(read), unseen };
}

const ofOthers = (entries: readonly Entry[], user: UserId): EntryId[] =>
  entries.filter((entry) => !isSameUser(entry.userId, user)).map(({ id }) => id);

const UNREADABLE: Attached = {
  attachments: undefined,
  thumbnails: undefined,
  cuePoints: undefined,
  cuePointCount: undefined,
  metadata: undefined,
  annotationMetadata: undefined,
};

/** What was found below a room since it was read, with all that is below and belongs to it. */
export type Found = Level & Pick<Room, 'children'>;

/** These entries with all that is below them, however deep. */
export async function readEntries(
  client: KalturaClient,
  ids: readonly EntryId[],
  user: UserId,
  clock: Pick<ClockAndRandom, 'now'>,
): Promise<Result<Found>> {
  const levels: Level[] = [];
  const each = async (level: readonly Entry[]): Promise<void> => {
    levels.push(await readAttached(client, level, Promise.resolve(user)));
  };
  const found: Entry[] = [];
  for (const some of chunks(ids, IDS_A_CALL)) {
    const entries = await client.call(getEntries(some));
    if (!entries.ok) return entries;
    const byId = new Map(entries.value.map((entry) => [entry.id, entry]));
    found.push(...some.flatMap((id) => byId.get(id) ?? []));
  }
  const [below] = await Promise.all([readTree(client, ids, clock, each), each(found)]);
  if (!below.ok) return below;
  const unseen = levels.flatMap((level) => level.unseen);
  return succeeded({ ...joined(levels), unseen, children: [...found, ...below.value.entries] });
}

/** A room with what was found below it since. */
export function withFound(room: Room, { unseen, children, ...attached }: Found): Room {
  return {
    ...room,
    ...joined([room, attached]),
    children: [...room.children, ...children],
    unseen: { ...room.unseen, attached: [...room.unseen.attached, ...unseen] },
  };
}

/** The room's copy itself and its children, as they were asked for in some request. */
export type AskedCopy = (answers: Answers) => Result<Pick<CopiedRoom, 'entry' | 'children'>>;

/**
 * Asks for the copy of a room with these children, by id: the database answers, not the search index. It is the
 * session's own, so nothing of it is kept back.
 */
export function askForCopy(chain: Multirequest, id: EntryId, children: readonly EntryId[]): AskedCopy {
  const entry = chain.add(getEntry(id));
  const entries = chunks(children, IDS_A_CALL).map((some) => chain.add(getCopies(some)));
  return (answers) => {
    const room = answers.read(entry);
    if (!room.ok) return room;
    const found = new Map<EntryId, CopiedEntry>();
    for (const slot of entries) {
      const page = answers.read(slot);
      if (!page.ok) return page;
      for (const child of page.value) found.set(child.id, child);
    }
    return succeeded({ entry: room.value, children: children.flatMap((child) => found.get(child) ?? []) });
  };
}

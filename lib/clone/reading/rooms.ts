import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { type Entry, getEntries } from '../../kaltura/entry.ts';
import { countChildren, listRoomsEditedBy, listRoomsOf } from '../../kaltura/entry-lists.ts';
import type { EntryId, UserId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { getUser, listGroups } from '../../kaltura/user.ts';
import type { Problem } from '../../room/report/problem.ts';
import { rightToClone } from '../../room/people/rights.ts';
import { isRecycled, roomKind } from '../../room/room.ts';
import { inParallel } from './lists.ts';

/** A page of a person's rooms. */
export interface RoomList {
  readonly rooms: readonly Entry[];
  /** Of all pages: rooms, and what else has no content. */
  readonly totalCount: number;
  readonly isLast: boolean;
}

/** The server's cap for a page: a page that is not full is the last. */
const FULL_PAGE = 500;
/** Its search finds 10,000 entries at the most; a server that goes on is not listened to. */
const MOST_PAGES = 20;

/** @param page from 1 */
export async function listRooms(
  client: KalturaClient,
  user: UserId,
  which: 'own' | 'edited',
  page: number,
): Promise<Result<RoomList>> {
  const list = which === 'own' ? listRoomsOf : listRoomsEditedBy;
  const answer = await client.call(list(user, page));
  if (!answer.ok) return answer;
  const { objects, totalCount } = answer.value;
  const rooms = objects.filter(
    (entry) => roomKind(entry) !== 'none' && rightToClone(entry, user, []) !== 'none',
  );
  return succeeded({ rooms, totalCount, isLast: objects.length < FULL_PAGE || page >= MOST_PAGES });
}

/** So many rooms are counted at once. */
const COUNTED_AT_ONCE = 4;

/** How much is in each of these rooms: files and breakout rooms. What can't be counted is left out. */
export async function countInside(
  client: KalturaClient,
  ids: readonly EntryId[],
): Promise<readonly { readonly entryId: EntryId; readonly count: number }[]> {
  const counted = await inParallel(ids, COUNTED_AT_ONCE, async (entryId) => {
    const answer = await client.call(countChildren(entryId));
    return answer.ok ? [{ entryId, count: answer.value }] : [];
  });
  return counted.flat();
}

export type CheckedEntry =
  | { readonly entryId: EntryId; readonly ok: true; readonly entry: Entry }
  | { readonly entryId: EntryId; readonly ok: false; readonly problem: Problem };

/**
 * Which of these entries are rooms that the session's user may clone, and why the others are not: in one request. What
 * another account has, and what is deleted, the server answers alike: with nothing.
 */
export async function checkRooms(
  client: KalturaClient,
  ids: readonly EntryId[],
): Promise<Result<readonly CheckedEntry[]>> {
  const chain = new Multirequest();
  const user = chain.add(getUser());
  const groups = chain.add(listGroups(user.id()));
  const entries = chain.add(getEntries(ids));
  const answers = await client.send(chain);
  if (!answers.ok) return answers;
  const who = answers.value.read(user);
  const found = answers.value.read(entries);
  const memberships = answers.value.read(groups);
  if (!who.ok) return failed(who.failure);
  if (!found.ok) return failed(found.failure);
  const names = memberships.ok ? memberships.value.objects.map(({ groupId }) => groupId) : [];
  const byId = new Map(found.value.map((entry) => [entry.id, entry]));
  return succeeded(
    ids.map((entryId): CheckedEntry => {
      const entry = byId.get(entryId);
      const code = entry ? problemWith(entry, who.value.id, names) : 'notFound';
      if (!entry || code) return { entryId, ok: false, problem: { code: code ?? 'notFound' } };
      return { entryId, ok: true, entry };
    }),
  );
}

function problemWith(entry: Entry, user: UserId, groups: readonly string[]): Problem['code'] | undefined {
  if (roomKind(entry) === 'none') return 'notARoom';
  if (isRecycled(entry)) return 'recycled';
  return rightToClone(entry, user, groups) === 'none' ? 'noRight' : undefined;
}

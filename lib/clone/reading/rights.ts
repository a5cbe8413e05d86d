import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { getEntries } from '../../kaltura/entry.ts';
import type { Failure } from '../../kaltura/transport/failure.ts';
import type { EntryId, UserId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { getPermissions, getUser, listGroups } from '../../kaltura/user.ts';
import { rightToClone } from '../../room/people/rights.ts';
import { roomKind } from '../../room/room.ts';
import { mayOnlyView } from './eligibility.ts';
import { chunks } from './chunks.ts';

/** `getByIds` puts its ids into one parameter: bounded, as in a reading. */
const IDS_A_CALL = 100;

/** A room among the entries that were asked about. */
export interface RoomRight {
  readonly entryId: EntryId;
  readonly name: string;
  readonly mayClone: boolean;
}

/** What a session can do for the entries of a page. */
export type Rights =
  /** The server did not answer: nothing is known. `code`: what failed, for support. */
  | { readonly kind: 'unknown'; readonly code: string }
  /** No session of a user who may do more than look: another one must be found. `code`: what failed, if anything did. */
  | { readonly kind: 'unusable'; readonly code: string | undefined }
  | { readonly kind: 'user'; readonly user: UserId; readonly rooms: readonly RoomRight[] };

/**
 * Whose a session is, what it may do, and which of these entries are rooms that its user may clone: one request for
 * all of it, however many rows a list has.
 */
export async function askForRights(client: KalturaClient, ids: readonly EntryId[]): Promise<Rights> {
  const chain = new Multirequest();
  const user = chain.add(getUser());
  const permissions = chain.add(getPermissions());
  const groups = chain.add(listGroups(user.id()));
  const lists = chunks(ids, IDS_A_CALL).map((some) => chain.add(getEntries(some)));
  const answers = await client.send(chain);
  if (!answers.ok) {
    const code = codeOf(answers.failure);
    return answers.failure.kind === 'sessionOver' ? { kind: 'unusable', code } : { kind: 'unknown', code };
  }
  const who = answers.value.read(user);
  const role = answers.value.read(permissions);
  if (!who.ok) return { kind: 'unusable', code: codeOf(who.failure) };
  if (role.ok && mayOnlyView(role.value)) return { kind: 'unusable', code: undefined };
  const memberships = answers.value.read(groups);
  const names = memberships.ok ? memberships.value.objects.map(({ groupId }) => groupId) : [];
  const { id } = who.value;
  const entries = lists.flatMap((list) => {
    const read = answers.value.read(list);
    return read.ok ? read.value : [];
  });
  const asked = new Set(ids);
  const rooms = entries
    .filter((entry) => asked.has(entry.id) && roomKind(entry) !== 'none')
    .map((entry) => ({
      entryId: entry.id,
      name: entry.name,
      mayClone: rightToClone(entry, id, names) !== 'none',
    }));
  return { kind: 'user', user: id, rooms };
}

/** What failed, in one word of ours or Kaltura's. */
function codeOf(failure: Failure): string {
  if ('code' in failure) return failure.code;
  return failure.kind === 'outcomeUnknown' ? failure.cause : failure.kind;
}

import type { Entry } from '../../kaltura/entry.ts';

/** Who reads a room. */
interface Asker {
  readonly user: string;
  readonly groups: readonly string[];
}

const named = (list: string, names: readonly string[]): boolean =>
  list.split(',').some((name) => names.includes(name.trim().toLowerCase()));

/**
 * Whether a session that lists entries of others may have been shown only a part of a room's children. With
 * entitlement such a session is shown what is its own, what names it, and what is in a room of its own (recorded
 * scenario `entitlement-filter-once`); one child that is none of these shows that nothing was kept back.
 */
export function mayHideChildren(room: Entry, children: readonly Entry[], { user, groups }: Asker): boolean {
  const names = [user, ...groups].map((name) => name.toLowerCase());
  const owners = new Map([room, ...children].map(({ id, userId }) => [id as string, userId.toLowerCase()]));
  const isMine = (owner: string | undefined): boolean => owner === user.toLowerCase();
  const isDue = (child: Entry): boolean =>
    isMine(owners.get(child.id)) ||
    isMine(owners.get(child.parentEntryId ?? '')) ||
    [child.entitledUsersEdit, child.entitledUsersPublish, child.entitledUsersView].some((list) =>
      named(list, names),
    );
  return children.every(isDue);
}

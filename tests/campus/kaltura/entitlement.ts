import type { Database } from './database.ts';
import type { Entry } from './entry.ts';
import { type Caller, isAdmin, privilege } from './session.ts';

/** What the server's filter of entries lets through: everything, the caller's own, or what it is entitled to. */
type BuiltFilter = 'all' | 'own' | 'entitled';

/**
 * The server's filter of entries, which it builds once a request, at the first call that touches an entry (recorded
 * scenario `entitlement-filter-once`). A list turns a session without `list:*` to its own entries before that, and
 * then the filter never learns of entitlement; after a `get` it always does. So the order of calls in a request
 * decides what its lists show. One for each HTTP request and KS.
 */
export class RequestFilter {
  readonly #caller: Caller;
  #ownOnly = false;
  #built: BuiltFilter | undefined;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** A list, count or search by reference begins: before the filter is built. */
  beginListing(): void {
    if (this.listsOwnOnly()) this.#ownOnly = true;
    this.touch();
  }

  /** A call touches an entry. */
  touch(): void {
    this.#built ??= this.#build();
  }

  /** Whether this session's lists are confined to its own entries where no filter says otherwise. */
  listsOwnOnly(): boolean {
    return !isAdmin(this.#caller) && privilege(this.#caller, 'list') !== '*';
  }

  /**
   * Whether the filter lets an entry through to a list.
   * @param open the list names entries or a parent: then it is not confined to the caller's own
   */
  lists(database: Database, entry: Entry, open: boolean): boolean {
    if (this.#built === 'entitled') return isListed(database, entry, this.#caller);
    return open ? database.canSee(entry, this.#caller) : true;
  }

  /** Whether the filter lets an entry through to getByIds, and to lists of what belongs to entries. */
  names(database: Database, entry: Entry): boolean {
    switch (this.#built) {
      case 'entitled':
        return isListed(database, entry, this.#caller);
      case 'own':
        return entry.userId.toLowerCase() === this.#caller.user.toLowerCase();
      case 'all':
      case undefined:
        return database.canSee(entry, this.#caller);
    }
  }

  #build(): BuiltFilter {
    if (isEnforced(this.#caller) && (isAdmin(this.#caller) || !this.#ownOnly)) return 'entitled';
    return this.#ownOnly ? 'own' : 'all';
  }
}

const isEnforced = (caller: Caller): boolean =>
  privilege(caller, 'enableentitlement') !== undefined &&
  privilege(caller, 'disableentitlement') === undefined;

/**
 * Whether the search index knows the caller as entitled to an entry: its owner or one of its people, the owner of its
 * parent, or by a category of the session's context. Unlike a `get` it does not look at a child's parent for its people.
 */
function isListed(database: Database, entry: Entry, caller: Caller): boolean {
  const names = [caller.user, ...database.groupsOf(caller.user)].map((name) => name.toLowerCase());
  const parent = database.find(entry.parentEntryId ?? '');
  const people = [entry.userId, parent?.userId ?? '', ...peopleOf(entry)].map((name) => name.toLowerCase());
  if (names.some((name) => name !== '' && people.includes(name))) return true;
  return database.isInContext(entry, caller);
}

const peopleOf = ({ entitledUsersEdit, entitledUsersPublish, entitledUsersView }: Entry): string[] =>
  [entitledUsersEdit, entitledUsersPublish, entitledUsersView].flatMap((list) => list.split(','));

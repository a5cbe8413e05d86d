import { isDeepStrictEqual } from 'node:util';
import { entryNotFound, noRight } from '../api-error.ts';
import type { Action, Context } from '../action.ts';
import { deleteTree, mayDelete } from '../clone-entry.ts';
import { BASE_CLASS, classOf, type Entry, entryAnswer, ROOM } from '../entry.ts';
import { assignCategories } from '../entry-categories.ts';
import { applyFields } from '../entry-fields.ts';
import { findEntries, page } from '../entry-filter.ts';
import { optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { isAdmin, privilege } from '../session.ts';

/** An entry as the API answers it, in its own class or another (`shape`). */
export function answer(context: Context, entry: Entry, shape?: string): object {
  return entryAnswer(entry, context, context.database.assignments(entry.id), shape);
}

/** Adds an entry of the class that the call names, or of `fixed`. */
export function add(
  context: Context,
  parameter: string,
  given: Record<string, unknown>,
  fixed?: string,
): Entry {
  const { database, caller, switches, partnerId } = context;
  const entryClass = classOf(fixed ?? given['objectType']) ?? ROOM;
  const { objectType } = entryClass;
  const now = database.now();
  const blank: Entry = {
    id: database.newId(),
    type: entryClass.type,
    objectType,
    status: entryClass.status,
    name: `${partnerId}_${now}`,
    description: '',
    tags: '',
    userId: caller.user,
    creatorId: caller.user,
    createdAt: now,
    updatedAt: now,
    partnerSortValue: 0,
    entitledUsersEdit: '',
    entitledUsersPublish: '',
    entitledUsersView: '',
    displayInSearch: 1,
    own: {},
  };
  const entry = applyFields(blank, given, {
    database,
    caller,
    switches,
    mode: 'insert',
    objectType,
    parameter,
  });
  database.save(entry);
  assignCategories(database, entry, given, caller);
  return entry;
}

/** Changes an entry by what the call gives, and answers it in the class that the call named. */
export function update(
  context: Context,
  entry: Entry,
  parameter: string,
  given: Record<string, unknown>,
): object {
  const { database, caller, switches } = context;
  const named = phpString(given['objectType']);
  const objectType = classOf(named) ? named : BASE_CLASS.objectType;
  const next = applyFields(entry, given, {
    database,
    caller,
    switches,
    mode: 'update',
    objectType,
    parameter,
  });
  // An update that changes nothing is not saved, and leaves updatedAt as it is.
  if (!isDeepStrictEqual(next, entry)) {
    next.updatedAt = database.now();
    database.save(next);
  }
  assignCategories(database, next, given, caller);
  return answer(context, next, objectType);
}

/** The server's @validateUser: before the role is asked, so that it answers even to a session without one. */
export const validateUser =
  (parameter: string, ownerOnly = false) =>
  (context: Context, params: Params): void => {
    const { database, caller } = context;
    const id = stringParam(params, parameter);
    const entry = database.find(id);
    if (!entry) throw entryNotFound(id);
    if (isAdmin(caller) || privilege(caller, 'edit') === '*') return;
    if (ownerOnly ? !mayDelete(entry, caller) : !database.canEdit(entry, caller)) throw noRight();
  };

/** A list of entries, of one type if it is given; a filter for rooms finds rooms in every list. */
export const listAction = (objectType: string, type?: number | string): Action => ({
  allows: 'user',
  listsEntries: true,
  run: (context, params) => {
    const filter = optionalObject(params, 'filter');
    const typeEqual = filter['objectType'] === 'KalturaRoomEntryFilter' ? ROOM.type : type;
    const asked = typeEqual === undefined ? filter : { ...filter, typeEqual };
    const found = findEntries(context.database, asked, context.caller, context.filter);
    const objects = page(found, optionalObject(params, 'pager')).map((entry) => answer(context, entry));
    return { totalCount: found.length, objects, objectType };
  },
});

/** Deletes for the owner only, or for anybody where the server does not guard it. */
export const deleteAction = (parameter: string, guarded: boolean): Action => ({
  allows: 'user',
  ...(guarded && { guard: validateUser(parameter, true) }),
  run: ({ database, caller }, params) => {
    deleteTree(database, database.visible(stringParam(params, parameter), caller));
    return null;
  },
});

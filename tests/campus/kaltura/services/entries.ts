import { ApiError, entryNotFound, missingParameter, noRight } from '../api-error.ts';
import type { Action, Context, Service } from '../action.ts';
import { cloneEntry, deleteTree, mayDelete, readOptions } from '../clone-entry.ts';
import { BASE_CLASS, classOf, type Entry, entryAnswer, ROOM } from '../entry.ts';
import { applyFields } from '../entry-fields.ts';
import { findEntries, page } from '../entry-filter.ts';
import { objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { isAdmin, privilege } from '../session.ts';

function answer({ database, partnerId }: Context, entry: Entry, shape?: string): object {
  return entryAnswer(entry, partnerId, database.assignments(entry.id), shape);
}

/** Adds an entry of the class that the call names, or of `fixed`. */
function add(context: Context, parameter: string, given: Record<string, unknown>, fixed?: string): object {
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
  return answer(context, entry);
}

function update(context: Context, entry: Entry, parameter: string, given: Record<string, unknown>): object {
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
  if (JSON.stringify(next) !== JSON.stringify(entry)) {
    next.updatedAt = database.now();
    database.save(next);
  }
  return answer(context, next, objectType);
}

/** The server's @validateUser: before the role is asked, so that it answers even to a session without one. */
const validateUser =
  (parameter: string, ownerOnly = false) =>
  (context: Context, params: Params): void => {
    const { database, caller } = context;
    const id = stringParam(params, parameter);
    const entry = database.find(id);
    if (!entry) throw entryNotFound(id);
    if (isAdmin(caller) || privilege(caller, 'edit') === '*') return;
    if (ownerOnly ? !mayDelete(entry, caller) : !database.canEdit(entry, caller)) throw noRight();
  };

const listAction = (objectType: string, typeEqual?: string): Action => ({
  allows: 'user',
  run: (context, params) => {
    const filter = optionalObject(params, 'filter');
    const roomFilter = filter['objectType'] === 'KalturaRoomEntryFilter' || typeEqual !== undefined;
    const asked = roomFilter ? { ...filter, typeEqual: ROOM.type } : filter;
    const found = findEntries(context.database, asked, context.caller);
    const objects = page(found, optionalObject(params, 'pager')).map((entry) => answer(context, entry));
    return { totalCount: found.length, objects, objectType };
  },
});

const deleteAction = (parameter: string, guarded: boolean): Action => ({
  allows: 'user',
  ...(guarded && { guard: validateUser(parameter, true) }),
  run: ({ database, caller }, params) => {
    deleteTree(database, database.visible(stringParam(params, parameter), caller));
    return null;
  },
});

export const baseEntry: Service = {
  add: {
    allows: 'user',
    run: (context, params) => add(context, 'entry', objectParam(params, 'entry')),
  },
  get: {
    allows: 'all',
    run: (context, params) =>
      answer(context, context.database.visible(stringParam(params, 'entryId'), context.caller)),
  },
  getbyids: {
    allows: 'widget',
    run: (context, params) =>
      [...new Set(stringParam(params, 'entryIds').split(','))]
        .flatMap((id) => context.database.find(id.trim()) ?? [])
        .filter((entry) => context.database.canSee(entry, context.caller))
        .map((entry) => answer(context, entry)),
  },
  list: listAction('KalturaBaseEntryListResponse'),
  count: {
    allows: 'user',
    run: ({ database, caller }, params) =>
      findEntries(database, optionalObject(params, 'filter'), caller).length,
  },
  listbyreferenceid: {
    allows: 'user',
    run: (context, params) => {
      const refId = stringParam(params, 'refId');
      if (refId === '') throw missingParameter('');
      const all = { referenceIdEqual: refId, statusNotIn: '3' };
      const objects = findEntries(context.database, all, context.caller).map((entry) =>
        answer(context, entry),
      );
      return { totalCount: objects.length, objects, objectType: 'KalturaBaseEntryListResponse' };
    },
  },
  update: {
    allows: 'user',
    guard: validateUser('entryId'),
    run: (context, params) => {
      const entry = context.database.visible(stringParam(params, 'entryId'), context.caller);
      return update(context, entry, 'baseEntry', objectParam(params, 'baseEntry'));
    },
  },
  clone: {
    allows: 'user',
    run: (context, params) => {
      const source = context.database.visible(stringParam(params, 'entryId'), context.caller);
      const options = readOptions(params['cloneOptions']);
      return answer(context, cloneEntry(context.database, source, options, context.caller, context.copies));
    },
  },
  delete: deleteAction('entryId', true),
};

/** Rooms by their own service, which checks no ownership (recorded scenario `room-update-is-open`). */
export const room: Service = {
  add: {
    allows: 'user',
    run: (context, params) => add(context, 'entry', objectParam(params, 'entry'), ROOM.objectType),
  },
  get: {
    allows: 'user',
    needs: ['roomId'],
    run: (context, params) => answer(context, roomOf(context, stringParam(params, 'roomId'))),
  },
  update: {
    allows: 'user',
    run: (context, params) => {
      const entry = roomOf(context, stringParam(params, 'roomId'));
      return update(context, entry, 'room', { ...objectParam(params, 'room'), objectType: ROOM.objectType });
    },
  },
  list: listAction('KalturaRoomEntryListResponse', 'room.room'),
  delete: deleteAction('roomId', false),
};

function roomOf({ database, caller }: Context, id: string): Entry {
  const entry = database.visible(id, caller);
  if (entry.type !== ROOM.type) throw entryNotFound(id);
  return entry;
}

/** A service for one class of entry: add, get and update without a check of ownership. */
function entryService(
  objectType: string,
  names: { add: string; id: string; update: string },
  guarded: boolean,
): Service {
  const typed = (context: Context, params: Params): Entry => {
    const id = stringParam(params, names.id);
    const entry = context.database.find(id);
    if (entry?.objectType !== objectType) throw unknownEntry(objectType, id);
    return context.database.visible(id, context.caller);
  };
  return {
    add: {
      allows: 'user',
      run: (context, params) => add(context, names.add, objectParam(params, names.add), objectType),
    },
    get: { allows: 'widget', run: (context, params) => answer(context, typed(context, params)) },
    update: {
      allows: 'user',
      ...(guarded && { guard: validateUser(names.id) }),
      run: (context, params) =>
        update(context, typed(context, params), names.update, {
          ...objectParam(params, names.update),
          objectType,
        }),
    },
    addcontent: {
      allows: 'user',
      guard: validateUser(names.id),
      run: (context, params) => {
        const entry = typed(context, params);
        const token = context.database.uploads.get(phpString(optionalObject(params, 'resource')['token']));
        if (!token?.content)
          throw new ApiError('UPLOADED_FILE_NOT_FOUND_BY_TOKEN', 'The uploaded file was not found');
        token.status = 3;
        context.database.save({
          ...entry,
          content: token.content,
          status: 2,
          updatedAt: context.database.now(),
        });
        return answer(context, context.database.visible(entry.id, context.caller));
      },
    },
  };
}

function unknownEntry(objectType: string, id: string): ApiError {
  if (objectType !== 'KalturaPlaylist') return entryNotFound(id);
  return new ApiError('INVALID_ENTRY_ID', `Unknown Playlist [${id}]`, {
    ENTRY_TYPE: 'Playlist',
    ENTRY_ID: id,
  });
}

export const data = entryService(
  'KalturaDataEntry',
  { add: 'dataEntry', id: 'entryId', update: 'documentEntry' },
  false,
);
export const media = entryService(
  'KalturaMediaEntry',
  { add: 'entry', id: 'entryId', update: 'mediaEntry' },
  true,
);
export const playlist = entryService(
  'KalturaPlaylist',
  { add: 'playlist', id: 'id', update: 'playlist' },
  true,
);

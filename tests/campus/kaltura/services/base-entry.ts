import { missingParameter } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import { cloneEntry, readOptions } from '../clone-entry.ts';
import { findEntries } from '../entry-filter.ts';
import { objectParam, optionalObject, type Params, stringParam } from '../params.ts';
import { add, answer, deleteAction, listAction, update, validateUser } from './entry-actions.ts';

/**
 * The recycle bin is a value of displayInSearch, -2, that hides an entry from lists
 * (docs/facts/kaltura-api.md#2-fields). Who may put it there was not recorded: taken to be as for delete.
 */
const recycled =
  (displayInSearch: number) =>
  (context: Context, params: Params): object => {
    const { database, caller } = context;
    const entry = database.visible(stringParam(params, 'entryId'), caller);
    const next = { ...entry, displayInSearch, updatedAt: database.now() };
    database.save(next);
    return answer(context, next);
  };

export const baseEntry: Service = {
  add: {
    allows: 'user',
    run: (context, params) => answer(context, add(context, 'entry', objectParam(params, 'entry'))),
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
        .filter((entry) => context.filter.names(context.database, entry))
        .map((entry) => answer(context, entry)),
  },
  list: listAction('KalturaBaseEntryListResponse'),
  count: {
    allows: 'user',
    listsEntries: true,
    run: ({ database, caller, filter }, params) =>
      findEntries(database, optionalObject(params, 'filter'), caller, filter).length,
  },
  listbyreferenceid: {
    allows: 'user',
    listsEntries: true,
    run: (context, params) => {
      const refId = stringParam(params, 'refId');
      if (refId === '') throw missingParameter('');
      const all = { referenceIdEqual: refId, statusNotIn: '3' };
      const objects = findEntries(context.database, all, context.caller, context.filter).map((entry) =>
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
  recycle: { allows: 'user', guard: validateUser('entryId', true), run: recycled(-2) },
  restorerecycled: { allows: 'user', guard: validateUser('entryId', true), run: recycled(1) },
};

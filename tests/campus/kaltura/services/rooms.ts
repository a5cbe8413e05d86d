import { entryNotFound } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import { type Entry, ROOM } from '../entry.ts';
import { objectParam, stringParam } from '../params.ts';
import { add, answer, deleteAction, listAction, update } from './entry-actions.ts';

/** Rooms by their own service, which checks no ownership (recorded scenario `room-update-is-open`). */
export const room: Service = {
  add: {
    allows: 'user',
    run: (context, params) =>
      answer(context, add(context, 'entry', objectParam(params, 'entry'), ROOM.objectType)),
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
  list: listAction('KalturaRoomEntryListResponse', ROOM.type),
  delete: deleteAction('roomId', false),
};

function roomOf({ database, caller }: Context, id: string): Entry {
  const entry = database.visible(id, caller);
  if (entry.type !== ROOM.type) throw entryNotFound(id);
  return entry;
}

import { computed, signal } from '@preact/signals';
import type { Account, ListedRoom, RoomsPage } from '../../lib/messages/messages.ts';
import type { Problem } from '../../lib/room/report/problem.ts';
import type { Ask } from './ask.ts';
import { filtered, type RoomFilter } from './room-filter.ts';

/** The accounts whose rooms can be listed, and the rooms of the one that is looked at. @param language of the order */
export function createAccountRooms(ask: Ask, language: string) {
  const accounts = signal<readonly Account[] | undefined>(undefined);
  const account = signal<Account | undefined>(undefined);
  const rooms = signal<ReadonlyMap<string, ListedRoom>>(new Map());
  const isLoading = signal(false);
  const trouble = signal<Problem | undefined>(undefined);
  const filter = signal<RoomFilter>({ search: '', order: 'name', notClonedSince: undefined });
  /** Counts the lists that were begun: what comes of an earlier one is not shown. */
  let lists = 0;

  function add(some: readonly ListedRoom[]): void {
    rooms.value = new Map([...rooms.value, ...some.map((room) => [room.entryId, room] as const)]);
  }

  return {
    ...{ accounts, account, rooms, isLoading, trouble, filter, add },
    shown: computed(() => filtered([...rooms.value.values()], filter.value, language)),

    /** Lists all rooms of an account, page by page. */
    listAll: async (of: Account): Promise<void> => {
      lists += 1;
      const list = lists;
      isLoading.value = true;
      trouble.value = undefined;
      rooms.value = new Map();
      for (const which of ['own', 'edited'] as const) {
        for (let page = 1; ; page += 1) {
          const answer = await ask<RoomsPage | undefined>({ type: 'rooms.list', account: of, which, page });
          if (list !== lists) return;
          if (!answer?.ok) {
            // Whether a session may list the rooms of others is known by nobody: what it may not is not missed.
            if (which === 'own') trouble.value = answer?.problem ?? { code: 'unexpected' };
            break;
          }
          add(answer.rooms);
          if (answer.isLast) break;
        }
      }
      isLoading.value = false;
    },
  };
}

/** Whether both are of one person on one Kaltura. */
export const sameAccount = (one: Account, other: Account): boolean =>
  one.url === other.url && one.partnerId === other.partnerId && one.user === other.user;

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Account, RoomInside } from '../../lib/messages/messages.ts';
import type { Ask } from './ask.ts';

/** So many rooms are looked into for one message. */
const COUNTED_AT_ONCE = 8;

/** How much is in the rooms that are seen. */
export function createRoomCounts(ask: Ask, account: ReadonlySignal<Account | undefined>) {
  const inside = signal<ReadonlyMap<string, number>>(new Map());
  const counted = new Set<string>();
  let seen: readonly string[] = [];
  let isCounting = false;

  /** A few at a time: those that were scrolled past have no turn. */
  async function count(): Promise<void> {
    if (isCounting) return;
    isCounting = true;
    for (;;) {
      const of = account.value;
      const due = seen.filter((id) => !counted.has(id)).slice(0, COUNTED_AT_ONCE);
      if (!of || due.length === 0) break;
      due.forEach((id) => counted.add(id));
      const answer = await ask<readonly RoomInside[] | undefined>({
        type: 'rooms.inside',
        account: of,
        entryIds: due,
      }).catch(() => undefined);
      const found = answer?.map(({ entryId, count }) => [entryId, count] as const) ?? [];
      if (found.length > 0 && account.value === of) inside.value = new Map([...inside.value, ...found]);
    }
    isCounting = false;
  }

  return {
    inside,

    /** These are in view now. */
    countSeen: (ids: readonly string[]): void => {
      seen = ids;
      void count();
    },

    /** The list is another one. */
    forgetCounts: (): void => {
      inside.value = new Map();
      counted.clear();
    },
  };
}

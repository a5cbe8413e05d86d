import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Account, ListedRoom } from '../../lib/messages/messages.ts';

/** A co-editor of rooms, and how many of these are so. */
export interface RoomsCoeditor {
  readonly id: string;
  readonly rooms: number;
}

/** Who of the chosen rooms' co-editors is added to the new ones: nobody, unless it is said of each. */
export function createCoeditorChoice(
  chosen: ReadonlySignal<readonly ListedRoom[]>,
  account: ReadonlySignal<Account | undefined>,
) {
  /** But for herself. */
  const coeditors = computed(() => coeditorsOf(chosen.value, account.value?.user ?? ''));
  const ticked = signal<ReadonlySet<string>>(new Set());
  const isTicked = (id: string): boolean => ticked.value.has(keyOf(id));
  /** So many people of a plan are co-editors of none of its rooms. */
  const coeditorsRefused = signal(0);

  return {
    ...{ coeditors, isTicked, coeditorsRefused },

    added: (): readonly string[] => coeditors.value.flatMap(({ id }) => (isTicked(id) ? [id] : [])),

    tick: (id: string, isChosen: boolean): void => {
      const others = [...ticked.value].filter((one) => one !== keyOf(id));
      ticked.value = new Set(isChosen ? [...others, keyOf(id)] : others);
    },

    untickAll: (): void => {
      ticked.value = new Set();
      coeditorsRefused.value = 0;
    },

    /** Ticks the people of a plan, as far as they are co-editors of its rooms. */
    tickOnly: (ids: readonly string[]): void => {
      const wanted = new Set(ids.map(keyOf));
      const known = coeditors.value.map(({ id }) => keyOf(id)).filter((key) => wanted.has(key));
      ticked.value = new Set(known);
      coeditorsRefused.value = ids.length - known.length;
    },
  };
}

/** Ids that differ by their case alone are one person's. */
const keyOf = (id: string): string => id.toLowerCase();

/** Those of most rooms first. @param user who needs no right in what is hers */
function coeditorsOf(rooms: readonly ListedRoom[], user: string): readonly RoomsCoeditor[] {
  const byKey = new Map<string, RoomsCoeditor>();
  for (const id of rooms.flatMap(({ coeditors }) => coeditors)) {
    const key = keyOf(id);
    if (key === keyOf(user)) continue;
    const known = byKey.get(key);
    byKey.set(key, { id: known?.id ?? id, rooms: (known?.rooms ?? 0) + 1 });
  }
  return [...byKey.values()].toSorted((a, b) => b.rooms - a.rooms || a.id.localeCompare(b.id));
}

import type { ListedRoom } from '../../lib/messages/messages.ts';

export const ORDERS = ['name', 'created', 'updated'] as const;
export type Order = (typeof ORDERS)[number];

export interface RoomFilter {
  readonly search: string;
  readonly order: Order;
  /** Only rooms of which no copy has been made since then, in unix seconds. */
  readonly notClonedSince: number | undefined;
}

/** When each room was cloned last, as far as the copies are in the list: in unix seconds. */
export function lastClones(rooms: readonly ListedRoom[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { root, createdAt } of rooms)
    if (root !== undefined) last.set(root, Math.max(last.get(root) ?? 0, createdAt));
  return last;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The rooms that are shown, in order. Each word of the search is in the name or in a tag. */
export function filtered(
  rooms: readonly ListedRoom[],
  { search, order, notClonedSince }: RoomFilter,
  language: string,
): readonly ListedRoom[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const last = notClonedSince === undefined ? undefined : lastClones(rooms);
  const shown = rooms.filter(({ entryId, name, tags, createdAt }) => {
    if (notClonedSince !== undefined) {
      // A room that is new itself needs no clone.
      if ((last?.get(entryId) ?? 0) >= notClonedSince || createdAt >= notClonedSince) return false;
    }
    const text = folded(`${name} ${tags}`);
    return words.every((word) => text.includes(word));
  });
  const { compare } = new Intl.Collator(language, { numeric: true });
  switch (order) {
    case 'name':
      return shown.toSorted((a, b) => compare(a.name, b.name));
    case 'created':
      return shown.toSorted((a, b) => b.createdAt - a.createdAt);
    case 'updated':
      return shown.toSorted((a, b) => b.updatedAt - a.updatedAt);
  }
}

import { isStaticPlaylist, playlistItems } from '../room.ts';
import { type Check, counted, expectedParent, pairs } from './comparison.ts';
import type { EntryId } from '../../kaltura/ids.ts';

/**
 * What a copied playlist must hold: own items point to their copies, items from outside stay, in the same order.
 * An item whose file has no copy is left out, and so found missing.
 */
export function copiedItems(
  items: readonly string[],
  children: ReadonlySet<string>,
  copies: ReadonlyMap<string, EntryId>,
): string[] {
  return items.flatMap((item) => (children.has(item) ? (copies.get(item) ?? []) : item));
}

/** The genuine server loses items when it clones a playlist, by chance, so every item is compared. */
export const checkStoryboard: Check = (comparison) => {
  const { original, copies } = comparison;
  const children = new Set<string>(original.children.map(({ id }) => id));
  const names = new Map<string, string>(original.children.map(({ id, name }) => [id, name]));
  const boards = pairs(comparison, 'storyboard');
  const wrong: string[] = [];
  let items = 0;
  for (const { original: board, copy } of boards) {
    if (copy?.parentEntryId !== expectedParent(comparison, board)) wrong.push(board.name);
    if (!isStaticPlaylist(board)) {
      if (copy && copy.playlistContent !== board.playlistContent) wrong.push(board.name);
      continue;
    }
    const there = copy ? playlistItems(copy) : [];
    playlistItems(board).forEach((item, place) => {
      items += 1;
      const wanted = children.has(item) ? copies.get(item as EntryId) : item; // an id of a child is an entry id
      if (there[place] !== wanted) wrong.push(names.get(item) ?? item);
    });
    if (copy && there.length > playlistItems(board).length) wrong.push(board.name);
  }
  return counted('storyboard', Math.max(items, boards.length), wrong);
};

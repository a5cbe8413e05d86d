import { isStaticPlaylist, playlistItems, unseenQuizzes } from '../room.ts';
import type { Note } from '../report/report.ts';
import { type Check, childrenUnseenIn, counted, expectedParent, leftOutOf, pairs } from './comparison.ts';
import type { EntryId } from '../../kaltura/ids.ts';

/**
 * What a copied playlist must hold: own items point to their copies, the room itself to the new one, items from
 * outside stay, in the same order.
 * An item whose file has no copy is left out, and so found missing.
 */
export function copiedItems(
  items: readonly string[],
  children: ReadonlySet<string>,
  copies: ReadonlyMap<string, EntryId>,
): string[] {
  return items.flatMap((item) => (children.has(item) ? (copies.get(item) ?? []) : item));
}

/** The genuine server loses items when it clones a playlist, by clock, so every item is compared. */
export const checkStoryboard: Check = (comparison) => {
  const { original, copy: made, copies, leftOut, gone: deleted } = comparison;
  const without = leftOutOf(comparison, 'storyboard', 'storyboard');
  if (without) return without;
  const children = new Set<string>([...original.children, ...deleted].map(({ id }) => id));
  const out = new Set<string>([...leftOut.map(({ id }) => id), ...unseenQuizzes(original)]);
  // What went once it had been copied is in the copy, with its place.
  const gone = new Set<string>(deleted.filter(({ id }) => !copies.has(id)).map(({ id }) => id));
  const notes = new Set<Note>();
  const names = new Map<string, string>(
    [original.entry, ...original.children, ...deleted].map(({ id, name }) => [id, name]),
  );
  const boards = pairs(comparison, 'storyboard');
  if (boards.some(({ original: board }) => comparison.loose.has(board.id))) notes.add('looseCopies');
  const wrong: string[] = [];
  let items = 0;
  for (const { original: board, copy } of boards) {
    if (copy?.parentEntryId !== expectedParent(comparison, board)) wrong.push(board.name);
    if (!isStaticPlaylist(board)) {
      if (copy && copy.playlistContent !== board.playlistContent) wrong.push(board.name);
      continue;
    }
    const there = copy ? playlistItems(copy) : [];
    const due = playlistItems(board).filter((item) => !out.has(item) && !gone.has(item));
    if (playlistItems(board).some((item) => out.has(item))) notes.add('itemsLeftOut');
    if (playlistItems(board).some((item) => gone.has(item))) notes.add('itemsGone');
    let place = 0;
    for (const item of due) {
      items += 1;
      const own = children.has(item) ? copies.get(item as EntryId) : item; // an id of a child is an entry id
      const wanted = item === original.entry.id ? made.entry.id : own;
      if (wanted === undefined || there[place] !== wanted) wrong.push(names.get(item) ?? item);
      // An item whose file has no copy takes no place.
      if (wanted !== undefined) place += 1;
    }
    if (there.length > place) wrong.push(board.name);
  }
  const line = counted('storyboard', Math.max(items, boards.length), wrong, { notes: [...notes] });
  return childrenUnseenIn(comparison, line);
};

import type { StoryboardItem } from '../../services/storyboard.ts';
import { changedFields, comparable, type Copies, movedReference, pointsToNothing } from './references.ts';

/**
 * The storyboard of a copy, in the same order: own items point to their copies, outside items stay. An item that needs
 * something of the original's which has no copy is left out, and so found missing.
 * @param entries the room's own entries, each with its copy
 * @param attachments the room's attachments, each with its copy
 */
export function copiedStoryboard(
  items: readonly StoryboardItem[],
  entries: Copies,
  attachments: Copies,
): StoryboardItem[] {
  const own = { entryId: entries, attachmentId: attachments };
  return items
    .filter((item) => !pointsToNothing(item, own))
    .map(
      (item) =>
        // Only references change, each to another text.
        changedFields(item, (name, value) => movedReference(name, value, own)) as StoryboardItem,
    );
}

const itemName = ({ title, kind }: StoryboardItem): string => title || kind;

/**
 * The names of the items that are not in the copy, or not in their place; and of those that make the copy longer.
 * @param copy the items of the copy
 */
export function storyboardDifferences(
  original: readonly StoryboardItem[],
  copy: readonly StoryboardItem[],
  entries: Copies,
  attachments: Copies,
): string[] {
  const left = copy.map((item) => comparable(item));
  let place = 0;
  const wrong = original.filter((item) => {
    const wanted = copiedStoryboard([item], entries, attachments)[0];
    if (!wanted) return true;
    const found = left.indexOf(comparable(wanted), place);
    if (found < 0) return true;
    place = found + 1;
    return false;
  });
  return [...wrong, ...copy.slice(original.length)].map(itemName);
}

import { hasNativeItem } from '../pages/native-clone.ts';
import type { RoomPlace } from '../pages/page-kind.ts';

/** Our item in the page's places: there once, and there again when the page makes its menus anew. */

/** Marks what is clicked of an item of ours, with the entry it is for; and the node that is put into the page. */
const ITEM = 'data-clone-room-item';
const NODE = 'data-clone-room-node';

/** So often an item is put into a page, in all its life: a page that takes it away each time must come to an end. */
let left = 2000;

/**
 * Makes every place have the item of its entry once, and no other. Only trusted events count: a page can make all
 * others.
 * @param nativeLabels what the site's own item may be called: ours stays away from it
 * @param chosen gets the place whose item was chosen
 */
export function placeItems(
  places: readonly RoomPlace[],
  label: string,
  nativeLabels: string | undefined,
  chosen: (place: RoomPlace) => void,
  signal: AbortSignal,
): void {
  for (const place of places) {
    const { holder, entryId } = place;
    const stay = nativeLabels === undefined || !hasNativeItem(holder, nativeLabels, ITEM);
    const present = holder.querySelector(`[${ITEM}]`);
    if (present?.getAttribute(ITEM) === entryId && stay) continue;
    // A menu that is used again for another row.
    present?.closest(`[${NODE}]`)?.remove();
    const item = stay && place.makeItem(label);
    if (!item || (left -= 1) < 0) continue;
    item.node.setAttribute(NODE, '');
    item.control.setAttribute(ITEM, entryId);
    const choose = (event: Event): void => {
      event.preventDefault();
      // The page would take it for a click on what is around our item.
      if (place.close) event.stopPropagation();
      if (event.isTrusted) chosen(place);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' || event.key === ' ') choose(event);
    };
    item.control.addEventListener('click', choose, { signal });
    item.control.addEventListener('keydown', press, { signal });
    item.after.after(item.node);
  }
}

/** Takes our items away: the extension is gone from this page, or an old instance of it was. */
export function removeItems(root: ParentNode): void {
  root.querySelectorAll(`[${NODE}]`).forEach((node) => node.remove());
}

/** Takes away items of entries that the page does not show any more: it has gone on by itself. */
export function removeOthers(document: Document, entryIds: readonly string[]): void {
  for (const control of document.querySelectorAll(`[${ITEM}]`)) {
    if (!entryIds.includes(control.getAttribute(ITEM) ?? '')) control.closest(`[${NODE}]`)?.remove();
  }
}

import type { ActivityPlace } from '../pages/moodle.ts';

/**
 * Our item in Moodle's own menus. It has marks of its own: the script that is in every page, and so in this one, keeps
 * only the items of rooms that it finds itself.
 */

/** Marks what is clicked, with the entry it is for; and the node that is put into the page. */
const ITEM = 'data-clone-room-activity';
const NODE = 'data-clone-room-activity-node';

/** So often an item is put into a page, in all its life: a page that takes it away each time must come to an end. */
let left = 2000;

/**
 * Makes a place have the item of its entry once, and no other. Only trusted events count: a page can make all others.
 * @param chosen gets the place whose item was chosen
 */
export function putItem(
  place: ActivityPlace,
  entryId: string,
  label: string,
  chosen: (place: ActivityPlace, entryId: string) => void,
  signal: AbortSignal,
): void {
  if (place.holder.querySelector(`[${ITEM}]`)?.getAttribute(ITEM) === entryId) return;
  takeItem(place.holder);
  if ((left -= 1) < 0) return;
  const { node, control, after, before } = place.makeItem(label);
  node.setAttribute(NODE, '');
  control.setAttribute(ITEM, entryId);
  const choose = (event: Event): void => {
    event.preventDefault();
    if (event.isTrusted) chosen(place, entryId);
  };
  // Enter is a click for a link and for a button; a menu's item is chosen by Space, too.
  const press = (event: KeyboardEvent): void => {
    if (event.key === ' ') choose(event);
  };
  control.addEventListener('click', choose, { signal });
  if (control.localName === 'a') control.addEventListener('keydown', press, { signal });
  after[before ? 'before' : 'after'](node);
}

/** Takes our item away: it is not for this teacher, or the extension is gone from this page. */
export function takeItem(root: ParentNode): void {
  root.querySelectorAll(`[${NODE}]`).forEach((node) => node.remove());
}

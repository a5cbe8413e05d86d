import type { ActivityMenu } from '../../pages/moodle/moodle.ts';

/**
 * Our item in Moodle's own menus. It has marks of its own: the script that is in every page, and so in this one, keeps
 * only the items of rooms that it finds itself.
 */

/** Marks what is clicked, with the entry it is for; and the node that is put into the page. */
const ITEM = 'data-clone-room-activity';
const NODE = 'data-clone-room-activity-node';

/** What is clicked of the items that work: a page may make a row again from its own HTML, with our marks and no listener. */
const alive = new WeakSet<Element>();

/** So often an item is put into a page, in all its life: a page that takes it away each time must come to an end. */
let left = 2000;

/**
 * Makes a menu have the item of its entry once, and no other. Only trusted events count: a page can make all others.
 * @param chosen gets the menu whose item was chosen
 */
export function insertItem(
  activity: ActivityMenu,
  entryId: string,
  label: string,
  chosen: (activity: ActivityMenu, entryId: string) => void,
  signal: AbortSignal,
): void {
  const [there, ...others] = activity.menu.querySelectorAll(`[${ITEM}]`);
  if (there && others.length === 0 && there.getAttribute(ITEM) === entryId && alive.has(there)) return;
  removeItems(activity.menu);
  if ((left -= 1) < 0) return;
  const { node, control, insert } = activity.makeItem(label);
  node.setAttribute(NODE, '');
  control.setAttribute(ITEM, entryId);
  const choose = (event: Event): void => {
    event.preventDefault();
    if (event.isTrusted) chosen(activity, entryId);
  };
  // Enter is a click for a link and for a button; a menu's item is chosen by Space, too.
  const press = (event: KeyboardEvent): void => {
    if (event.key !== ' ') return;
    choose(event);
    // A click closes the menu, and chooses nothing as long as no person has made it.
    if (event.isTrusted) control.click();
  };
  control.addEventListener('click', choose, { signal });
  if (control.localName === 'a') control.addEventListener('keydown', press, { signal });
  alive.add(control);
  insert();
}

/** Whether our item is in a menu. */
export const holdsItem = (menu: Element): boolean => menu.querySelector(`[${NODE}]`) !== null;

/** Removes our items: they are not for this teacher, or the extension is gone from this page. */
export function removeItems(root: ParentNode): void {
  root.querySelectorAll(`[${NODE}]`).forEach((node) => node.remove());
}

/**
 * Removes our items from a part of the page, wherever they are but in these menus: a better place has come, or the old one
 * is no menu now.
 */
export function removeElsewhere(part: Document | Element, menus: ReadonlySet<Element>): void {
  const self = 'matches' in part && part.matches(`[${NODE}]`) ? [part] : [];
  for (const node of [...self, ...part.querySelectorAll(`[${NODE}]`)]) {
    const inside = [node.parentElement, node.parentElement?.parentElement];
    if (!inside.some((parent) => parent && menus.has(parent))) node.remove();
  }
}

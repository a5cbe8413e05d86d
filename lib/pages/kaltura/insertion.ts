import { editLinkOf, mediaLinkOf } from '../naming.ts';
import type { InsertionPoint } from './insertion-point.ts';
import { hasPencil } from './kaltura-theming.ts';
import { NODE } from './marks.ts';
import { isDropdown, isForOther, ITEMS, MENUS } from './menus.ts';
import { wrapperOf } from './native-item.ts';
import { editLinks, namedIn, type Row, rowOf } from './rows.ts';
import { barOf, isBesideTitle, opensMenu, titleButtons, titleOf } from './title-bar.ts';

/** Where in a menu, a row or beside a title our item goes. */

const USELESS = '[aria-disabled=true],.Mui-disabled,.disabled,[aria-haspopup],.divider,[role=separator]';

/** In a menu, behind Edit; behind the first item where none is Edit. */
export function pointInMenu(
  menu: Element,
  entryId: string,
  opener: HTMLElement | undefined,
): InsertionPoint | undefined {
  const items = [...menu.querySelectorAll(ITEMS)].filter(
    (item) => !item.closest(`[${NODE}]`) && !item.matches(USELESS) && item.closest(MENUS) === menu,
  );
  const native = editLinks(menu)[0] ?? items.find(hasPencil) ?? items[0];
  if (!native) return undefined;
  return {
    entryId,
    menu,
    native: wrapperOf(native, menu),
    opener: opener ?? null,
    closesItself: isDropdown(menu),
  };
}

/** In a row without a menu, beside its own Edit, which may be an icon. A row may lead to its edit page twice: once. */
export function pointInRow({ element: row, entryId }: Row): InsertionPoint | undefined {
  const [edit] = editLinks(row).filter((link) => editLinkOf(link) === entryId && !link.closest(MENUS));
  if (!edit || row.querySelector(`[aria-haspopup],${MENUS}`) || namedIn(row) !== entryId) return undefined;
  const native = edit.parentElement?.localName === 'li' ? edit.parentElement : edit;
  return { entryId, menu: row, native, roomName: nameOf(row), opener: null, closesItself: true };
}

/** The row around a link to an edit page: with the entry's name, where there is one. */
export function rowAround(edit: HTMLAnchorElement): Row | undefined {
  let row = rowOf(edit);
  // The icons of a tile may have a box of their own.
  while (row && nameOf(row.element) === '') {
    const parent: Element | null = row.element.parentElement;
    if (!parent || parent.localName === 'body' || namedIn(parent) !== row.entryId) break;
    row = { element: parent, entryId: row.entryId };
  }
  return row;
}

/** The entry's name, as its row shows it. */
function nameOf(row: Element): string {
  const names = [...row.querySelectorAll('a')].filter((link) => mediaLinkOf(link) !== undefined);
  return names.map((link) => link.textContent.trim()).find((text) => text !== '') ?? '';
}

/** Beside the title, behind the last button that is there; behind the title itself where there is none. */
export function pointBesideTitle(document: Document, entryId: string): InsertionPoint | undefined {
  const bar = barOf(document);
  const buttons = titleButtons(document).filter((button) => !button.closest(`[${NODE}]`));
  const last = buttons.at(-1);
  const title = titleOf(document);
  const besideLast = last && bar ? { native: wrapperOf(last, bar), menu: bar } : undefined;
  // A bar without buttons does not hold what stands behind the title.
  const { native, menu } = besideLast ?? { native: title, menu: title?.parentElement };
  return native && menu ? { entryId, menu, native, opener: null, closesItself: true } : undefined;
}

/** Whether a button beside the title may open the entry's menu, as far as can be seen before it is pressed. */
export const mayOpenMenu = (button: Element): boolean =>
  opensMenu(button) && !isForOther(button) && isBesideTitle(button);

/** Whether no button beside the title may. */
export const hasNoOpener = (document: Document): boolean => !titleButtons(document).some(mayOpenMenu);

import { editLinkOf, entryInPath } from './address.ts';
import { editLinks, entryOfMenu } from './links.ts';
import { itemFrom, wrapperOf } from './native-item.ts';
import type { PageKind, RoomPlace } from './page-kind.ts';

/** The server-rendered page of KAF and MediaSpace (kaf-pages §1a); fixture: `fixtures/kaltura-classic.html`. */

const PAGE_MENU = 'ul#entryActionsMenu';
/** Bootstrap 2's dropdown, as in a list's row. It closes by itself at any click. */
export const MENU = `${PAGE_MENU}, ul.dropdown-menu`;

export const kalturaClassic: PageKind = {
  entries: (document, path) => menus(document, path).map(({ entryId }) => entryId),
  places: (document, path) => menus(document, path).map(({ menu, entryId }) => placeIn(menu, entryId)),
};

const menus = (document: Document, path: string): { menu: Element; entryId: string }[] =>
  [...document.querySelectorAll(MENU)].flatMap((menu) => {
    const entryId = entryOf(menu, path);
    return entryId === undefined ? [] : [{ menu, entryId }];
  });

/** After a launch the address names no entry: the Edit item does, for whoever may edit. */
function entryOf(menu: Element, path: string): string | undefined {
  const [edit] = editLinks(menu);
  if (!menu.matches(PAGE_MENU)) return entryOfMenu(menu);
  const onPage = entryInPath(path);
  const inMenu = edit && editLinkOf(edit);
  // A menu that is not of the page's own entry is none that we know.
  return onPage === undefined || inMenu === undefined || inMenu === onPage ? (onPage ?? inMenu) : undefined;
}

const placeIn = (menu: Element, entryId: string): RoomPlace => ({
  entryId,
  holder: menu,
  makeItem(label) {
    const native = editLinks(menu)[0] ?? menu.querySelector('li a, li button');
    return native ? itemFrom(wrapperOf(native, menu), label) : undefined;
  },
  opener: () =>
    menu.ownerDocument.getElementById(menu.getAttribute('aria-labelledby') ?? '') ??
    menu.parentElement?.querySelector('button, a') ??
    null,
});

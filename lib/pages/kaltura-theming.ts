import { entryInPath } from './address.ts';
import { MENU } from './kaltura-classic.ts';
import { editLinks, entryOfMenu, linkedEntries, rowOf } from './links.ts';
import { itemFrom, wrapperOf } from './native-item.ts';
import type { PageKind, RoomPlace } from './page-kind.ts';

/**
 * The new pages of KAF and MediaSpace (kaf-pages §1b), of rooms and of lists; fixtures: `fixtures/theming-*.html`.
 * Their menus are MUI's: a menu is in `<body>`, and only while it is open. It is known by the item that leads to the
 * edit page and by the button that opened it: class names are hashes, and labels are translated.
 */

const MENUS = `[role=menu]:not(${MENU})`;
/** The buttons beside the title: the one name that is seen in the wild. */
const BAR = '.kms-ds-media-page-title-actions';

export const kalturaTheming: PageKind = {
  entries: (document, path) =>
    [entryInPath(path) ?? [], openPlaces(document, path).map(({ entryId }) => entryId)].flat(),
  places: (document, path) => [...openPlaces(document, path), ...standIns(document, path)],
};

function openPlaces(document: Document, path: string): RoomPlace[] {
  return [...document.querySelectorAll(MENUS)].flatMap((menu) => {
    const entryId = entryOfMenu(menu);
    return entryId !== undefined && isOpenedFor(menu, entryId, path) ? [placeIn(menu, entryId)] : [];
  });
}

/** Whether the button that opened a menu stands with the entry that the menu edits. */
function isOpenedFor(menu: Element, entryId: string, path: string): boolean {
  if (entryInPath(path) === entryId) return true;
  const opener = openerOf(menu);
  const row = opener && rowOf(opener);
  return !row || linkedEntries(row).includes(entryId);
}

/** MUI links a button to the open menu by the id of the menu or of what holds it, and says that it is expanded. */
function openerOf(menu: Element): HTMLElement | null {
  const { ownerDocument: document } = menu;
  for (let part: Element | null = menu; part; part = part.parentElement) {
    const button =
      part.id && document.querySelector<HTMLElement>(`[aria-controls~="${CSS.escape(part.id)}"]`);
    if (button) return button;
  }
  const named = document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
  return named ?? document.querySelector<HTMLElement>('[aria-haspopup][aria-expanded=true]');
}

function placeIn(menu: Element, entryId: string): RoomPlace {
  const opener = openerOf(menu);
  return {
    entryId,
    holder: menu,
    makeItem(label) {
      const [edit] = editLinks(menu);
      return edit && itemFrom(wrapperOf(edit, menu), label);
    },
    opener: () => opener,
    // React does not know our item, so nothing closes the menu but the key that closes any.
    close: () =>
      void menu.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      ),
  };
}

/**
 * The button beside the title, where the page has no menu that we could know: none of its buttons opens one, or one is
 * open and was not recognised.
 */
function standIns(document: Document, path: string): RoomPlace[] {
  const entryId = entryInPath(path);
  const bar = document.querySelector(BAR);
  const native = bar && [...bar.querySelectorAll('a, button')].at(-1);
  if (entryId === undefined || !native) return [];
  const opened = [...document.querySelectorAll(MENUS)].some((menu) => {
    const opener = openerOf(menu);
    return entryOfMenu(menu) !== entryId && (!opener || bar.contains(opener));
  });
  const recognised = openPlaces(document, path).length > 0;
  const expanded = bar.querySelector('[aria-expanded=true]') !== null && !recognised;
  const needed = !bar.querySelector('[aria-haspopup]') || opened || expanded;
  const item = (label: string) => itemFrom(wrapperOf(native, bar), label);
  const opener = () => bar.querySelector<HTMLElement>('[data-clone-room-item]');
  return [{ entryId, holder: bar, makeItem: item, opener, standIn: needed ? 'needed' : 'spare' }];
}

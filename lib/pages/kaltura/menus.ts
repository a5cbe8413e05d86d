import { editLinkOf, entryNamedBy } from '../naming.ts';
import { DROPDOWNS, PAGE_MENU } from './kaltura-classic.ts';
import { FLOATING, hasDots, hasPencil, iconsIn, isArrow, isDots } from './kaltura-theming.ts';
import { judgeMenu, type MenuFacts, type MenuVerdict } from './menu-evidence.ts';
import { editLinks, rowOf } from './rows.ts';
import { CONTROL } from './native-item.ts';
import { isBesideTitle, SITE } from './title-bar.ts';

/** The menus of a page: found, and what is seen of them. */

export const MENUS = `${DROPDOWNS}, ${FLOATING}`;
/** What can be chosen in one. */
export const ITEMS = `${CONTROL}, li`;

/** Whether a menu is in the page all the time, and opened where it stands. */
export const isDropdown = (menu: Element): boolean => menu.matches(DROPDOWNS);

/** What holds a menu alone, and is hidden and shown with it. */
const HOLDER = '[role=presentation],.MuiPopper-root';

/** The menu in which a part of the page is, or which it holds. */
export const menuAt = (part: Element): Element | null =>
  part.closest(MENUS) ?? (part.matches(HOLDER) ? part.querySelector(MENUS) : null);

/**
 * Whether a menu is open: one that is kept in the page while it is closed is hidden. MUI hides the whole application from
 * screen readers while a menu is open, also where that is inside it and has the focus.
 */
export function isShown(menu: Element): boolean {
  const hidden = menu.closest('[aria-hidden=true],[hidden]');
  const isApplication = hidden?.contains(menu.ownerDocument.activeElement) && !hidden.matches(HOLDER);
  return (!hidden || isApplication === true) && isVisible(menu);
}
/** Whether a menu is drawn, and not hidden by a style. */
export const isVisible = (menu: Element): boolean => menu.checkVisibility({ visibilityProperty: true });

/**
 * The button that opened a menu, as the page itself links the two: by the menu's id or the id of what holds it. Ids may
 * be the same in every row (docs/facts/kaf-pages.md#8-design-system-and-hosts): then they tell nothing.
 */
export function linkedOpener(menu: Element): HTMLElement | undefined {
  const { ownerDocument: document } = menu;
  const one = (selector: string): HTMLElement | undefined => {
    const found = [...document.querySelectorAll<HTMLElement>(selector)];
    const expanded = found.filter((button) => button.getAttribute('aria-expanded') === 'true');
    return found.length === 1 ? found[0] : expanded.length === 1 ? expanded[0] : undefined;
  };
  const label = menu.getAttribute('aria-labelledby');
  const named = label ? one(`#${CSS.escape(label)}:is(${CONTROL})`) : undefined;
  if (named) return named;
  for (let part: Element | null = menu; part && part.localName !== 'body'; part = part.parentElement) {
    if (!part.id) continue;
    const id = `~="${CSS.escape(part.id)}"]`;
    const button = one(['aria-controls', 'aria-owns', 'popovertarget'].map((by) => `[${by}${id}`).join());
    if (button) return button;
  }
  // Of a dropdown that stands beside its button, the button.
  if (isDropdown(menu) || isInline(menu))
    return menu.parentElement?.querySelector<HTMLElement>(':scope > button,:scope > a') ?? undefined;
  return one('[aria-haspopup][aria-expanded=true]');
}

/** Whether a menu stands where its button does, rather than at the end of the page. */
const isInline = (menu: Element): boolean =>
  menu.parentElement?.querySelector(':scope > [aria-haspopup],:scope > [data-toggle]') !== null;

/** How words begin by which ids, names and icons tell that a menu is for something else. They are code, and not translated. */
const OTHER_PURPOSES =
  /^(?:download|shar|user|profile|account|avatar|person$|lang|locale|globe|filter|sort|notif|bell|add$|plus$|create$|upload|help$|comment|reply|speed|quality|caption|embed|cart$)/;
const words = (name: string): string[] =>
  name
    .slice(0, 200)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/** Whether a button's own name or icon says that it is for something else. Three dots are for anything. */
export function isForOther(button: Element): boolean {
  const icons = iconsIn(button).filter((icon) => !isArrow(icon));
  if (icons.some(isDots)) return false;
  const named = ['id', 'aria-controls', 'class', 'data-kuid'].map((name) => button.getAttribute(name) ?? '');
  return [...icons, ...named].flatMap(words).some((word) => OTHER_PURPOSES.test(word));
}

const isNamedForOther = (menu: Element): boolean =>
  [menu.id, menu.closest('[role=presentation][id]')?.id ?? '']
    .flatMap(words)
    .some((word) => OTHER_PURPOSES.test(word));

const SITE_PARTS = `${SITE},footer,[role=contentinfo]`;

/**
 * What is seen of a menu.
 * @param opener what opened it
 * @param own the entry that the page is about
 * @param rowThen the entry in whose row the opener stood when it was pressed: a page may have made it anew since
 */
export function factsOf(
  menu: Element,
  opener: HTMLElement | undefined,
  own: string | undefined,
  rowThen?: string,
): MenuFacts {
  const parent = menu.parentElement?.closest(MENUS) ?? opener?.closest(MENUS);
  return {
    inMenu: parent !== undefined && parent !== null && parent !== menu,
    choices:
      menu.querySelector(
        '[role^=menuitemr],[role^=menuitemc],[aria-checked],[aria-selected],[lang],[hreflang],.Mui-selected,input',
      ) !== null,
    edits: [...new Set(editLinks(menu).flatMap((link) => editLinkOf(link) ?? []))],
    pageMenu: menu.matches(PAGE_MENU),
    otherPurpose: isNamedForOther(menu) || (opener !== undefined && isForOther(opener)),
    ofSite: opener?.closest(SITE_PARTS) != null,
    row:
      opener?.isConnected === false
        ? rowThen
        : ((opener && entryNamedBy(opener)) ?? rowOf(opener ?? menu)?.entryId),
    besideTitle: opener !== undefined && isBesideTitle(opener),
    own,
    dots: opener !== undefined && hasDots(opener),
    pencil: [...menu.children].some(hasPencil),
  };
}

/** Whether a menu is one for our item, and what tells for and against it. */
export const verdictOn = (
  menu: Element,
  opener: HTMLElement | undefined,
  own: string | undefined,
  rowThen?: string,
): MenuVerdict => judgeMenu(factsOf(menu, opener, own, rowThen));

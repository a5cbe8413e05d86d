import type { FrameMessage } from '../../messages/messages.ts';
import {
  hasNoOpener,
  mayOpenMenu,
  pointBesideTitle,
  pointInMenu,
  pointInRow,
  rowAround,
} from '../../pages/kaltura/insertion.ts';
import type { InsertionPoint } from '../../pages/kaltura/insertion-point.ts';
import { ITEM, NODE } from '../../pages/kaltura/marks.ts';
import {
  isDropdown,
  isShown,
  isVisible,
  linkedOpener,
  menuAt,
  MENUS,
  verdictOn,
} from '../../pages/kaltura/menus.ts';
import { hasNativeItem } from '../../pages/kaltura/native-clone.ts';
import { itemFrom, plainButton } from '../../pages/kaltura/native-item.ts';
import { editLinkOf, entryNamedBy } from '../../pages/naming.ts';
import { editLinks, rowOf } from '../../pages/kaltura/rows.ts';
import { isBesideTitle, opensMenu, titleBlock, titleOf, TITLES } from '../../pages/kaltura/title-bar.ts';
import type { PageController, PageItems } from './controller.ts';
import type { PageChange } from './entry-index.ts';
import { inSlices, pageTurn } from '../slices.ts';
import { focusReturn } from './focus-return.ts';
import { bindItem, closeMenu } from './item-events.ts';
import { cloneFrom } from './page-clone.ts';
import type { Press } from './presses.ts';

/** A menu that a press opens is there by then, in milliseconds. */
const OPENED_MS = 600;
/** What appears longer after a press was not opened by it, in milliseconds. */
const PRESS_COUNTS_MS = 10_000;
/** So often an item is put into a page, in all its life: a page that takes it away each time must come to an end. */
const MOST_ITEMS = 2_000;

/** So many menus and rows are handled in one task: in the one that has begun this script each takes two milliseconds on a slow processor. */
const PLACES = 5;

const NOTHING: PageChange = { added: [], removed: [], changed: new Set() };
interface LiveItem {
  readonly control: HTMLElement;
  readonly node: Element;
  readonly entryId: string;
}

/** Our items in one page: there once, and there again when the page makes its menus anew. */
export class Items implements PageItems {
  readonly #page: PageController;
  readonly #document: Document;
  #restoreFocus: (() => void) | undefined;
  /** The menus that come and go: few are in a page at a time. */
  readonly #floating = new Set<Element>();
  /** What opened a menu, and by which press that is known, in the row of which entry. */
  readonly #openers = new WeakMap<
    Element,
    {
      readonly by: HTMLElement | undefined;
      readonly press: Press | undefined;
      readonly row: string | undefined;
    }
  >();
  /** Menu or row → the item in it that works: a mark without a listener is no item of ours. */
  readonly #live = new Map<Element, LiveItem>();
  /** The nodes of those items. */
  readonly #nodes = new Set<Element>();
  /** The rows that were looked at, with their link to the edit page. */
  readonly #rows = new WeakMap<Element, HTMLAnchorElement>();
  /** What the page showed when items of others were looked for. */
  #entryIds: ReadonlySet<string> | undefined;
  /** Entries whose menu was recognised, or has the site's own item: they need no stand-in. */
  readonly #served = new Set<string>();
  /** Entries beside whose title a button was pressed, and no menu of theirs came. */
  readonly #unserved = new Set<string>();
  hasNative = false;
  /** The site's own items, as they were known by their labels. */
  readonly #natives = new WeakSet<Element>();
  /** Floating menu → what it was judged by, beyond itself. */
  readonly #states = new WeakMap<Element, string>();
  /** Where the page has its title, and what was known when the stand-in was thought of last. */
  #title: Element | undefined;
  #needs = '';
  #standIn: Element | undefined;
  #press: Press | undefined;
  /** The entry in whose row that was. */
  #pressedRow: string | undefined;
  #left = MOST_ITEMS;

  constructor(page: PageController) {
    this.#page = page;
    this.#document = page.window.document;
    page.signal.addEventListener('abort', () => this.#removeAll(), { once: true });
    if (page.lastPress) this.press(page.lastPress);
  }

  update(change?: PageChange): void {
    if (this.#page.signal.aborted) return;
    const menus = new Set<Element>();
    const edits = new Set<HTMLAnchorElement>();
    for (const part of change?.added ?? [this.#document.documentElement]) {
      this.#removeDead(part);
      if (part.matches(MENUS)) menus.add(part);
      part.querySelectorAll(MENUS).forEach((menu) => menus.add(menu));
      editLinks(part.matches('a') ? (part.parentElement ?? part) : part).forEach((link) => edits.add(link));
    }
    for (const part of [...(change?.changed ?? []), ...(change?.added ?? [])]) {
      const menu = menuAt(part);
      if (menu) menus.add(menu);
      for (let row: Element | null = part; row; row = row.parentElement) {
        const edit = this.#rows.get(row);
        if (edit) edits.add(edit);
      }
      if (part instanceof HTMLAnchorElement) edits.add(part);
    }
    const { entryIds } = this.#page;
    if (!change || entryIds !== this.#entryIds || change.removed.length > 0) this.#removeGone(entryIds);
    this.#entryIds = entryIds;
    void this.#updatePlaces(menus, edits, change);
  }

  /** The first of those that changed are handled before this returns. */
  async #updatePlaces(
    menus: ReadonlySet<Element>,
    edits: ReadonlySet<HTMLAnchorElement>,
    change: PageChange | undefined,
  ): Promise<void> {
    const { window, signal } = this.#page;
    const rest = [...this.#floating].filter((menu) => !menus.has(menu));
    const places = [
      ...[...menus].map((menu) => () => this.#updateMenu(menu, true)),
      ...[...edits].map((edit) => () => this.#updateRow(edit)),
    ];
    await inSlices(places, PLACES, (update) => update(), this.#page);
    // A menu may come or go by a style. After a press that is asked at once; else when the page was drawn, which costs no more.
    if (rest[0] && change?.changed.size) await pageTurn(window);
    if (signal.aborted) return;
    // Of those that did not change, what is looked at costs the same however large the page is.
    for (const menu of rest) if (!change || this.#isOtherThan(menu)) this.#updateMenu(menu, false);
    if (!change || this.#concernsTitle(change)) this.#updateStandIn();
  }

  press(press: Press): void {
    this.#press = press;
    this.#pressedRow = entryNamedBy(press.control) ?? rowOf(press.control)?.entryId;
    const root = press.control.getRootNode();
    if (root instanceof ShadowRoot) root.querySelectorAll(MENUS).forEach((menu) => this.#floating.add(menu));
    if (press.control.closest(`[${NODE}]`)) return;
    for (const menu of this.#live.keys()) this.#tellIfOpened(menu);
    const look = (): void => this.update(NOTHING);
    const { own } = this.#page;
    const mayOpen = own !== undefined && mayOpenMenu(press.control);
    const ended = (): void => {
      look();
      // All that came of it may be that a menu which is there stands at another button now.
      if (
        opensMenu(press.control) &&
        [...this.#floating].every((menu) => this.#openers.get(menu)?.press !== press)
      )
        this.#floating.forEach((menu) => this.#updateMenu(menu, true));
      if (!mayOpen || own !== this.#page.own) return;
      // No menu that we know came of it.
      this.#unserved.add(own);
      look();
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
    setTimeout(ended, OPENED_MS);
  }

  receive(message: FrameMessage): boolean | undefined {
    if (message.type === 'focus.restore') this.#restoreFocus?.();
    else if (message.type === 'clone.start') void cloneFrom(this.#page, message.entryId);
    else return undefined;
    return true;
  }

  openerOf(menu: Element): HTMLElement | undefined {
    return this.#openers.get(menu)?.by ?? linkedOpener(menu);
  }

  /** @param isNew whether its content changed, so that it may have been opened by the last press */
  #updateMenu(menu: Element, isNew: boolean): void {
    if (!menu.isConnected) return void this.#floating.delete(menu);
    if (!isDropdown(menu)) this.#floating.add(menu);
    if (!isDropdown(menu) && !isShown(menu)) {
      // What was opened from an item of it hides it from screen readers alone.
      if (this.#press && menu.contains(this.#press.control) && isVisible(menu)) return;
      this.#openers.delete(menu);
      return this.#removeFrom(menu);
    }
    const opener = this.#openerOf(menu, isNew);
    const { own } = this.#page;
    const { entryId, because } = verdictOn(menu, opener, own, this.#openers.get(menu)?.row);
    const point = entryId === undefined ? undefined : pointInMenu(menu, entryId, opener);
    if (entryId !== undefined && point) this.#served.add(entryId);
    // A button beside the title has opened a menu in which nothing tells whose it is.
    else if (own !== undefined && because === 'nothingKnown' && opener && isBesideTitle(opener))
      this.#unserved.add(own);
    this.#place(menu, point);
  }

  /** A click on an item of ours is likely: its window is prepared. */
  #tell(): void {
    void this.#page.extension.send({ type: 'dialog.likely' });
  }

  /** A person has opened a menu that holds our item. */
  #tellIfOpened(menu: Element): void {
    const press = this.#press;
    if (press && press.control === this.openerOf(menu)) this.#tell();
  }

  /** Whether an unchanged menu came or went by a style, or is judged anew: after another press, on another page. */
  #isOtherThan(menu: Element): boolean {
    const state = `${isShown(menu)} ${this.#press?.at} ${this.#page.own}`;
    const isOther = this.#states.get(menu) !== state;
    this.#states.set(menu, state);
    return isOther;
  }

  /** Whether a change may call for the stand-in, or for another place of it: it is near the title, or a title came. */
  #concernsTitle({ added, changed }: PageChange): boolean {
    const title = this.#title;
    return (
      this.#needs !== this.#needsNow() ||
      title?.isConnected === false ||
      added.some(
        (part) => title?.contains(part) === true || part.matches(TITLES) || part.querySelector(TITLES),
      ) ||
      (title !== undefined &&
        [...changed].some((part) => title.contains(part) || part === title.parentElement))
    );
  }

  #needsNow(): string {
    return `${this.#page.own} ${this.#served.size} ${this.#unserved.size}`;
  }

  /** What opened a menu: the user's last press, where the menu came or changed after it; else what the page says. */
  #openerOf(menu: Element, isNew: boolean): HTMLElement | undefined {
    if (isDropdown(menu)) return linkedOpener(menu);
    const known = this.#openers.get(menu);
    const press = this.#press;
    const counts =
      press !== undefined &&
      !menu.contains(press.control) &&
      this.#page.window.performance.now() - press.at < PRESS_COUNTS_MS;
    if (known && !(isNew && counts && press !== known.press)) return known.by;
    const opener = counts ? press.control : linkedOpener(menu);
    // It has opened another, which is there: one press opens one menu.
    const by = opener && this.#hasOpenedOther(opener, menu) ? undefined : opener;
    this.#openers.set(menu, { by, press, row: counts ? this.#pressedRow : undefined });
    return by;
  }

  #hasOpenedOther(opener: HTMLElement, menu: Element): boolean {
    return [...this.#floating].some(
      (other) =>
        this.#openers.get(other)?.by === opener &&
        this.#openers.get(other)?.press === this.#press &&
        !other.contains(menu) &&
        !menu.contains(other) &&
        isShown(other),
    );
  }

  #updateRow(edit: HTMLAnchorElement): void {
    if (!edit.isConnected || editLinkOf(edit) === undefined || edit.closest(MENUS)) return;
    const row = rowAround(edit);
    if (!row) return;
    this.#rows.set(row.element, edit);
    this.#place(row.element, pointInRow(row));
  }

  #updateStandIn(): void {
    const { own } = this.#page;
    this.#title = titleBlock(this.#document);
    this.#needs = this.#needsNow();
    const needed =
      own !== undefined &&
      this.#page.answers.mayClone(own) &&
      !this.#served.has(own) &&
      !this.#isShownElsewhere(own) &&
      (this.#unserved.has(own) || hasNoOpener(this.#document));
    const point = needed ? pointBesideTitle(this.#document, own) : undefined;
    if (this.#standIn && this.#standIn !== point?.menu) this.#removeFrom(this.#standIn);
    this.#standIn = point?.menu;
    if (point) this.#place(point.menu, point);
  }

  /** Whether a row of the page's own entry, as beside its edit link, shows our item already. */
  #isShownElsewhere(own: string): boolean {
    return [...this.#live].some(
      ([place, { entryId, control }]) => entryId === own && place !== this.#standIn && isShown(control),
    );
  }

  /** Makes a menu or a row have the item of its entry once, and no other. */
  #place(menu: Element, point: InsertionPoint | undefined): void {
    const { answers, signal } = this.#page;
    if (!answers.last) return;
    const { texts, nativeLabels } = answers.last;
    const live = this.#live.get(menu);
    const native = nativeLabels !== undefined && this.#isNative(menu, point, nativeLabels);
    if (native && point && answers.mayClone(point.entryId)) this.hasNative = true;
    const offered = point && answers.mayClone(point.entryId) && !native ? point : undefined;
    if (live && live.entryId === offered?.entryId && menu.contains(live.control)) return;
    this.#removeFrom(menu);
    if (!offered || (this.#left -= 1) < 0) return;
    const { entryId, native: like, roomName } = offered;
    const named = roomName ? `${texts.item}: ${roomName}` : texts.item;
    const isTitle = like === titleOf(this.#document);
    const item = isTitle ? plainButton(this.#document, texts.item) : itemFrom(like, texts.item, named);
    if (!item) return;
    const { node, control } = item;
    node.setAttribute(NODE, '');
    control.setAttribute(ITEM, entryId);
    bindItem(control, offered, () => this.#choose(offered, control), signal);
    // No page can make these. Once for each item: what is prepared then stays for a minute.
    const come = ({ isTrusted }: Event): void => {
      if (isTrusted) this.#tell();
    };
    for (const type of ['pointermove', 'keyup']) control.addEventListener(type, come, { signal, once: true });
    this.#live.set(menu, { control, node, entryId });
    this.#nodes.add(node);
    like.after(node);
    this.#tellIfOpened(menu);
  }

  /** Whether the site's own item is where ours would be: in the menu, in the button's row, beside the title. */
  #isNative(menu: Element, point: InsertionPoint | undefined, labels: string): boolean {
    const parts = [
      menu,
      point?.opener && rowOf(point.opener)?.element,
      point?.entryId === this.#page.own && titleBlock(this.#document),
    ];
    return parts.some((part) => part && hasNativeItem(part, labels, this.#natives));
  }

  #choose(point: InsertionPoint, control: HTMLElement): void {
    // The page may use the same menu for another entry, and have changed it in this moment.
    this.update({ ...NOTHING, changed: new Set([point.menu]) });
    const live = this.#live.get(point.menu);
    if (live?.control !== control || live.entryId !== point.entryId) return;
    this.#restoreFocus = focusReturn(point.opener ?? control);
    // First: the page may take a while to close its menu.
    void cloneFrom(this.#page, point.entryId);
    if (!point.closesItself) closeMenu(point.menu);
  }

  #removeFrom(menu: Element): void {
    const live = this.#live.get(menu);
    if (!live) return;
    live.node.remove();
    this.#nodes.delete(live.node);
    this.#live.delete(menu);
  }

  /** Marks that no listener of ours stands behind: what an old instance left, or the page has made from its own HTML. */
  #removeDead(part: Element): void {
    for (const node of [part, ...part.querySelectorAll(`[${NODE}]`)])
      if (node.matches(`[${NODE}]`) && !this.#nodes.has(node)) node.remove();
  }

  /** Items of entries that the page does not show any more: it has gone on by itself. */
  #removeGone(entryIds: ReadonlySet<string>): void {
    for (const [menu, { entryId, control }] of this.#live)
      if (!control.isConnected || !menu.contains(control) || !entryIds.has(entryId)) this.#removeFrom(menu);
  }

  #removeAll(): void {
    for (const menu of [...this.#live.keys()]) this.#removeFrom(menu);
  }
}

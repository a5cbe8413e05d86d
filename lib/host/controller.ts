import type { FrameMessage, PageDescription } from '../messages/messages.ts';
import { isGallery, ownEntryInPath } from '../pages/address.ts';
import { EntryIndex, type PageChange } from './entry-index.ts';
import type { Extension } from './extension.ts';
import { observerUntil } from './observer.ts';
import { showPageNotice } from './page-notice.ts';
import { entryOnPage, sessionsOnPage } from './page-sessions.ts';
import { hearPresses, type Press } from './presses.ts';
import { FIRST_PAUSE, LONGEST_PAUSE, RoomAnswers } from './room-answers.ts';

/** What keeps our items in the page: put into it when it shows a room that its user may clone, and no earlier. */
export interface PageItems {
  /** @param change what changed of the page; undefined: what is known of its entries did */
  readonly update: (change: PageChange | undefined) => void;
  readonly press: (press: Press) => void;
  readonly restoreFocus: () => void;
  /** What opened a menu, as far as it is known. */
  readonly openerOf: (menu: Element) => HTMLElement | undefined;
  /** Whether the site's own item was seen where ours would be. */
  readonly hasNative: boolean;
}

/** Where `entrypoints/items.ts` finds the page's controller, in the world that our scripts share in a frame. */
export const PAGE = 'cloneRoomPage';

/** Finds the entries of one page, asks which are rooms to clone, and does what the background says. */
export class PageController {
  readonly window: Window;
  readonly answers: RoomAnswers;
  readonly signal: AbortSignal;
  readonly #extension: Extension;
  readonly #index = new EntryIndex();
  readonly #observer: MutationObserver;
  /** Undefined as long as there is nothing to clone. */
  items: PageItems | undefined;
  #wanted = false;
  #lastPress: Press | undefined;
  /** What the page's own world said, and when: it is asked again when the page has gone on or got another script. */
  #ownEntry: { readonly at: string; readonly entryId: string | undefined } = { at: '', entryId: undefined };
  readonly #records: MutationRecord[] = [];

  constructor(window: Window, extension: Extension, signal: AbortSignal) {
    this.window = window;
    this.signal = signal;
    this.#extension = extension;
    this.answers = new RoomAnswers(window, extension.send, () => this.#answered(), signal);
    this.#observer = observerUntil(signal, (records) => this.#gather(records));
  }

  start(): void {
    const { document } = this.window;
    this.#index.add(document);
    this.#observe(document);
    const press = (pressed: Press): void => {
      this.#lastPress = pressed;
      const root = pressed.control.getRootNode();
      if (root instanceof ShadowRoot) this.#observe(root);
      this.items?.press(pressed);
    };
    hearPresses(this.window, press, this.signal);
    this.#ask();
  }

  /** From now on these keep our items in the page. */
  show(items: PageItems): void {
    // Asked for twice, since an answer was lost.
    if (this.items) return;
    this.items = items;
    if (this.#lastPress) items.press(this.#lastPress);
    items.update(undefined);
  }

  /** The entry that the page is about, whatever else it names. */
  get own(): string | undefined {
    const { document, location } = this.window;
    const inPath = ownEntryInPath(location.pathname);
    if (inPath !== undefined) return inPath;
    const at = `${location.href} ${document.scripts.length}`;
    if (at !== this.#ownEntry.at) this.#ownEntry = { at, entryId: entryOnPage(document) };
    return this.#ownEntry.entryId;
  }

  /** Whether the page shows an entry, now. */
  shows(entryId: string): boolean {
    return entryId === this.own || this.#index.has(entryId);
  }

  #observe(root: Document | ShadowRoot): void {
    // A menu may be used again for another row; one that is kept in the page is hidden and shown.
    const attributeFilter = ['href', 'src', 'aria-hidden', 'aria-expanded'];
    this.#observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter });
  }

  #gather(records: readonly MutationRecord[]): void {
    const first = this.#records.length === 0;
    this.#records.push(...records);
    if (first) requestAnimationFrame(() => this.#change());
  }

  #change(): void {
    const records = this.#records.splice(0);
    if (this.signal.aborted) return;
    const change = this.#index.change(records);
    this.#ask();
    this.items?.update(change);
  }

  #ask(): void {
    if (!this.#extension.isThere()) return;
    this.answers.ask(() => [...new Set([this.own ?? [], this.#index.entryIds].flat())]);
  }

  #answered(): void {
    this.items?.update(undefined);
    if (this.#wanted || !this.answers.rooms.some(({ right }) => right)) return;
    this.#wanted = true;
    void this.#wantItems(FIRST_PAUSE);
  }

  /** Asks for what keeps our items, again with a growing pause: a background that is just started may not hear it. */
  async #wantItems(pause: number): Promise<void> {
    if (this.signal.aborted || !this.#extension.isThere()) return;
    await this.#extension.send({ type: 'items.wanted' });
    // It comes before the answer.
    if (!this.items) setTimeout(() => void this.#wantItems(Math.min(pause * 2, LONGEST_PAUSE)), pause);
  }

  /** Asks for the window. */
  async clone(entryId: string): Promise<void> {
    // Firefox has had no ancestorOrigins for long.
    const [parentOrigin] = (this.window.location.ancestorOrigins as DOMStringList | undefined) ?? [];
    const parent = parentOrigin === undefined ? {} : { parentOrigin };
    const sessions = sessionsOnPage(this.window);
    await this.#extension.send({ type: 'clone.clicked', entryId, sessions, ...parent });
    if (!this.#extension.isThere()) showPageNotice(this.window.document, this.answers.last.texts.updated);
  }

  /** Does what the background says; answers whether it could, and nothing where it is not for us. */
  receive(message: FrameMessage): boolean | undefined {
    const { location } = this.window;
    switch (message.type) {
      case 'focus.restore':
        this.items?.restoreFocus();
        return true;
      case 'page.describe':
        void this.#extension.send({ type: 'page.described', page: this.describe() });
        return true;
      case 'clone.start':
        void this.clone(message.entryId);
        return true;
      case 'frame.go':
        // The frame may show something else by now; and a path is of this host, never of another.
        if (location.origin !== message.origin || !/^\/(?!\/)/.test(message.path)) return false;
        location.assign(message.path);
        return true;
      case 'dialog.show':
      case 'dialog.hide':
      case 'banner.show':
      case 'banner.hide':
      case 'site.check':
        return undefined;
    }
  }

  /** What the page shows, as far as it is known by now. */
  describe(): PageDescription {
    const { document, location } = this.window;
    const { hasEntries, hasSession, isPending, isUnanswered, rooms } = this.answers;
    return {
      hasEntries,
      hasSession,
      rooms: rooms.filter(({ entryId }) => this.shows(entryId)),
      own: this.own,
      asking: isPending,
      unanswered: isUnanswered,
      native: this.items?.hasNative === true,
      isGallery: isGallery(document, location.pathname),
    };
  }
}

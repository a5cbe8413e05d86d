import type { FrameMessage, PageDescription, PageMessage } from '../messages/messages.ts';
import { isGallery } from '../pages/address.ts';
import type { PageKind, RoomPlace } from '../pages/page-kind.ts';
import { showLine } from './line.ts';
import { placeItems, removeItems, removeOthers } from './menu-items.ts';
import { sessionsOnPage } from './page-sessions.ts';
import { RoomAnswers } from './room-answers.ts';

/** What a page's script needs of the extension. */
export interface Extension {
  /** Tells the background; answers undefined when it is gone. */
  readonly tell: (message: PageMessage) => Promise<unknown>;
  /** Whether there still is an extension behind this script: an update leaves the old script behind, alone. */
  readonly isThere: () => boolean;
}

/** Finds the rooms of one page, keeps our item with them, and does what the background says. */
export class PageController {
  readonly #window: Window;
  readonly #kinds: readonly PageKind[];
  readonly #extension: Extension;
  readonly #signal: AbortSignal;
  readonly #answers: RoomAnswers;
  /** Entries whose menu was recognised: they need no stand-in for it. */
  readonly #withMenu = new Set<string>();
  /** Entries for which the page was seen to have no menu that we know. */
  readonly #withoutMenu = new Set<string>();
  #opener: () => HTMLElement | null = () => null;

  constructor(window: Window, kinds: readonly PageKind[], extension: Extension, signal: AbortSignal) {
    this.#window = window;
    this.#kinds = kinds;
    this.#extension = extension;
    this.#signal = signal;
    this.#answers = new RoomAnswers(window, extension.tell, () => this.#scan(), signal);
  }

  /** Takes away what an old instance left, and looks at the page now and after each change. */
  start(): void {
    const { document } = this.#window;
    removeItems(document);
    let waiting = false;
    const observer = new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        if (!this.#signal.aborted) this.#scan();
      });
    });
    // A menu may be used again for another row, and a button may say that it has opened one.
    const attributeFilter = ['href', 'aria-expanded'];
    observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter });
    const stop = (): void => {
      observer.disconnect();
      removeItems(document);
    };
    this.#signal.addEventListener('abort', stop, { once: true });
    this.#scan();
  }

  #scan(): void {
    const { document, location } = this.#window;
    const places = this.#places();
    const entries = this.#kinds.flatMap((kind) => kind.entries(document, location.pathname));
    if (this.#extension.isThere()) this.#answers.ask([...entries, ...places.map(({ entryId }) => entryId)]);
    for (const { standIn, entryId } of places) {
      if (!standIn) this.#withMenu.add(entryId);
      if (standIn === 'needed') this.#withoutMenu.add(entryId);
    }
    const usable = places.filter(this.#isUsable);
    for (const place of places) if (!usable.includes(place)) removeItems(place.holder);
    removeOthers(document, [...entries, ...places.map(({ entryId }) => entryId)]);
    const { texts, nativeLabels } = this.#answers.last;
    const offered = usable.filter(({ entryId }) => this.#answers.mayClone(entryId));
    placeItems(offered, texts.item, nativeLabels, (place) => void this.#choose(place), this.#signal);
  }

  readonly #isUsable = ({ standIn, entryId }: RoomPlace): boolean =>
    !standIn || (this.#withoutMenu.has(entryId) && !this.#withMenu.has(entryId));

  #places(): RoomPlace[] {
    const { document, location } = this.#window;
    return this.#kinds.flatMap((kind) => kind.places(document, location.pathname));
  }

  async #choose({ holder, entryId, opener, close }: RoomPlace): Promise<void> {
    // The page may use the same menu for another entry, and have changed it in this moment.
    if (!this.#places().some((place) => place.holder === holder && place.entryId === entryId)) return;
    this.#opener = opener;
    close?.();
    await this.#start(entryId);
  }

  /** Asks for the window. */
  async #start(entryId: string): Promise<void> {
    // Firefox has had no ancestorOrigins for long.
    const [parentOrigin] = (this.#window.location.ancestorOrigins as DOMStringList | undefined) ?? [];
    const parent = parentOrigin === undefined ? {} : { parentOrigin };
    const sessions = sessionsOnPage(this.#window);
    await this.#extension.tell({ type: 'clone.clicked', entryId, sessions, ...parent });
    if (!this.#extension.isThere()) showLine(this.#window.document, this.#answers.last.texts.updated);
  }

  /** Does what the background says; answers whether it could, and nothing where it is not for us. */
  receive(message: FrameMessage): boolean | undefined {
    const { location } = this.#window;
    switch (message.type) {
      case 'focus.restore':
        this.#opener()?.focus();
        return true;
      case 'page.describe':
        void this.#extension.tell({ type: 'page.described', page: this.#describe() });
        return true;
      case 'clone.start':
        void this.#start(message.entryId);
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

  #describe(): PageDescription {
    const { document, location } = this.#window;
    const { hasEntries, hasSession, rooms } = this.#answers;
    return { hasEntries, hasSession, rooms, isGallery: isGallery(document, location.pathname) };
  }
}

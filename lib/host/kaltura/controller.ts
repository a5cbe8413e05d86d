import type { FrameMessage } from '../../messages/messages.ts';
import { ownEntryIn } from '../../pages/address.ts';
import { entryNamedBy } from '../../pages/naming.ts';
import type { HandedSession } from '../../pages/sessions/page-globals.ts';
import { EntryIndex, type PageChange } from './entry-index.ts';
import type { Extension } from '../extension.ts';
import { observerUntil } from '../observer.ts';
import { entryOnPage, sessionsOnPage } from './page-sessions.ts';
import { hearPresses, type Press } from './presses.ts';
import { FIRST_PAUSE, LONGEST_PAUSE, RoomAnswers } from './room-answers.ts';
import { sessionsOfSite } from './site-sessions.ts';

/** What keeps our items in the page: put into it when it shows a room that its user may clone, and no earlier. */
export interface PageItems {
  /** @param change what changed of the page; undefined: what is known of its entries did */
  readonly update: (change: PageChange | undefined) => void;
  readonly press: (press: Press) => void;
  /** Does what the background says of an item; answers whether it could, and nothing where it is not for items. */
  readonly receive: (message: FrameMessage) => boolean | undefined;
  /** What opened a menu, as far as it is known. */
  readonly openerOf: (menu: Element) => HTMLElement | undefined;
  /** Whether the site's own item was seen where ours would be. */
  readonly hasNative: boolean;
}

/** Finds the entries of one page, and asks which are rooms to clone. Holds what the scripts that are put beside it need. */
export class PageController {
  readonly window: Window;
  readonly answers: RoomAnswers;
  readonly signal: AbortSignal;
  readonly extension: Extension;
  readonly #index = new EntryIndex();
  readonly #observer: MutationObserver;
  /** Sessions that were looked for beyond the page's globals. */
  #found: readonly HandedSession[] = [];
  /** Undefined as long as there is nothing to clone. */
  items: PageItems | undefined;
  #wanted = false;
  #lastPress: Press | undefined;
  /** The entry that it, or what is around it, names by itself. */
  #pressed: string | undefined;
  /** What the page's own world said, and when: it is asked again when the page has gone on or got another script. */
  #ownEntry: { readonly at: string; readonly entryId: string | undefined } = { at: '', entryId: undefined };
  readonly #records: MutationRecord[] = [];

  constructor(window: Window, extension: Extension, signal: AbortSignal) {
    this.window = window;
    this.signal = signal;
    this.extension = extension;
    this.answers = new RoomAnswers(this, () => this.#answered());
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
      // What is around it may name an entry in a way that no selector knows.
      this.#pressed = undefined;
      for (let part: Element | null = pressed.control; part; part = part.parentElement)
        this.#pressed ??= entryNamedBy(part);
      this.#gather([]);
    };
    hearPresses(this.window, press, this.signal);
    // The address has changed, it may be after the page.
    const { signal } = this;
    for (const type of ['popstate', 'hashchange'])
      this.window.addEventListener(type, () => this.#gather([]), { signal });
    this.answers.ask();
  }

  /** From now on these keep our items in the page. */
  show(items: PageItems): void {
    // Asked for twice, since an answer was lost.
    if (this.items) return;
    this.items = items;
    if (this.#lastPress) items.press(this.#lastPress);
    items.update(undefined);
  }

  /** Whether it has ended, or is left behind without its extension. */
  get isOver(): boolean {
    return this.signal.aborted || !this.extension.isThere();
  }

  /** The entry that the page is about, whatever else it names. */
  get own(): string | undefined {
    const { document, location } = this.window;
    const inAddress = ownEntryIn(location);
    if (inAddress !== undefined) return inAddress;
    const at = `${location.href} ${document.scripts.length}`;
    if (at !== this.#ownEntry.at) this.#ownEntry = { at, entryId: entryOnPage(document) };
    return this.#ownEntry.entryId;
  }

  /** All entries that it shows, now, its own first. */
  get entryIds(): readonly string[] {
    const named = [this.own ?? [], this.#pressed ?? []].flat();
    return [...new Set([...named, ...this.#index.entryIds])];
  }

  /** The sessions that it holds, now. */
  get sessions(): readonly HandedSession[] {
    return sessionsOnPage(this.window.document, this.#found);
  }

  /** Looks for sessions beyond the page's globals. */
  async lookFurther(): Promise<void> {
    this.#found = await sessionsOfSite(this);
  }

  /** Whether the page shows an entry, now. */
  shows(entryId: string): boolean {
    return entryId === this.own || entryId === this.#pressed || this.#index.entryIds.has(entryId);
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
    if (this.isOver) return;
    const change = this.#index.change(records);
    this.answers.ask();
    this.items?.update(change);
  }

  #answered(): void {
    this.items?.update(undefined);
    if (this.#wanted || !this.answers.rooms.some(({ right }) => right)) return;
    this.#wanted = true;
    void this.#wantItems(FIRST_PAUSE);
  }

  /** Asks for what keeps our items, again with a growing pause: a background that is just started may not hear it. */
  async #wantItems(pause: number): Promise<void> {
    if (this.isOver) return;
    await this.extension.send({ type: 'items.wanted' });
    // It comes before the answer.
    if (!this.items) setTimeout(() => void this.#wantItems(Math.min(pause * 2, LONGEST_PAUSE)), pause);
  }

  /** Does what the background says; answers whether it could, and nothing where it is not for us. */
  receive(message: FrameMessage): boolean | undefined {
    if (message.type !== 'page.describe') return this.items?.receive(message);
    void this.extension.send({ type: 'description.wanted' });
    return true;
  }
}

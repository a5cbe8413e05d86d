import type { FrameMessage } from '../../messages/messages.ts';
import { ownEntryIn } from '../../pages/address.ts';
import { entryNamedBy, NAMING } from '../../pages/naming.ts';
import type { HandedSession, PageGlobals } from '../../pages/sessions/page-globals.ts';
import { changeOf, EntryIndex, tellingIn, type PageChange } from './entry-index.ts';
import type { Extension } from '../extension.ts';
import { observerUntil } from '../observer.ts';
import { inSlices } from '../slices.ts';
import { entryIn, globalsReader, sessionsIn } from './page-sessions.ts';
import { hearPresses, type Press } from './presses.ts';
import { FIRST_PAUSE, LONGEST_PAUSE, RoomAnswers } from './room-answers.ts';
import { sessionsOfSite } from './site-sessions.ts';

/** So many elements are looked at in one task: at a sixth of this machine's pace one took up to 0.4 ms (`npm run bench`). */
const ELEMENTS = 40;

/** So many records wait for a frame, which a hidden tab does not draw: they hold what is gone from the page. */
const RECORDS = 1_000;

/** What keeps our items in the page: put into it when it shows a room that its user may clone, and no earlier. */
export interface PageItems {
  /** @param change what changed of the page; not given: what is known of its entries did */
  readonly update: (change?: PageChange) => void;
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
  /** What keeps our items in the page, from its first update on; undefined as long as there is nothing to clone. */
  items: PageItems | undefined;
  #wanted = false;
  lastPress: Press | undefined;
  readonly #globals: () => Partial<PageGlobals>;
  /** How often scripts came, went or changed: each may tell more of the page. */
  scripts = 0;
  /** The page's own entry, and what it was found by. */
  #own: { readonly by: string; readonly entryId: string | undefined } = { by: '', entryId: undefined };
  readonly #records: MutationRecord[] = [];

  constructor(window: Window, extension: Extension, signal: AbortSignal) {
    this.window = window;
    this.signal = signal;
    this.extension = extension;
    this.answers = new RoomAnswers(this, () => this.#answered());
    this.#globals = globalsReader(window.document, signal);
    this.#observer = observerUntil(signal, (records) => this.#gather(records));
  }

  start(): void {
    const { document } = this.window;
    this.#observe(document);
    const press = (pressed: Press): void => {
      this.lastPress = pressed;
      const root = pressed.control.getRootNode();
      if (root instanceof ShadowRoot) this.#observe(root);
      this.items?.press(pressed);
      // What is around it may name an entry in a way that no selector knows.
      let named: string | undefined;
      for (let part: Element | null = pressed.control; part; part = part.parentElement)
        named ??= entryNamedBy(part);
      this.#index.set('pressed', named);
      this.#gather([]);
    };
    hearPresses(this.window, press, this.signal);
    // The address has changed, it may be after the page: also after its hash. A script that changes it is heard where the
    // browser tells of it.
    const { signal } = this;
    const { navigation = this.window } = this.window as { readonly navigation?: EventTarget };
    for (const type of ['popstate', 'currententrychange'])
      navigation.addEventListener(type, () => this.#gather([]), { signal });
    // The first of all, so that it is asked about first.
    this.#index.set('own', this.own);
    void this.#look([...document.querySelectorAll(NAMING)], undefined);
  }

  /** Whether it has ended, or is left behind without its extension. */
  get isOver(): boolean {
    return this.signal.aborted || !this.extension.isThere();
  }

  /** The entry that the page is about, whatever else it names. */
  get own(): string | undefined {
    const { location } = this.window;
    const by = `${location.href} ${this.scripts}`;
    if (by !== this.#own.by) this.#own = { by, entryId: ownEntryIn(location) ?? entryIn(this.#globals()) };
    return this.#own.entryId;
  }

  /** All entries that it shows, now; another set whenever they may be others. */
  get entryIds(): ReadonlySet<string> {
    this.#index.set('own', this.own);
    return this.#index.entryIds;
  }

  /** The sessions that it holds, now. */
  get sessions(): readonly HandedSession[] {
    return sessionsIn(this.#globals(), this.window.document, this.#found);
  }

  /** Looks for sessions beyond the page's globals. */
  async lookFurther(): Promise<void> {
    this.#found = await sessionsOfSite(this);
  }

  #observe(root: Document | ShadowRoot): void {
    // A menu may be used again for another row; one that is kept in the page is hidden and shown.
    const attributeFilter = ['href', 'src', 'aria-hidden', 'aria-expanded'];
    this.#observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter });
  }

  #gather(records: readonly MutationRecord[]): void {
    if (!this.#records[0]) requestAnimationFrame(() => this.#change());
    for (const record of records) this.#records.push(record);
    if (this.#records[RECORDS]) this.#change();
  }

  #change(): void {
    const change = changeOf(this.#records.splice(0));
    const parts = [...change.added, ...change.removed];
    void this.#look([...change.changed, ...parts.flatMap(tellingIn)], change);
  }

  /** Looks at what may name an entry, a few elements at a time, and goes by what is known then. */
  async #look(elements: readonly Element[], change: PageChange | undefined): Promise<void> {
    const look = (element: Element): void => {
      this.#index.look(element);
      if (element.localName === 'script') this.scripts += 1;
    };
    await inSlices(elements, ELEMENTS, look, this);
    if (this.isOver) return;
    this.answers.ask();
    this.items?.update(change);
  }

  #answered(): void {
    this.items?.update();
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
}

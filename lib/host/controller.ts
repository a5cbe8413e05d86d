import type { FrameMessage, PageAnswer, PageMessage } from '../messages/messages.ts';
import { ASK, TELL } from '../pages/handover.ts';
import type { PageKind } from '../pages/page-kind.ts';
import { type HandedSession, sessionsInScripts } from '../pages/sessions.ts';
import { showBanner } from './banner.ts';
import { showDialog } from './dialog-host.ts';
import { addItems, removeItems } from './menu-items.ts';
import { removeHosts } from './shadow.ts';
import type { MenuTexts } from './texts.ts';

/** What a page's script needs of the extension. */
export interface Extension {
  /** Tells the background; answers undefined when it is gone. */
  readonly tell: (message: PageMessage) => Promise<unknown>;
  /** The dialog's page, by its address of this moment: it changes when the extension is loaded anew. */
  readonly dialogUrl: (ticket: string) => string;
  /** Ends `end` when the extension is updated or taken away. */
  readonly watch: (end: AbortController) => void;
}

/** Finds the rooms of one page, keeps our item in their menus, and does what the background says. */
export class PageController {
  readonly #window: Window;
  readonly #kind: PageKind;
  readonly #texts: MenuTexts;
  readonly #extension: Extension;
  readonly #signal: AbortSignal;
  /** Entry → whether its item is offered; an entry that is being asked about is not, yet. */
  readonly #offers = new Map<string, boolean>();
  #opener: HTMLElement | null = null;
  #shown: { readonly ticket: string; readonly end: AbortController } | undefined;

  constructor(window: Window, kind: PageKind, texts: MenuTexts, extension: Extension, signal: AbortSignal) {
    this.#window = window;
    this.#kind = kind;
    this.#texts = texts;
    this.#extension = extension;
    this.#signal = signal;
  }

  /** Takes away what an old instance left, and looks at the page now and after each change. */
  start(): void {
    const { document } = this.#window;
    removeItems(document);
    removeHosts(document, 'dialog');
    let waiting = false;
    const observer = new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.#scan();
      });
    });
    observer.observe(document.documentElement, { childList: true, subtree: true });
    const stop = (): void => {
      observer.disconnect();
      removeItems(document);
    };
    this.#signal.addEventListener('abort', stop, { once: true });
    this.#scan();
  }

  #scan(): void {
    const { document, location } = this.#window;
    const entryId = this.#kind.entryId(document, location.pathname);
    if (entryId === undefined) return;
    const offered = this.#offers.get(entryId);
    if (offered === undefined) void this.#ask(entryId);
    if (!offered) return;
    const chosen = (opener: HTMLElement | null): void => {
      this.#opener = opener;
      // Firefox has had no ancestorOrigins for long.
      const [parentOrigin] = (location.ancestorOrigins as DOMStringList | undefined) ?? [];
      const parent = parentOrigin === undefined ? {} : { parentOrigin };
      void this.#extension.tell({ type: 'clone.clicked', entryId, sessions: this.#sessions(), ...parent });
    };
    addItems(this.#kind, document, this.#texts.item, chosen, this.#signal);
  }

  async #ask(entryId: string): Promise<void> {
    this.#offers.set(entryId, false);
    const answer = await this.#extension.tell({ type: 'room.seen', entryId, sessions: this.#sessions() });
    // The background's own answer; nothing at all where it could not be asked.
    this.#offers.set(entryId, (answer as PageAnswer | undefined)?.offer === true);
    this.#scan();
  }

  /** The sessions that the page holds now, in its markup and, as the script in its own world tells, in its globals. */
  #sessions(): HandedSession[] {
    const { document } = this.#window;
    const found = sessionsInScripts(document);
    const listening = new AbortController();
    const listen = (event: Event): void => {
      if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
      // The page may have made this event: the background parses what is in it.
      found.push(...(JSON.parse(event.detail) as HandedSession[]));
    };
    document.addEventListener(TELL, listen, { signal: listening.signal });
    document.dispatchEvent(new CustomEvent(ASK));
    listening.abort();
    return found;
  }

  /** Does what the background says; answers whether it could. */
  receive(message: Exclude<FrameMessage, { type: 'site.check' }>): boolean {
    const { document, location } = this.#window;
    switch (message.type) {
      case 'dialog.show':
        this.#showDialog(message.ticket);
        return true;
      case 'dialog.hide':
        if (this.#shown?.ticket === message.ticket) this.#shown.end.abort();
        return true;
      case 'focus.restore':
        this.#opener?.focus();
        return true;
      case 'banner.show': {
        const { jobId, text, link } = message;
        const go = (): void => void this.#extension.tell({ type: 'banner.go', jobId });
        showBanner(document, { text, link, close: this.#texts.close }, go, this.#signal);
        return true;
      }
      case 'frame.go':
        // The frame may show something else by now; and a path is of this host, never of another.
        if (location.origin !== message.origin || !/^\/(?!\/)/.test(message.path)) return false;
        location.assign(message.path);
        return true;
    }
  }

  #showDialog(ticket: string): void {
    const end = new AbortController();
    this.#shown?.end.abort();
    this.#shown = { ticket, end };
    const closed = (): void => void this.#extension.tell({ type: 'dialog.closed', ticket });
    const signal = AbortSignal.any([this.#signal, end.signal]);
    showDialog(this.#window.document, this.#extension.dialogUrl(ticket), this.#texts, closed, signal);
    this.#extension.watch(end);
  }
}

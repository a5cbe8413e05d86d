import type { HandedTicket } from '../../messages/handed-ticket.ts';
import type { FrameMessage, PageMessage } from '../../messages/messages.ts';
import { showBanner } from './banner.ts';
import { DialogHost } from './dialog-host.ts';
import { removeHosts } from './shadow.ts';

/** What is shown over a page needs of the extension. */
export interface OverlayExtension {
  readonly send: (message: PageMessage) => void;
  /** The dialog's page, by its address of this moment: it changes when the extension is loaded anew. */
  readonly dialogUrl: () => string;
  /** Where that page is from, as it says itself: not by the address of the moment. */
  readonly origin: string;
  /** Ends `end` when the extension is updated or taken away. */
  readonly watch: (end: AbortController) => void;
}

/** A window that was prepared for a click goes when none comes for so long. */
const UNUSED_MS = 60_000;

/** A window with nothing in it yet: no ticket, no session, no room. */
interface Prepared {
  readonly window: DialogHost;
  readonly language: string;
  readonly end: AbortController;
  timer: ReturnType<typeof setTimeout>;
}

/** Shows our window and our banner over one frame's page, and goes to another, as the background says. */
export class Overlays {
  readonly #document: Document;
  readonly #extension: OverlayExtension;
  #banner: { readonly jobId: string; readonly end: AbortController } | undefined;
  #shown: { readonly ticket: string; readonly end: AbortController } | undefined;
  #prepared: Prepared | undefined;

  constructor(document: Document, extension: OverlayExtension) {
    this.#document = document;
    this.#extension = extension;
    // What an old instance left, after an update.
    removeHosts(document, 'dialog');
  }

  /** Whether the message was for this, and could be done. */
  receive(message: FrameMessage): boolean {
    switch (message.type) {
      case 'dialog.prepare':
        this.#prepare(message.language);
        return true;
      case 'dialog.show':
        this.#showDialog(message);
        return true;
      case 'dialog.hide':
        if (this.#shown?.ticket === message.ticket) this.#shown.end.abort();
        return true;
      case 'banner.show': {
        const { jobId } = message;
        const end = new AbortController();
        this.#banner = { jobId, end };
        showBanner(
          this.#document,
          message,
          {
            go: () => this.#extension.send({ type: 'banner.openRoom', jobId }),
            details: () => this.#extension.send({ type: 'banner.details', jobId }),
          },
          end.signal,
        );
        return true;
      }
      case 'banner.hide':
        if (this.#banner?.jobId === message.jobId) this.#banner.end.abort();
        return true;
      case 'frame.go': {
        // The frame may show something else by now; and a path is of this host, never of another.
        const { location } = this.#document;
        if (location.origin !== message.origin || !/^\/(?!\/)/.test(message.path)) return false;
        location.assign(message.path);
        return true;
      }
      case 'focus.restore':
      case 'clone.start':
      case 'site.check':
        return false;
    }
  }

  /** Once, however often it is wanted. Over a window that is open there is no other. */
  #prepare(language: string): void {
    if (this.#shown?.end.signal.aborted === false) return;
    const known = this.#prepared;
    if (known && !known.end.signal.aborted && known.window.isThere && known.language === language) {
      clearTimeout(known.timer);
      known.timer = setTimeout(() => known.end.abort(), UNUSED_MS);
      return;
    }
    known?.end.abort();
    const end = new AbortController();
    const window = new DialogHost(this.#document, this.#urlFor({ l: language }), end.signal);
    this.#prepared = { window, language, end, timer: setTimeout(() => end.abort(), UNUSED_MS) };
    const leave = (): void => {
      if (this.#prepared?.end === end) end.abort();
    };
    this.#document.defaultView?.addEventListener('pagehide', leave, { signal: end.signal });
    this.#extension.watch(end);
  }

  /** The prepared window, if it is still as it was made; it is prepared no more. */
  #takePrepared(language: string): Prepared | undefined {
    const taken = this.#prepared;
    this.#prepared = undefined;
    if (!taken) return undefined;
    clearTimeout(taken.timer);
    if (!taken.end.signal.aborted && taken.window.isThere && taken.language === language) return taken;
    taken.end.abort();
    return undefined;
  }

  #showDialog({ ticket, known, language, ...texts }: Extract<FrameMessage, { type: 'dialog.show' }>): void {
    this.#shown?.end.abort();
    const prepared = this.#takePrepared(language);
    const end = prepared?.end ?? new AbortController();
    this.#shown = { ticket, end };
    const closed = (): void => {
      end.abort();
      this.#extension.send({ type: 'dialog.closed', ticket });
    };
    const window =
      prepared?.window ??
      new DialogHost(this.#document, this.#urlFor({ l: language, n: ticket }), end.signal);
    prepared?.window.hand({ ticket, known } satisfies HandedTicket, this.#extension.origin, end.signal);
    window.show(texts, closed, end.signal);
    if (!prepared) this.#extension.watch(end);
  }

  #urlFor(given: Readonly<Record<string, string>>): string {
    return `${this.#extension.dialogUrl()}#${new URLSearchParams(given).toString()}`;
  }
}

import type { FrameMessage, PageMessage } from '../messages/messages.ts';
import { showBanner } from './banner.ts';
import { showDialog } from './dialog-host.ts';
import { removeHosts } from './shadow.ts';

/** What is shown over a page needs of the extension. */
export interface OverlayExtension {
  readonly send: (message: PageMessage) => void;
  /** The dialog's page, by its address of this moment: it changes when the extension is loaded anew. */
  readonly dialogUrl: (ticket: string) => string;
  /** Ends `end` when the extension is updated or taken away. */
  readonly watch: (end: AbortController) => void;
}

/** Shows our window and our banner over one frame's page, and goes to another, as the background says. */
export class Overlays {
  readonly #document: Document;
  readonly #extension: OverlayExtension;
  #banner: { readonly jobId: string; readonly end: AbortController } | undefined;
  #shown: { readonly ticket: string; readonly end: AbortController } | undefined;

  constructor(document: Document, extension: OverlayExtension) {
    this.#document = document;
    this.#extension = extension;
    // What an old instance left, after an update.
    removeHosts(document, 'dialog');
  }

  /** Whether the message was for this, and could be done. */
  receive(message: FrameMessage): boolean {
    switch (message.type) {
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
      case 'page.describe':
      case 'clone.start':
      case 'site.check':
        return false;
    }
  }

  #showDialog({ ticket, texts, direction }: Extract<FrameMessage, { type: 'dialog.show' }>): void {
    const end = new AbortController();
    this.#shown?.end.abort();
    this.#shown = { ticket, end };
    const closed = (): void => this.#extension.send({ type: 'dialog.closed', ticket });
    showDialog(
      this.#document,
      this.#extension.dialogUrl(ticket),
      { ...texts, direction },
      closed,
      end.signal,
    );
    this.#extension.watch(end);
  }
}

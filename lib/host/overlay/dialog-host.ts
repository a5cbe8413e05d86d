import { makeHost, removeHosts } from './shadow.ts';
import { placeIn, watchVisiblePart } from './visible-part.ts';

/**
 * Our window in a foreign page: an extension page in an iframe, in a native `<dialog>`, in a closed shadow root
 * (design, decision 1; the recipe is measured in both browsers). The top layer puts it above whatever the page has
 * open, and makes the rest inert; the page can neither read it nor script it.
 */

const NAME = 'dialog';

/**
 * Until it is shown it is laid out all the same, unseen: its frame has its size, and has been drawn once, when it is
 * shown (about 6 ms less from the click to the first key). What is not visible takes no pointer, no focus and no key,
 * and is nothing for a screen reader.
 *
 * Its colours are those of the user's system, as the window's are, whatever the page's are. The button stands above the
 * frame, not over it: Chromium takes a frame that anything lies over for covered, as a whole (IntersectionObserver v2).
 */
const CSS = `
dialog{color-scheme:light dark;box-sizing:border-box;inline-size:min(600px,100%);block-size:min(700px,100%);max-inline-size:none;max-block-size:none;margin:auto;padding:0;border:0;border-radius:12px;overflow:hidden;background:light-dark(#fff,#1f2226);box-shadow:0 12px 48px #0006}
dialog:not([open]){display:block;position:fixed;visibility:hidden}
dialog::backdrop{background:#0007}
iframe{display:block;inline-size:100%;block-size:calc(100% - 36px);margin-block-start:36px;border:0}
button{position:absolute;inset-block-start:2px;inset-inline-end:10px;inline-size:32px;block-size:32px;margin:0;border:0;border-radius:8px;background:none;color:light-dark(#56606c,#a9b2bd);font:20px/1 system-ui;cursor:pointer}
button:hover,button:focus-visible{background:light-dark(#e8ebef,#3a4048);color:light-dark(#1f2328,#e8eaed)}
.screen{position:fixed;inset:0;visibility:hidden;pointer-events:none}
@media(forced-colors:active){dialog{border:2px solid CanvasText}button{color:ButtonText;background:ButtonFace}}
@media(prefers-contrast:more){dialog{border:2px solid light-dark(#000,#fff)}button{color:light-dark(#000,#fff)}}`;

export interface DialogTexts {
  readonly dialog: string;
  readonly close: string;
  /** The button to close it stands at the end of the window's lines, not of the page's. */
  readonly direction: 'ltr' | 'rtl';
}

/** A window of ours over a page: made with nothing in it, and shown once. */
export class DialogHost {
  readonly #host: HTMLElement;
  readonly #dialog = document.createElement('dialog');
  readonly #frame = document.createElement('iframe');
  readonly #screen = document.createElement('div');
  #isLoaded = false;

  /**
   * Until it is shown it takes no room, no focus and no key.
   * @param url the dialog's page
   * @param signal takes it away
   */
  constructor(document: Document, url: string, signal: AbortSignal) {
    removeHosts(document, NAME);
    const { host, root } = makeHost(document, NAME, CSS);
    this.#host = host;
    this.#frame.src = url;
    this.#frame.addEventListener('load', () => (this.#isLoaded = true), { signal });
    this.#screen.className = 'screen';
    this.#dialog.append(this.#frame);
    root.append(this.#dialog, this.#screen);
    signal.addEventListener('abort', () => host.remove(), { once: true });
    // From the start: what is known of the screen when it is shown needs no second layout.
    keepOnScreen(this.#dialog, this.#screen, signal);
  }

  /** Whether it is still where it was put: the page may have taken it away. */
  get isThere(): boolean {
    return this.#host.isConnected;
  }

  /** @param closed called once, however it is closed @param signal takes it away */
  show(texts: DialogTexts, closed: () => void, signal: AbortSignal): void {
    const dialog = this.#dialog;
    const frame = this.#frame;
    dialog.setAttribute('aria-label', texts.dialog);
    dialog.dir = texts.direction;
    frame.title = texts.dialog;
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', texts.close);
    button.textContent = '×';
    // The frame comes first, so that the focus goes into it. The native button works even when the frame is dead.
    dialog.append(button);

    const done = new AbortController();
    const either = AbortSignal.any([signal, done.signal]);
    const leave = (): void => {
      done.abort();
      this.#host.remove();
      closed();
    };
    // Not by a form: a frame may be one that submits none.
    button.addEventListener('click', () => dialog.close(), { signal: either });
    dialog.addEventListener('close', leave, { signal: either });
    frame.addEventListener('load', () => frame.focus(), { signal: either });
    dialog.showModal();
    frame.focus();
  }

  /**
   * Gives the page in the frame what it was made without, each time that it has loaded: the page around it may have put
   * it elsewhere. @param origin of the page for which it is: another one in the frame gets nothing
   */
  hand(message: unknown, origin: string, signal: AbortSignal): void {
    const post = (): void => this.#frame.contentWindow?.postMessage(message, origin);
    if (this.#isLoaded) post();
    this.#frame.addEventListener('load', post, { signal });
  }
}

/** Keeps the window in the part of its frame that is on the screen. */
function keepOnScreen(dialog: HTMLDialogElement, screen: Element, signal: AbortSignal): void {
  watchVisiblePart(
    screen,
    (part) => {
      const frame = { width: screen.clientWidth, height: screen.clientHeight };
      const { top, left, width, height } = placeIn(part, frame);
      // By its left edge whatever the direction: what is measured is the screen.
      dialog.style.inset = `${top}px auto auto ${left}px`;
      dialog.style.margin = '0';
      dialog.style.width = `${width}px`;
      dialog.style.height = `${height}px`;
    },
    signal,
  );
}

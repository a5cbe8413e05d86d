import { makeHost, removeHosts } from './shadow.ts';
import { placeIn, watchVisiblePart } from './visible-part.ts';

/**
 * Our window in a foreign page: an extension page in an iframe, in a native `<dialog>`, in a closed shadow root
 * (design, decision 1; the recipe is measured in both browsers). The top layer puts it above whatever the page has
 * open, and makes the rest inert; the page can neither read it nor script it.
 */

const NAME = 'dialog';

/**
 * Its colours are those of the user's system, as the window's are, whatever the page's are. The button stands above the
 * frame, not over it: Chromium takes a frame that anything lies over for covered, as a whole (IntersectionObserver v2).
 */
const CSS = `
dialog{color-scheme:light dark;box-sizing:border-box;inline-size:min(600px,100%);block-size:min(700px,100%);max-inline-size:none;max-block-size:none;margin:auto;padding:0;border:0;border-radius:12px;overflow:hidden;background:light-dark(#fff,#1f2226);box-shadow:0 12px 48px #0006}
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

/** Shows the dialog's page for a ticket. `closed` is called once, however it is closed. Aborting takes it away. */
export function showDialog(
  document: Document,
  url: string,
  texts: DialogTexts,
  closed: () => void,
  signal: AbortSignal,
): void {
  removeHosts(document, NAME);
  const { host, root } = makeHost(document, NAME, CSS);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', texts.dialog);
  dialog.dir = texts.direction;
  const frame = document.createElement('iframe');
  frame.title = texts.dialog;
  frame.src = url;
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', texts.close);
  button.textContent = '×';
  const screen = document.createElement('div');
  screen.className = 'screen';
  // The frame comes first, so that the focus goes into it. The native button works even when the frame is dead.
  dialog.append(frame, button);
  root.append(dialog, screen);

  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const leave = (): void => {
    done.abort();
    host.remove();
    closed();
  };
  // Not by a form: a frame may be one that submits none.
  button.addEventListener('click', () => dialog.close(), { signal: either });
  dialog.addEventListener('close', leave, { signal: either });
  frame.addEventListener('load', () => frame.focus(), { signal: either });
  signal.addEventListener('abort', () => host.remove(), { signal: done.signal });
  dialog.showModal();
  frame.focus();
  keepOnScreen(dialog, screen, either);
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

import { makeHost, removeHosts } from './shadow.ts';

/**
 * Our window in a foreign page: an extension page in an iframe, in a native `<dialog>`, in a closed shadow root
 * (design, decision 1; the recipe is measured in both browsers). The top layer puts it above whatever the page has
 * open, and makes the rest inert; the page can neither read it nor script it.
 */

const NAME = 'dialog';

const CSS = `
dialog{box-sizing:border-box;inline-size:min(600px,100vw);block-size:min(700px,100vh);max-inline-size:none;max-block-size:none;margin:auto;padding:0;border:0;border-radius:12px;overflow:hidden;background:Canvas;box-shadow:0 12px 48px #0006}
dialog::backdrop{background:#0007}
iframe{display:block;inline-size:100%;block-size:100%;border:0}
form{position:absolute;inset-block-start:10px;inset-inline-end:10px;margin:0}
button{inline-size:32px;block-size:32px;border:0;border-radius:8px;background:none;color:GrayText;font:20px/1 system-ui;cursor:pointer}
button:hover,button:focus-visible{background:#8883;color:CanvasText}`;

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
  const form = document.createElement('form');
  form.method = 'dialog';
  const button = document.createElement('button');
  button.setAttribute('aria-label', texts.close);
  button.textContent = '×';
  form.append(button);
  // The frame comes first, so that the focus goes into it. The native button works even when the frame is dead.
  dialog.append(frame, form);
  root.append(dialog);

  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const leave = (): void => {
    done.abort();
    host.remove();
    closed();
  };
  dialog.addEventListener('close', leave, { signal: either });
  frame.addEventListener('load', () => frame.focus(), { signal: either });
  signal.addEventListener('abort', () => host.remove(), { signal: done.signal });
  dialog.showModal();
  frame.focus();
}

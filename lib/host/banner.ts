import { makeHost, removeHosts } from './shadow.ts';

/** The line at the top of the page when a clone is ready, announced by screen readers. */

const NAME = 'banner';

const CSS = `
div{position:fixed;inset-block-start:0;inset-inline:0;z-index:2147483647;display:flex;gap:16px;align-items:center;justify-content:center;padding:10px 16px;background:#e6f4ea;color:#0b3d1c;border-block-end:1px solid #8cc79d;font:15px/1.4 system-ui,sans-serif}
a,button{min-block-size:28px;font:inherit;color:#00508a;background:none;border:0;cursor:pointer;text-decoration:underline}
@media(forced-colors:active){div{border-block-end:2px solid}}`;

export interface BannerTexts {
  readonly text: string;
  readonly close: string;
  readonly link: string;
}

/**
 * @param go called when the teacher follows the link
 * @param signal takes it away
 */
export function showBanner(
  document: Document,
  texts: BannerTexts,
  go: () => void,
  signal: AbortSignal,
): void {
  removeHosts(document, NAME);
  const { host, root } = makeHost(document, NAME, CSS);
  const bar = document.createElement('div');
  bar.setAttribute('role', 'status');
  root.append(bar);
  const link = document.createElement('button');
  link.textContent = texts.link;
  link.addEventListener(
    'click',
    (event) => {
      if (event.isTrusted) go();
    },
    { signal },
  );
  const close = document.createElement('button');
  close.textContent = texts.close;
  close.addEventListener('click', () => host.remove(), { signal });
  signal.addEventListener('abort', () => host.remove(), { once: true });
  // A live region announces what is put into it, not what it is made with.
  setTimeout(() => bar.append(texts.text, link, close), 50);
}

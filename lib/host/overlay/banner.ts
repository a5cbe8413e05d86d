import { makeHost, removeHosts } from './shadow.ts';

/** The line near the top of the page when a clone is ready, announced by screen readers. */

const NAME = 'banner';

/** Below the navigation that Moodle and its like keep at the top. */
const CSS = `
div{position:fixed;inset-block-start:72px;inset-inline:0;z-index:2147483647;box-sizing:border-box;inline-size:fit-content;max-inline-size:calc(100% - 24px);margin-inline:auto;display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;justify-content:center;padding:8px 16px;border:1px solid #5fa777;border-radius:8px;background:#e6f4ea;color:#0b3d1c;box-shadow:0 4px 16px #0003;font:15px/1.4 system-ui,sans-serif}
div.partial{border-color:#b58a2f;background:#fff4d6;color:#3d2e00}
button{min-block-size:28px;font:inherit;color:#00508a;background:none;border:0;cursor:pointer;text-decoration:underline}
@media(forced-colors:active){div{border:2px solid}}`;

export interface BannerTexts {
  readonly text: string;
  readonly close: string;
  readonly link: string;
  /** The link to what is left to do; undefined: nothing is. */
  readonly details: string | undefined;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Whether nothing is left to do by hand. */
  readonly isWhole: boolean;
}

/** What the links of the banner do. */
export interface BannerLinks {
  readonly go: () => void;
  readonly details: () => void;
}

/** @param signal takes it away */
export function showBanner(
  document: Document,
  texts: BannerTexts,
  links: BannerLinks,
  signal: AbortSignal,
): void {
  removeHosts(document, NAME);
  const { host, root } = makeHost(document, NAME, CSS);
  const bar = document.createElement('div');
  bar.setAttribute('role', 'status');
  bar.lang = texts.language;
  bar.dir = texts.direction;
  bar.classList.toggle('partial', !texts.isWhole);
  root.append(bar);
  const button = (label: string, act: () => void): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener(
      'click',
      (event) => {
        // The page can click, too.
        if (event.isTrusted) act();
      },
      { signal },
    );
    return made;
  };
  const parts = [
    button(texts.link, links.go),
    ...(texts.details === undefined ? [] : [button(texts.details, links.details)]),
    button(texts.close, () => host.remove()),
  ];
  signal.addEventListener('abort', () => host.remove(), { once: true });
  // A live region announces what is put into it, not what it is made with.
  setTimeout(() => bar.append(texts.text, ...parts), 50);
}

import type { Runtime } from 'webextension-polyfill';

/** Who speaks, by what the browser says of them; never by what they say of themselves. */
export interface PageSender {
  readonly tabId: number;
  readonly frameId: number;
  /** The address of the frame that spoke. */
  readonly url: string;
  /** The origin of the page at the top of its tab; of the frame itself where the browser does not tell. */
  readonly site: string;
}

interface Own {
  readonly id: string;
  /** `runtime.getURL('')`: with another origin than the fixed one where the browser uses dynamic URLs. */
  readonly base: string;
}

/** A content script of ours, in a tab. */
export function pageSender(
  { id, tab, frameId, ...from }: Runtime.MessageSender & { readonly origin?: string },
  own: Own,
): PageSender | undefined {
  // A frame that a script has made (about:blank, about:srcdoc) is of its maker's origin, and has no address of its own.
  const url = from.url?.startsWith('about:') ? from.origin : from.url;
  const page = url !== undefined && /^https?:/.test(url);
  if (id !== own.id || tab?.id === undefined || frameId === undefined || !page) return undefined;
  const top = tab.url !== undefined && /^https?:/.test(tab.url) ? tab.url : url;
  return { tabId: tab.id, frameId, url, site: new URL(top).origin };
}

/** Our pages that stand in a tab or a popup of their own, where no other page is around them. */
const PANELS = ['/popup.html', '/options.html', '/rooms.html', '/welcome.html'];

/** One of our panels: they may say what a PanelMessage says. The dialog, which stands in foreign pages, is none. */
export const isPanel = (sender: Runtime.MessageSender, own: Own): boolean =>
  PANELS.some((path) => isOwnPage(sender, path, own));

/** One of our own pages, by its path: its address shows the extension's fixed id, even when it was opened by another. */
export function isOwnPage({ id, url }: Runtime.MessageSender, path: string, own: Own): boolean {
  if (id !== own.id || url === undefined || !URL.canParse(url)) return false;
  const { pathname } = new URL(url);
  return (
    pathname === path && (siteOf(url) === `chrome-extension://${own.id}` || siteOf(url) === siteOf(own.base))
  );
}

/** Scheme and host: `origin` is "null" for schemes that a runtime does not know. */
function siteOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

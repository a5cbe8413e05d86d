/** Marks every element of ours on a page, so that another instance of this script finds and removes what an old one left. */
const MARK = 'data-clone-room-host';

/** What page CSS must not reach: the host is reset, and everything else is in a closed root. */
const RESET = ':host{all:initial!important;display:block!important}';

/** A host with a closed shadow root and a style of its own, at the end of the page. */
export function makeHost(
  document: Document,
  name: string,
  css: string,
): { host: HTMLElement; root: ShadowRoot } {
  const host = document.createElement('div');
  host.setAttribute(MARK, name);
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = RESET + css;
  root.append(style);
  document.documentElement.append(host);
  return { host, root };
}

/** Takes away the hosts of that name: an old instance's, after the extension was updated with the page open. */
export function removeHosts(document: Document, name: string): void {
  document.querySelectorAll(`[${MARK}="${name}"]`).forEach((host) => host.remove());
}

/** Whether something of ours of that name stands in the page. */
export const hasHost = (document: Document, name: string): boolean =>
  document.querySelector(`[${MARK}="${name}"]`) !== null;

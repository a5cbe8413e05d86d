import { makeHost, removeHosts } from '../overlay/shadow.ts';

/**
 * A launch in a frame that nobody sees, for the session that comes with Kaltura's page. It is drawn, if as nothing: a
 * browser lets the scripts of a frame that is not drawn rest.
 */

const NAME = 'launch';
const CSS =
  'iframe{position:fixed;inset-block-end:0;inset-inline-start:0;inline-size:320px;block-size:240px;border:0;opacity:0;pointer-events:none;z-index:-1}';

/** After a page has come, another follows within this time, or none. */
const REST_MS = 1_000;

/**
 * Opens a launch of this Moodle. Without `allow`: what is launched may use neither camera nor microphone.
 * @param signal ends it
 * @returns resolves once it rests: its frame has come to something that is not of this site, and nothing has followed.
 * That may be Kaltura's page, or what a browser shows in the place of one that may not stand in a frame: which, a page
 * cannot see. `false` where it was ended before.
 */
export function showLaunch(document: Document, url: string, signal: AbortSignal): Promise<boolean> {
  removeHosts(document, NAME);
  const { root } = makeHost(document, NAME, CSS);
  const frame = document.createElement('iframe');
  frame.src = url;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  const rests = new Promise<boolean>((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const loaded = (): void => {
      clearTimeout(timer);
      // A page of this Moodle sends itself on.
      if (frame.contentDocument === null) timer = setTimeout(() => resolve(true), REST_MS);
    };
    const end = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    frame.addEventListener('load', loaded, { signal });
    signal.addEventListener('abort', end, { once: true });
  });
  root.append(frame);
  return rests;
}

/** Takes the frame of a launch out again. */
export function hideLaunch(document: Document): void {
  removeHosts(document, NAME);
}

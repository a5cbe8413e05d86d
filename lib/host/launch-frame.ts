import { makeHost, removeHosts } from './shadow.ts';

/**
 * A launch in a frame that nobody sees, for the session that comes with Kaltura's page. It is drawn, if as nothing: a
 * browser lets the scripts of a frame that is not drawn rest.
 */

const NAME = 'launch';
const CSS =
  'iframe{position:fixed;inset-block-end:0;inset-inline-start:0;inline-size:320px;block-size:240px;border:0;opacity:0;pointer-events:none;z-index:-1}';

/** Opens a launch of this Moodle. Without `allow`: what is launched may use neither camera nor microphone. */
export function showLaunch(document: Document, url: string): void {
  removeHosts(document, NAME);
  const { root } = makeHost(document, NAME, CSS);
  const frame = document.createElement('iframe');
  frame.src = url;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  root.append(frame);
}

export function hideLaunch(document: Document): void {
  removeHosts(document, NAME);
}

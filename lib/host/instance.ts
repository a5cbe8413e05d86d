/** Said in a page by every new instance of our script, so that an older one, left behind by an update, goes. */
const NEWER = 'clone-room:newer';

/**
 * One instance of our script in one frame, until the answered controller is aborted. The page can end it by the same event, and would gain nothing.
 * WXT's own context does this and more; it would be a quarter of what may run in a page before the click.
 * @param newer the event's name: scripts that stand beside each other have one each
 */
export function beginInstance(document: Document, newer = NEWER): AbortController {
  const instance = new AbortController();
  document.dispatchEvent(new Event(newer));
  document.addEventListener(newer, () => instance.abort(), { signal: instance.signal });
  return instance;
}

/**
 * Under this name the page's controller stands in the isolated world of a frame, which the page cannot see, while our
 * script is at work in it: where our other scripts find it.
 */
export const PAGE = 'cloneRoomPage';

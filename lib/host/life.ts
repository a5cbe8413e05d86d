/** Said in a page by every new instance of our script, so that an older one, left behind by an update, goes. */
const NEWER = 'clone-room:newer';

/**
 * The life of one instance of our script in one frame. The page can end it by the same event, and would gain nothing.
 * WXT's own context does this and more; it would be a quarter of what may run in a page before the click.
 * @param newer the event's name: scripts that stand beside each other have one each
 */
export function beginLife(document: Document, newer = NEWER): AbortController {
  const life = new AbortController();
  document.dispatchEvent(new CustomEvent(newer));
  document.addEventListener(newer, () => life.abort(), { signal: life.signal });
  return life;
}

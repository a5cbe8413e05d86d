/** Said in a page by every new instance of our script, so that an older one, left behind by an update, goes. */
const NEWER = 'clone-room:newer';

/**
 * The life of one instance of our script in one frame. The page can end it by the same event, and would gain nothing.
 * WXT's own context does this and more; it would be a quarter of what may run in a page before the click.
 */
export function beginLife(document: Document): AbortController {
  const life = new AbortController();
  document.dispatchEvent(new CustomEvent(NEWER));
  document.addEventListener(NEWER, () => life.abort(), { signal: life.signal });
  return life;
}

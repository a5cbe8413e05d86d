import { ITEM } from './marks.ts';
import { ITEMS } from './menus.ts';

/** What a browser puts around each text that it translates. */
const TRANSLATED = ':is(font)';

/**
 * Whether a part of the page holds the site's own "Clone room".
 * @param labels a pattern for what it may be called
 * @param seen those that were known before: a browser may have translated them since, into any language
 */
export function hasNativeItem(part: Element, labels: string, seen: WeakSet<Element>): boolean {
  const pattern = new RegExp(labels, 'i');
  return [...part.querySelectorAll(ITEMS)].some((item) => {
    if (item.closest(`[${ITEM}]`) ?? item.querySelector(`[${ITEM}]`)) return false;
    if (seen.has(item) && item.querySelector(TRANSLATED)) return true;
    // One that is but an icon has its name for screen readers.
    const names = [item.textContent.trim(), item.getAttribute('aria-label') ?? ''];
    const isNative = names.some((name) => pattern.test(name.slice(0, 100)));
    if (isNative) seen.add(item);
    return isNative;
  });
}

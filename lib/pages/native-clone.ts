import { ITEM } from './marks.ts';
import { ITEMS } from './menus.ts';

/**
 * Whether a part of the page holds the site's own "Clone room".
 * @param labels a pattern for what it may be called
 */
export function hasNativeItem(part: Element, labels: string): boolean {
  const pattern = new RegExp(labels, 'i');
  return [...part.querySelectorAll(ITEMS)].some(
    (item) =>
      pattern.test(item.textContent.trim().slice(0, 100)) &&
      !item.closest(`[${ITEM}]`) &&
      !item.querySelector(`[${ITEM}]`),
  );
}

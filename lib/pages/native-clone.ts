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
      // One that is but an icon has its name for screen readers.
      [item.textContent.trim(), item.getAttribute('aria-label') ?? ''].some((name) =>
        pattern.test(name.slice(0, 100)),
      ) &&
      !item.closest(`[${ITEM}]`) &&
      !item.querySelector(`[${ITEM}]`),
  );
}

import { ITEM } from './marks.ts';
import { ITEMS } from './menus.ts';

/** What an item is called: one that is but an icon has its name for screen readers. */
function nameOf(item: Element): string {
  const text = item.textContent.trim();
  return text === '' ? (item.getAttribute('aria-label') ?? '') : text;
}

/**
 * Whether a part of the page holds the site's own "Clone room".
 * @param labels a pattern for what it may be called
 */
export function hasNativeItem(part: Element, labels: string): boolean {
  const pattern = new RegExp(labels, 'i');
  return [...part.querySelectorAll(ITEMS)].some(
    (item) =>
      pattern.test(nameOf(item).slice(0, 100)) &&
      !item.closest(`[${ITEM}]`) &&
      !item.querySelector(`[${ITEM}]`),
  );
}

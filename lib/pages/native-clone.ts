/**
 * Whether a menu or row holds the site's own "Clone room".
 * @param labels a pattern for what it may be called @param ours the attribute that marks our own item
 */
export function hasNativeItem(holder: Element, labels: string, ours: string): boolean {
  const pattern = new RegExp(labels, 'i');
  return [...holder.querySelectorAll('[role^=menuitem], a, button')].some(
    (item) =>
      pattern.test(item.textContent.trim().replaceAll(/\s+/g, ' ')) &&
      !item.closest(`[${ours}]`) &&
      !item.querySelector(`[${ours}]`),
  );
}

/**
 * Whether a part of the page holds the site's own "Clone room".
 * @param labels a pattern for what it may be called @param ours the attribute that marks our own item
 */
export function hasNativeItem(part: Element, labels: string, ours: string): boolean {
  const pattern = new RegExp(labels, 'i');
  return [...part.querySelectorAll('[role^=menuitem], [role=option], a, button, li')].some(
    (item) =>
      pattern.test(
        item.textContent
          .trim()
          .slice(0, 100)
          .replaceAll(/\s+/g, ' ')
          .replace(/\s?(?:…|\.{3})$/, ''),
      ) &&
      !item.closest(`[${ours}]`) &&
      !item.querySelector(`[${ours}]`),
  );
}

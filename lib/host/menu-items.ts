import type { PageKind } from '../pages/page-kind.ts';

/** Our item in the page's menus: there once, and there again when the page makes its menus anew. */

const MARK = 'data-clone-room-item';

/**
 * Adds the item to every menu of this page that has none. Only trusted events count: a page can make all others.
 * @param chosen gets the button to which the focus goes back
 */
export function addItems(
  kind: PageKind,
  document: Document,
  label: string,
  chosen: (opener: HTMLElement | null) => void,
  signal: AbortSignal,
): void {
  for (const menu of kind.menus(document)) {
    if (menu.querySelector(`[${MARK}]`)) continue;
    const item = kind.makeItem(menu, label);
    if (!item) continue;
    item.control.setAttribute(MARK, '');
    const choose = (event: Event): void => {
      event.preventDefault();
      if (event.isTrusted) chosen(kind.opener(menu));
    };
    item.control.addEventListener('click', choose, { signal });
    item.control.addEventListener(
      'keydown',
      (event) => {
        if (event.key === ' ') choose(event);
      },
      { signal },
    );
    item.after.after(item.node);
  }
}

/** Takes our items away: the extension is gone from this page, or an old instance of it was. */
export function removeItems(document: Document): void {
  document.querySelectorAll(`[${MARK}]`).forEach((control) => (control.closest('li') ?? control).remove());
}

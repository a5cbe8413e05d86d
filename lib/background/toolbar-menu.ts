import type { BrowserApi } from './platform.ts';

/** Our item's id in the menu of the toolbar button. */
const ROOMS = 'rooms';

/**
 * "Clone rooms…" in the toolbar button's own menu, which opens the page of rooms. Made at each start of the worker: a
 * private window, whose worker is told of no installation, has a menu of its own. Chromium keeps the item, and says of the
 * next one that it is there.
 */
export function addToolbarItem({ contextMenus, i18n, runtime }: BrowserApi): void {
  contextMenus?.create(
    { id: ROOMS, title: i18n.getMessage(ROOMS), contexts: ['action'] },
    // Read, so that the browser logs nothing.
    () => runtime.lastError,
  );
}

/** What the item does. A worker is woken by a click on it. */
export function hearToolbarMenu({ contextMenus, tabs }: BrowserApi): void {
  contextMenus?.onClicked.addListener(({ menuItemId }) => {
    if (menuItemId === ROOMS) void tabs.create({ url: 'rooms.html' });
  });
}

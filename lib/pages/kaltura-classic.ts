import { entryInEditLink, entryInPath, type PageKind } from './page-kind.ts';

/** The server-rendered page of KAF and MediaSpace (kaf-pages §1a); fixture: `fixtures/kaltura-classic.html`. */

const MENU = 'ul#entryActionsMenu';
const BUTTON = '#entryActionsMenuBtn';
const EDIT = '#tab-Edit';

export const kalturaClassic: PageKind = {
  // After a launch the address names no entry: the Edit item does, for whoever may edit.
  entryId: (document, path) =>
    entryInPath(path) ?? entryInEditLink(document.querySelector(`${MENU} ${EDIT}`)?.getAttribute('href')),

  menus: (document) => [...document.querySelectorAll(MENU)],

  makeItem(menu, label) {
    const native = menu.querySelector(EDIT)?.closest('li') ?? menu.querySelector('li');
    const node = native?.cloneNode(true);
    // A clone of an element is an element of the same kind.
    if (!native || !(node instanceof HTMLLIElement)) return undefined;
    const control = node.querySelector<HTMLElement>('a, button');
    if (!control) return undefined;
    for (const element of [node, ...node.querySelectorAll('*')]) {
      for (const name of ['id', 'aria-labelledby', 'aria-keyshortcuts', 'onclick', 'data-toggle', 'target']) {
        element.removeAttribute(name);
      }
    }
    control.setAttribute('href', '#');
    const text = control.querySelector('.tabLabel') ?? control;
    text.textContent = label;
    return { node, control, after: native };
  },

  opener: (menu) => menu.parentElement?.querySelector(BUTTON) ?? menu.ownerDocument.querySelector(BUTTON),
};

import { editLinkOf, mediaLinkOf } from './address.ts';
import { MENU } from './kaltura-classic.ts';
import { editLinks, isRowOf, linkedEntries, rowOf } from './links.ts';
import { itemFrom } from './native-item.ts';
import type { PageKind, RoomPlace } from './page-kind.ts';

/**
 * The lists of KAF and MediaSpace: My Media, galleries, channels (kaf-pages §2); fixtures: `fixtures/classic-list.html`
 * and `fixtures/theming-list.html`. A row that has a menu has its item there; in one that has none it stands beside
 * the row's own Edit.
 */
export const kalturaList: PageKind = {
  entries: linkedEntries,
  places: (document) =>
    editLinks(document).flatMap((link) => {
      const entryId = editLinkOf(link);
      const row = rowOf(link);
      if (entryId === undefined || !row || !isRowOf(row, entryId) || hasMenu(row)) return [];
      // A row may lead to its edit page twice, by an icon and by a word: the first is enough.
      return editLinks(row)[0] === link ? [placeBeside(link, row, entryId)] : [];
    }),
};

const hasMenu = (row: Element): boolean =>
  row.querySelector(`[aria-haspopup], [role=menu], ${MENU}`) !== null;

const placeBeside = (edit: HTMLAnchorElement, row: Element, entryId: string): RoomPlace => ({
  entryId,
  holder: row,
  makeItem(label) {
    const inList = edit.parentElement?.localName === 'li' ? edit.parentElement : edit;
    return itemFrom(inList, label, `${label}: ${nameOf(row)}`);
  },
  opener: () => row.querySelector<HTMLElement>('[data-clone-room-item]'),
});

/** The entry's name, as its row shows it. */
function nameOf(row: Element): string {
  const names = [...row.querySelectorAll('a')].filter((link) => mediaLinkOf(link) !== undefined);
  return names.map((link) => link.textContent.trim()).find((text) => text !== '') ?? '';
}

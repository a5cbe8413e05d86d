import { editLinkOf, mediaLinkOf } from './address.ts';

/** Where links lead, on any page of KAF and MediaSpace: what a theme does not change. */

const links = (root: ParentNode, part: string): HTMLAnchorElement[] => [
  ...root.querySelectorAll<HTMLAnchorElement>(`a[href*="/${part}/"]`),
];

/** The links that lead to an edit page. */
export const editLinks = (root: ParentNode): HTMLAnchorElement[] =>
  links(root, 'edit').filter((link) => editLinkOf(link) !== undefined);

/** The entries to which links lead, each once. */
export const linkedEntries = (root: ParentNode): string[] => [
  ...new Set(
    ['media', 'id', 'edit'].flatMap((part) =>
      links(root, part).flatMap((link) => mediaLinkOf(link) ?? editLinkOf(link) ?? []),
    ),
  ),
];

/** The entry that a menu's items lead to edit; undefined where they name none, or several. */
export function entryOfMenu(menu: Element): string | undefined {
  const ids = new Set(editLinks(menu).map(editLinkOf));
  return ids.size === 1 ? [...ids][0] : undefined;
}

/** The row of a list in which an element stands: the smallest part of the page around it that links to media. */
export function rowOf(element: Element): Element | undefined {
  for (let row = element.parentElement; row; row = row.parentElement) {
    if (links(row, 'media').length + links(row, 'id').length > 0)
      return row.localName === 'body' ? undefined : row;
  }
  return undefined;
}

/** Whether all that a row links to is one entry. */
export const isRowOf = (row: Element, entryId: string): boolean =>
  linkedEntries(row).every((id) => id === entryId);

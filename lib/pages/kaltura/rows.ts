import { editLinkOf, entryNamedBy, NAMING } from '../naming.ts';

/** The rows and tiles of lists, by what they name. */

export interface Row {
  readonly element: Element;
  readonly entryId: string;
}

/** No row has a heading of the page in it. */
const NO_ROW = 'h1,[role=main],main';

/** The links that lead to an edit page. */
export const editLinks = (root: ParentNode): HTMLAnchorElement[] =>
  [...root.querySelectorAll<HTMLAnchorElement>('a[href*="/edit/"]')].filter(
    (link) => editLinkOf(link) !== undefined,
  );

/**
 * The row of a list in which an element stands: the smallest part of the page around it that names an entry. None where
 * that names several: it is the list. Looks no further than that, so its cost is what is near, not the page.
 */
export function rowOf(element: Element): Row | undefined {
  for (let row = element.parentElement; row && row.localName !== 'body'; row = row.parentElement) {
    const named = namedIn(row);
    if (named === 'several') return undefined;
    if (named !== undefined) return row.querySelector(NO_ROW) ? undefined : { element: row, entryId: named };
  }
  return undefined;
}

/** The one entry that a part of the page names, in its own attributes too. */
export function namedIn(part: Element): string | undefined {
  let found = entryNamedBy(part);
  for (const element of part.querySelectorAll(NAMING)) {
    const entryId = entryNamedBy(element);
    if (entryId === undefined) continue;
    if (found !== undefined && entryId !== found) return 'several';
    found = entryId;
  }
  return found;
}

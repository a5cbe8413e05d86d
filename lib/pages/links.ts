import { editLinkOf, isEntryId, mediaLinkOf } from './address.ts';

/**
 * What of a page of KAF and MediaSpace names an entry, whatever its theme: links, thumbnails, ids
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms).
 */

/** Everything that may name one. */
export const NAMING =
  'a[href*="/media/"], a[href*="/id/"], a[href*="/edit/"], img[src*="/entry_id/"], [id*="_"], [data-entry-id]';

/** `accordion-1_abcd1234`, `eSearch-result-1_abcd1234`, or the id alone. */
const IN_ID = /(?:^|[^0-9a-z])([01]_[0-9a-z]{8})$/;
const IN_THUMBNAIL = /\/entry_id\/([^/?]{1,64})/;

/** The entry that one element names. */
export function entryNamedBy(element: Element): string | undefined {
  if (element instanceof HTMLAnchorElement) return mediaLinkOf(element) ?? editLinkOf(element);
  const thumbnail = IN_THUMBNAIL.exec(element.getAttribute('src')?.slice(0, 500) ?? '')?.[1];
  const id = IN_ID.exec(element.id.slice(-64))?.[1];
  return [element.getAttribute('data-entry-id'), thumbnail, id].find(
    (named) => typeof named === 'string' && isEntryId(named),
  ) as string | undefined; // it is one that was found to be a string
}

/** The entries to which links lead, each once. */
export const linkedEntries = (root: ParentNode): string[] => [
  ...new Set(
    [...root.querySelectorAll<HTMLAnchorElement>('a[href]')].flatMap(
      (link) => mediaLinkOf(link) ?? editLinkOf(link) ?? [],
    ),
  ),
];

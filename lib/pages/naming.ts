/**
 * What of a page of KAF and MediaSpace names an entry, whatever its theme: addresses, links, thumbnails, ids
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms). The script that is in every page holds this; those that are put beside
 * it take it from there (`wxt.config.ts`).
 */

const ENTRY_ID = /^\d+_[0-9a-z]{8,}$/;
/** Whether a text is an entry's id as it stands in pages: no longer than what is asked about. */
export const isEntryId = (part: string): boolean => part.length <= 64 && ENTRY_ID.test(part);

/**
 * The entry that an address in one of these folders is about. The last part that looks like one: a name may, too.
 * @param folders a pattern for the first part of the path
 */
export const entryUnder = (folders: RegExp, path: string): string | undefined =>
  folders.test(path) ? path.split('/').findLast(isEntryId) : undefined;

/**
 * The entry whose page a path is: /media/{name}/{id}, /media/t/{id}/{category}, /media/{id}, /id/{id}, and KAF's own
 * /browseandembed/…/entryid/{id}/….
 */
export const entryInPath = (path: string): string | undefined =>
  entryUnder(/^\/(?:media|id|browseandembed)\//, path);

/** The path of a link inside this site; empty for any other. A frame made by script has the base of its maker. */
const pathOf = (link: HTMLAnchorElement): string =>
  link.origin === new URL(link.baseURI).origin ? link.pathname : '';

/** The entry to whose page a link leads. */
export const mediaLinkOf = (link: HTMLAnchorElement): string | undefined => entryInPath(pathOf(link));

/** The entry that a link leads to edit: /edit/{id}. Only who may edit an entry has such a link. */
export function editLinkOf(link: HTMLAnchorElement): string | undefined {
  const id = /^\/edit\/([^/]+)\/?$/.exec(pathOf(link))?.[1] ?? '';
  return isEntryId(id) ? id : undefined;
}

/** Everything that may name one. */
export const NAMING =
  'a[href*="/media/"], a[href*="/id/"], a[href*="/edit/"], img[src*="/entry_id/"], [id*="_"], [data-entry-id], [data-entryid]';

/** `accordion-1_abcd1234`, `eSearch-result-1_abcd1234`, or the id alone. */
const IN_ID = /(?:^|[^0-9a-z])([01]_[0-9a-z]{8})$/;
const IN_THUMBNAIL = /\/entry_id\/([^/?]{1,64})/;

/** The entry that one element names. */
export function entryNamedBy(element: Element): string | undefined {
  if (element instanceof HTMLAnchorElement) return mediaLinkOf(element) ?? editLinkOf(element);
  const thumbnail = IN_THUMBNAIL.exec(element.getAttribute('src')?.slice(0, 500) ?? '')?.[1];
  const id = IN_ID.exec(element.id.slice(-64))?.[1];
  return [element.getAttribute('data-entry-id'), element.getAttribute('data-entryid'), thumbnail, id].find(
    (named) => typeof named === 'string' && isEntryId(named),
  ) as string | undefined; // it is one that was found to be a string
}

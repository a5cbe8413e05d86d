/**
 * What of a page of KAF and MediaSpace names an entry, whatever its theme: addresses, links, thumbnails, ids
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms). The script that is in every page holds this; those that are put beside
 * it take it from there (`wxt.config.ts`).
 */

/** A data centre's number, and eight characters, as far as they were ever seen: `2024_algebra101` is somebody's word. */
const ENTRY_ID = /^\d{1,3}_[0-9a-z]{8,}$/;
/** Whether a text is an entry's id as it stands in pages: no longer than what is asked about. */
export const isEntryId = (part: string): boolean => part.length <= 64 && ENTRY_ID.test(part);

/** An address, as `location` and links have it. */
export type Address = Pick<Location, 'pathname' | 'search' | 'hash'>;

const IN_QUERY = /[?&][eE]ntry_?[iI]d=(\d_[0-9a-z]{8})(?=&|$)/;

/**
 * The entry that an address is about: the last part of the path that looks like one, since a name may, too; else of the
 * path behind the `#`, as of applications that draw their pages themselves; else what the query names so.
 * @param paths a pattern for those that count
 */
export const entryUnder = (paths: RegExp, { pathname, search, hash }: Address): string | undefined =>
  paths.test(pathname)
    ? (`${hash}/${pathname}`.split('/').findLast(isEntryId) ?? IN_QUERY.exec(search)?.[1])
    : undefined;

/** Whether a link leads inside this site. A frame made by script has the base of its maker. */
const isInside = (link: HTMLAnchorElement): boolean => link.origin === new URL(link.baseURI).origin;

/**
 * The entry to whose page a link leads: /media/{name}/{id}, /media/t/{id}/{category}, /media/{id}, /id/{id}, and KAF's own
 * /browseandembed/…/entryid/{id}/… and /embeddedrooms/….
 */
export const mediaLinkOf = (link: HTMLAnchorElement): string | undefined =>
  isInside(link) ? entryUnder(/^\/(?:media|id|browseandembed|embeddedrooms)\//, link) : undefined;

/** The entry that a link leads to edit: /edit/{id}. Only who may edit an entry has such a link. */
export function editLinkOf(link: HTMLAnchorElement): string | undefined {
  const id = /^\/edit\/([^/]+)\/?$/.exec(link.pathname)?.[1] ?? '';
  return isEntryId(id) && isInside(link) ? id : undefined;
}

/** Everything that may name one and can be found without what is near: the rest is looked at where something is pressed. */
export const NAMING =
  'a[href*="/media/"],a[href*="/id/"],a[href*="/edit/"],a[href*=ntryId],[src*=entry_id],[srcset*=entry_id],[data-src*=entry_id],[style*=entry_id],[id*="_"],[data-id],[data-entry-id],[data-entryid],[value*="_"]';

/**
 * In an attribute, as `name=value`: the whole of the page's own data (`data-id`, `value`), a part of an id
 * (`accordion-1_abcd1234`, `row_1_abcd1234_media`), or the address of a picture.
 */
const IN_ATTRIBUTE =
  /^(?:(?:data-|value)[\w-]*=|id=(?:.*[^0-9a-z])?|.*\/entry_id\/)(\d_[0-9a-z]{8})(?![0-9a-z])/;

/** The entry that one element names by itself; none where it names several. */
export function entryNamedBy(element: Element): string | undefined {
  const linked = element instanceof HTMLAnchorElement && (mediaLinkOf(element) ?? editLinkOf(element));
  if (linked) return linked;
  const named = [...element.attributes].flatMap(
    ({ name, value }) => IN_ATTRIBUTE.exec(`${name}=${value}`.slice(0, 500))?.[1] ?? [],
  );
  return named.every((one) => one === named[0]) ? named[0] : undefined;
}

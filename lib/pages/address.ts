/**
 * The addresses of an entry in KAF and MediaSpace, which are one application
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms).
 */

const ENTRY_ID = /^\d+_[0-9a-z]{8,}$/;
/** Whether a text is an entry's id as it stands in pages: no longer than what is asked about. */
export const isEntryId = (part: string): boolean => part.length <= 64 && ENTRY_ID.test(part);
/** The last part that looks like one: a name may, too. */
const entryIn = (path: string): string | undefined => path.split('/').findLast(isEntryId);

/**
 * The entry whose page a path is: /media/{name}/{id}, /media/t/{id}/{category}, /media/{id}, /id/{id}, and KAF's own
 * /browseandembed/…/entryid/{id}/….
 */
export const entryInPath = (path: string): string | undefined =>
  /^\/(?:media|id|browseandembed)\//.test(path) ? entryIn(path) : undefined;

/**
 * The entry that a page is about, by its address: its own page, its edit page, an entry of a playlist (which comes
 * last), a page of a launch. Whether it is a room, and whose, the server says.
 */
export const ownEntryInPath = (path: string): string | undefined =>
  /^\/(?:media|id|browseandembed|edit|playlist|hosted|embeddedrooms)\//.test(path)
    ? entryIn(path)
    : undefined;

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

/**
 * Whether a page is a channel or a media gallery: it may have a meeting room of its own, which belongs to its category
 * and has no entry.
 */
export const isGallery = (document: Document, path: string): boolean =>
  /^\/(?:channel|category)\/|\/course-gallery(?:$|\/)/.test(path) ||
  document.querySelector('#channelGallery, #galleryGrid, [class*="kms-ds-channel-page"]') !== null;

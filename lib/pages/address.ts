import { type Address, entryUnder } from './naming.ts';

/**
 * The addresses of pages in KAF and MediaSpace, which are one application
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms).
 */

/**
 * The entry that a page is about, by its address: its own page, its edit page, an entry of a playlist (which comes
 * last), a page of a launch, and whatever else has its id in its path; not a list, whose address holds what is searched
 * for, or a name. Whether it is a room, and whose, the server says.
 */
export const ownEntryIn = (address: Address): string | undefined =>
  entryUnder(/^\/(?!search|channel|category|my-)/, address);

/**
 * Whether a page is a channel or a media gallery: it may have a meeting room of its own, which belongs to its category
 * and has no entry.
 */
export const isGallery = (document: Document, path: string): boolean =>
  /^\/(?:channel|category)\/|\/course-gallery(?:$|\/)/.test(path) ||
  document.querySelector('#channelGallery, #galleryGrid, [class*="kms-ds-channel-page"]') !== null;

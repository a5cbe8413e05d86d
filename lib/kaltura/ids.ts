declare const brand: unique symbol;

/** The id of an entry: a room, a file, a playlist. */
export type EntryId = string & { readonly [brand]: 'EntryId' };
/** The id of a user (Kaltura's puserId), as the server spells it. */
export type UserId = string & { readonly [brand]: 'UserId' };

/** Ten signs, today; twice as many in some installations. */
const LONGEST_ID = 64;
const ENTRY_ID = /^\d+_[0-9a-z]{8,}$/;

/** An entry id read from a page, an option or an answer; undefined when it is none. */
export function entryId(text: unknown): EntryId | undefined {
  if (typeof text !== 'string' || text.length > LONGEST_ID) return undefined;
  // The cast is the branding itself: the pattern has just been checked.
  return ENTRY_ID.test(text) ? (text as EntryId) : undefined;
}

/** Any non-empty text may be a user id. */
export function userId(text: string): UserId {
  // The cast is the branding itself: Kaltura sets no form for user ids.
  return text as UserId;
}

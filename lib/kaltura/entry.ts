import * as z from 'zod/mini';
import type { Call, Param } from './call.ts';
import { entryId, type EntryId, type UserId, userId } from './ids.ts';
import { count, number, text } from './lenient.ts';
import { fieldsOf } from './response-profile.ts';
import type { ResultToken } from './token.ts';

const entryIdSchema = z.pipe(
  z.string().check(z.refine((text) => entryId(text) !== undefined)),
  // The refinement above has just checked it.
  z.transform((text) => text as EntryId),
);
export const userIdSchema = z.pipe(z.string(), z.transform(userId));

/** Unix seconds, up to the year 9999: no date is made of what is beyond. */
export const unixTime = z.number().check(z.int(), z.nonnegative(), z.maximum(253_402_300_799));
const time = z.catch(
  z.optional(z.number().check(z.minimum(-62_135_596_800), z.maximum(253_402_300_799))),
  undefined,
);

/** What we read of any entry. Lists of people are comma-separated texts, times are unix seconds. */
export const entrySchema = z.object({
  id: entryIdSchema,
  objectType: text,
  type: text,
  status: text,
  name: text,
  description: text,
  tags: text,
  adminTags: text,
  userId: z.pipe(text, z.transform(userId)),
  entitledUsersEdit: text,
  entitledUsersPublish: text,
  entitledUsersView: text,
  createdAt: unixTime,
  updatedAt: unixTime,
  // Ids of an older form, without the number of a data centre, are of no use here.
  rootEntryId: z.catch(z.optional(entryIdSchema), undefined),
  parentEntryId: z.catch(z.optional(z.string()), undefined),
  categories: text,
  accessControlId: number,
  startDate: time,
  endDate: time,
  displayInSearch: number,
  partnerSortValue: count,
  roomType: number,
  templateRoomEntryId: text,
  broadcastEntryId: text,
  recordedEntryId: text,
  redirectEntryId: text,
  referenceId: text,
  partnerData: text,
  groupId: text,
  capabilities: text,
  playlistType: number,
  playlistContent: z.catch(z.optional(z.string()), undefined),
  dataContent: z.catch(z.optional(z.string()), undefined),
});

export type Entry = z.infer<typeof entrySchema>;

/** What tells whether an entry is the copy that was asked for. */
const copySchema = z.pick(entrySchema, { id: true, rootEntryId: true, createdAt: true, userId: true });
export type EntryCopy = z.infer<typeof copySchema>;

/** Of an update: whether it was done. */
const changedSchema = z.pick(entrySchema, { id: true });
export type ChangedEntry = z.infer<typeof changedSchema>;

/** The same, with what tokens behind it read. */
const numbersSchema = z.pick(entrySchema, { id: true, roomType: true, partnerSortValue: true });
export type EntryNumbers = z.infer<typeof numbersSchema>;

/** What of the copy of a child is held against its original (`lib/room/parts/fields.ts` says why not the rest). */
const copiedSchema = z.omit(entrySchema, {
  ...{ createdAt: true, updatedAt: true, categories: true, capabilities: true },
  ...{ recordedEntryId: true, redirectEntryId: true, broadcastEntryId: true, referenceId: true },
});
export type CopiedEntry = z.infer<typeof copiedSchema>;

/** Of an entry that is listed by its parent: that is asked, and need not be answered. */
const childSchema = z.omit(entrySchema, { parentEntryId: true });

/** What stands below an entry, and whether it is as it was read before. */
const summarySchema = z.pick(entrySchema, { id: true, type: true, updatedAt: true });
export type ChildSummary = z.infer<typeof summarySchema> & { readonly parentEntryId?: string | undefined };

/** What an entry is a copy of. */
const originSchema = z.pick(entrySchema, { id: true, rootEntryId: true });
export type EntryOrigin = z.infer<typeof originSchema>;

/** What an entry is a copy of, and where that stands. */
const createdSchema = z.pick(entrySchema, { id: true, rootEntryId: true, parentEntryId: true });
export type CreatedEntry = z.infer<typeof createdSchema>;

/** All statuses in which an entry is there: a list without `statusIn` leaves rooms (7, NO_CONTENT) out. */
const LIVING = '-2,-1,0,1,2,4,5,6,7';

/** The server's cap for a page (recorded scenario `list-page-cap`). */
const PAGE_SIZE = 500;

export const listOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ totalCount: z._default(z.number(), 0), objects: z._default(z.array(item), []) });

export interface Page<T> {
  readonly totalCount: number;
  readonly objects: T[];
}

/**
 * Which page of a list. Its class is the only one that may stand there, so it goes without saying
 * (docs/facts/kaltura-api.md#14-multirequest).
 * @param index 1-based page number
 */
export const pager = (index: number): Param => ({
  pageSize: PAGE_SIZE,
  ...(index > 1 && { pageIndex: index }),
});

/**
 * A list of which little or nothing is expected, as short as it can be asked for: with all that the server answers, in
 * its own order, on pages of its own size.
 */
export function inShort<T>(call: Call<Page<T>>, page: number): Call<Page<T>> {
  const { filter } = call.params;
  const params = { ...(filter !== undefined && { filter }), ...(page > 1 && { pager: { pageIndex: page } }) };
  return { ...call, params };
}

type Id = EntryId | ResultToken;

export const getEntry = (id: Id): Call<Entry> => ({
  service: 'baseEntry',
  action: 'get',
  params: { entryId: id, responseProfile: fieldsOf(entrySchema) },
  answer: entrySchema,
});

/** Reads the database, not the search index; what is missing or deleted is silently left out. */
export const getEntries = (ids: readonly EntryId[]): Call<Entry[]> => ({
  service: 'baseEntry',
  action: 'getByIds',
  params: { entryIds: ids.join(','), responseProfile: fieldsOf(entrySchema) },
  answer: z.array(entrySchema),
});

/** The same of copies, as far as they are compared. */
export const getCopies = (ids: readonly EntryId[]): Call<CopiedEntry[]> => ({
  service: 'baseEntry',
  action: 'getByIds',
  params: { entryIds: ids.join(','), responseProfile: fieldsOf(copiedSchema) },
  answer: z.array(copiedSchema),
});

const idSchema = z.object({ id: entryIdSchema });

/**
 * Of these entries, those that the session's filter of entries lets through: with entitlement, what belongs to the
 * others is listed by no call that names them (recorded scenario `entitlement-filter-once`).
 */
export const getListedIds = (ids: readonly EntryId[]): Call<{ id: EntryId }[]> => ({
  service: 'baseEntry',
  action: 'getByIds',
  params: { entryIds: ids.join(','), responseProfile: fieldsOf(idSchema) },
  answer: z.array(idSchema),
});

/**
 * How many entries of one owner a session lists. Without the privilege `list:*` it lists its own alone, whatever the
 * filter says (recorded scenario `list-people`).
 */
export const countEntriesOf = (owner: UserId): Call<number> => ({
  service: 'baseEntry',
  action: 'count',
  params: {
    filter: { userIdEqual: owner, statusIn: LIVING, displayInSearchIn: '-2,-1,0,1,2' },
  },
  answer: z.number(),
});

/**
 * Goes through the search index, which may lag. Finds the children of everyone's room. Of one parent: the server has
 * no filter for several, and a property that it does not know it ignores. With entitlement it must come first in its
 * request, and after it the request lists nothing else of somebody else's (`entitlement-filter-once`).
 */
export const listChildren = (parent: EntryId, page = 1): Call<Page<Entry>> => ({
  ...childrenOf(parent, page, childSchema),
  answer: listOf(
    z.pipe(
      childSchema,
      z.transform((child) => ({ ...child, parentEntryId: parent })),
    ),
  ),
});

/**
 * The same of an entry that mostly has none, as short as can be, since it is asked of every file: with all that the
 * server answers, on pages of its own size.
 */
export const listFewChildren = (parent: EntryId, page = 1): Call<Page<Entry>> =>
  inShort(
    {
      service: 'baseEntry',
      action: 'list',
      params: { filter: { parentEntryIdEqual: parent, statusIn: LIVING } },
      answer: listOf(entrySchema),
    },
    page,
  );

/** The same, of each child only where it stands, which is asked and not answered. */
export const listChildSummaries = (parent: EntryId, page = 1): Call<Page<ChildSummary>> => ({
  ...childrenOf(parent, page, summarySchema),
  answer: listOf(
    z.pipe(
      summarySchema,
      z.transform((place) => ({ ...place, parentEntryId: parent })),
    ),
  ),
});

/** The same, of each child only what it is a copy of. */
export const listChildOrigins = (parent: EntryId, page = 1): Call<Page<EntryOrigin>> => ({
  ...childrenOf(parent, page, originSchema),
  answer: listOf(originSchema),
});

const childrenOf = (parent: EntryId, page: number, fields: z.ZodMiniObject) => ({
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: { parentEntryIdEqual: parent, statusIn: LIVING, orderBy: '+createdAt' },
    pager: pager(page),
    responseProfile: fieldsOf(fields),
  },
});

/** How many children a room has, of whatever kind. Alone in its request, as the list of them comes first in one. */
export const countChildren = (parent: EntryId): Call<number> => {
  const { filter } = listChildren(parent).params;
  return {
    service: 'baseEntry',
    action: 'list',
    params: {
      ...(filter !== undefined && { filter }),
      pager: { pageSize: 1 },
    },
    answer: z.pipe(
      z.object({ totalCount: z.number() }),
      z.transform(({ totalCount }) => totalCount),
    ),
  };
};

/**
 * The entry, if it has not been changed since: an empty list where it has. A filter by id reads the database, not the
 * search index (docs/facts/kaltura-api.md#18-recovery).
 * @param since unix seconds, as the entry's own `updatedAt`
 */
export const listUnchanged = (id: EntryId, since: number): Call<Page<{ id: EntryId }>> => ({
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: { idEqual: id, updatedAtLessThanOrEqual: since },
    responseProfile: fieldsOf(idSchema),
  },
  answer: listOf(idSchema),
});

/**
 * Own entries made from this one since then, by the search index: the recovery query
 * (docs/facts/kaltura-api.md#18-recovery). Every entry with a parent has displayInSearch -1, and without that in the
 * filter no such list shows it (recorded scenario `list-by-root-hidden`).
 */
export const listCopies = (original: EntryId, owner: string, since: number): Call<Page<Entry>> => ({
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: {
      rootEntryIdEqual: original,
      userIdEqual: owner,
      createdAtGreaterThanOrEqual: since,
      statusIn: LIVING,
      displayInSearchIn: '-2,-1,0,1,2',
      orderBy: '-createdAt',
    },
    pager: pager(1),
    responseProfile: fieldsOf(entrySchema),
  },
  answer: listOf(entrySchema),
});

/** What somebody has made since a time, the latest first, hidden or not. */
export const listCreatedSince = (owner: string, since: number): Call<Page<CreatedEntry>> => ({
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: {
      userIdEqual: owner,
      createdAtGreaterThanOrEqual: since,
      statusIn: LIVING,
      displayInSearchIn: '-2,-1,0,1,2',
      orderBy: '-createdAt',
    },
    pager: pager(1),
    responseProfile: fieldsOf(createdSchema),
  },
  answer: listOf(createdSchema),
});

/** What has no content of its own: every room, of whatever kind (docs/facts/kaltura-api.md#1-status). */
export const NO_CONTENT = '7';

/**
 * A page of somebody's own entries without content of their own, rooms among them, the latest first. By the search
 * index, which may lag.
 */
export const listRoomsOf = (owner: UserId, page: number): Call<Page<Entry>> => ({
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: {
      userIdEqual: owner,
      statusEqual: NO_CONTENT,
      orderBy: '-createdAt',
    },
    pager: pager(page),
    responseProfile: fieldsOf(entrySchema),
  },
  answer: listOf(entrySchema),
});

/**
 * The same for those in which somebody is named as a co-editor. A session without the privilege `list:*` lists its
 * own entries alone, and so none of these (docs/facts/kaltura-api.md#18-recovery).
 */
export const listRoomsEditedBy = (user: UserId, page: number): Call<Page<Entry>> => ({
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: {
      entitledUsersEditMatchOr: user,
      statusEqual: NO_CONTENT,
      orderBy: '-createdAt',
    },
    pager: pager(page),
    responseProfile: fieldsOf(entrySchema),
  },
  answer: listOf(entrySchema),
});

/**
 * Clones one entry alone. Users and categories are excluded: otherwise the copy belongs to the owner of the source,
 * and stands in the source's categories (docs/facts/kaltura-api.md#5-owner-of-a-clone,
 * docs/facts/kaltura-api.md#8-what-a-clone-holds). Children and cue points stay out by default.
 */
export const cloneEntry = (id: Id): Call<EntryCopy> => ({
  service: 'baseEntry',
  action: 'clone',
  params: {
    entryId: id,
    cloneOptions: [excluded('1'), excluded('2')],
    responseProfile: fieldsOf(copySchema),
  },
  answer: copySchema,
});

const excluded = (itemType: string): Param => ({
  objectType: 'KalturaBaseEntryCloneOptionComponent',
  itemType,
  rule: 1,
});

/**
 * Changes only the fields it names. The server refuses it to whoever may not edit the entry. Of what came of it, it
 * answers nothing that a later reading does not tell.
 */
export const updateEntry = (
  id: Id,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
): Call<ChangedEntry> => ({ ...updateOf(id, objectType, fields, changedSchema), answer: changedSchema });

/** The same, and answers the numbers of the entry's own that tokens behind it read. */
export const updateAndGetNumbers = (
  id: Id,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
): Call<EntryNumbers> => ({ ...updateOf(id, objectType, fields, numbersSchema), answer: numbersSchema });

/** The same, and answers the whole entry as it is then. */
export const updateAndGetEntry = (
  id: Id,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
): Call<Entry> => ({ ...updateOf(id, objectType, fields, entrySchema), answer: entrySchema });

const updateOf = (
  id: Id,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
  answered: z.ZodMiniObject,
) => ({
  service: 'baseEntry',
  action: 'update',
  params: { entryId: id, baseEntry: { objectType, ...fields }, responseProfile: fieldsOf(answered) },
});

/**
 * Puts an entry below another. Its class is named only where a field asks for it: every entry has these
 * (recorded scenario `error-object-types`).
 */
export const moveEntry = (
  id: Id,
  parentEntryId: Id,
  room: { readonly objectType: string; readonly roomType: number } | undefined,
): Call<ChangedEntry> => ({
  service: 'baseEntry',
  action: 'update',
  params: {
    entryId: id,
    baseEntry: { ...room, parentEntryId, ...NO_PEOPLE },
    responseProfile: fieldsOf(changedSchema),
  },
  answer: changedSchema,
});

/** The fields of an update that leave nobody but the owner any right. `__null` as Kaltura's own clients send it. */
export const NO_PEOPLE = {
  entitledUsersEdit__null: '',
  entitledUsersPublish__null: '',
  entitledUsersView__null: '',
} as const;

/** A static playlist's content: entry ids, comma-separated (recorded scenario `clone-guarded-whole-room`). */
export const updatePlaylist = (id: EntryId, content: string): Call<ChangedEntry> =>
  updateEntry(id, 'KalturaPlaylist', { playlistContent: content });

/** Only the owner may; takes the children with it. */
export const deleteEntry = (id: EntryId): Call<unknown> => ({
  service: 'baseEntry',
  action: 'delete',
  params: { entryId: id },
  answer: z.unknown(),
});

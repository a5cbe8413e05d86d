import * as z from 'zod/mini';
import type { Call, Param } from './call.ts';
import { type Entry, entrySchema, idSchema } from './entry.ts';
import type { EntryId, UserId } from './ids.ts';
import { written } from './lenient.ts';
import { inShort, listOf, listOfAsked, type Page, pager } from './list.ts';
import { fieldsOf } from './response-profile.ts';

/** Entries that are asked for by what they are of: a parent, an owner, an original. */

/** Of an entry that is listed by its parent: that is asked, and need not be answered. */
const childSchema = z.omit(entrySchema, { parentEntryId: true });

/** What stands below an entry, and whether it is as it was read before. */
const summarySchema = z.pick(entrySchema, { id: true, type: true, updatedAt: true });
export type ChildSummary = z.infer<typeof summarySchema> & { readonly parentEntryId?: string | undefined };

/** What an entry is a copy of, and where that stands. */
const createdSchema = z.pick(entrySchema, { id: true, rootEntryId: true, parentEntryId: true });
export type CreatedEntry = z.infer<typeof createdSchema>;

const COUNT = written(z.number());

/** All statuses in which an entry is there: a list without `statusIn` leaves rooms (7, NO_CONTENT) out. */
const LIVING = '-2,-1,0,1,2,4,5,6,7';

/** Every value of `displayInSearch`: what stands below another entry is in no list without it. */
const HIDDEN_TOO = '-2,-1,0,1,2';

/**
 * Goes through the search index, which may lag. Finds the children of everyone's room. Of one parent: the server has
 * no filter for several, and a property that it does not know it ignores. With entitlement it must come first in its
 * request, and after it the request lists nothing else of somebody else's (`entitlement-filter-once`).
 */
export const listChildren = (parent: EntryId, page = 1): Call<Page<Entry>> => ({
  ...childrenOf(parent, page, childSchema),
  answer: below(childSchema, parent),
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
  answer: below(summarySchema, parent),
});

/**
 * What was put below whatever entry since then, clones left out: what a clone puts there need not be told. As far as the
 * session's lists show it, and mostly nothing: so it is asked in short.
 * @param since unix seconds
 */
export const listPlacedSince = (since: number): Call<Page<ChildSummary>> =>
  inShort(
    {
      service: 'baseEntry',
      action: 'list',
      params: {
        filter: {
          createdAtGreaterThanOrEqual: since,
          displayInSearchEqual: -1,
          isRoot: 1,
          statusIn: LIVING,
        },
      },
      answer: listOf(entrySchema),
    },
    1,
  );

/**
 * What stands below an entry of ours, and may be taken for a copy that this job has made: each says itself where it
 * stands. A server that heeds no filter shows what stands elsewhere, and that is left out.
 */
export const listMadeUnder = (parent: EntryId, page = 1): Call<Page<Entry>> => ({
  ...childrenOf(parent, page, entrySchema),
  answer: listOfAsked(entrySchema, ({ parentEntryId }) => parentEntryId === parent),
});

/** The same, of each only what it is a copy of. */
export const listOriginsUnder = (parent: EntryId, page = 1): Call<Page<CreatedEntry>> => ({
  ...childrenOf(parent, page, createdSchema),
  answer: listOfAsked(createdSchema, ({ parentEntryId }) => parentEntryId === parent),
});

const below = <T extends object>(item: z.ZodMiniType<T>, parentEntryId: EntryId) =>
  z.pipe(
    listOf(item),
    z.transform(({ totalCount, objects }: Page<T>) => ({
      totalCount,
      objects: objects.map((object) => ({ ...object, parentEntryId })),
    })),
  );

const childrenOf = (parent: EntryId, page: number, fields: z.ZodMiniObject) =>
  listOfEntries({ parentEntryIdEqual: parent, statusIn: LIVING, orderBy: '+createdAt' }, page, fields);

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
      z.object({ totalCount: COUNT }),
      z.transform(({ totalCount }) => totalCount),
    ),
  };
};

/**
 * How many entries of one owner a session lists. Without the privilege `list:*` it lists its own alone, whatever the
 * filter says (recorded scenario `list-people`).
 */
export const countEntriesOf = (owner: UserId): Call<number> => ({
  service: 'baseEntry',
  action: 'count',
  params: {
    filter: { userIdEqual: owner, statusIn: LIVING, displayInSearchIn: HIDDEN_TOO },
  },
  answer: COUNT,
});

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
  ...listOfEntries({ rootEntryIdEqual: original, ...createdSince(owner, since) }, 1, entrySchema),
  answer: listOf(entrySchema),
});

/** What somebody has made since a time, the latest first, hidden or not. */
export const listCreatedSince = (owner: string, since: number): Call<Page<CreatedEntry>> => ({
  ...listOfEntries(createdSince(owner, since), 1, createdSchema),
  answer: listOf(createdSchema),
});

/** What has no content of its own: every room, of whatever kind (docs/facts/kaltura-api.md#1-status). */
export const NO_CONTENT = '7';

/**
 * A page of somebody's own entries without content of their own, rooms among them, the latest first. By the search
 * index, which may lag.
 */
export const listRoomsOf = (owner: UserId, page: number): Call<Page<Entry>> => ({
  ...listOfEntries({ userIdEqual: owner, statusEqual: NO_CONTENT, orderBy: '-createdAt' }, page, entrySchema),
  answer: listOf(entrySchema),
});

/**
 * The same for those in which somebody is named as a co-editor. A session without the privilege `list:*` lists its
 * own entries alone, and so none of these (docs/facts/kaltura-api.md#18-recovery).
 */
export const listRoomsEditedBy = (user: UserId, page: number): Call<Page<Entry>> => ({
  ...listOfEntries(
    { entitledUsersEditMatchOr: user, statusEqual: NO_CONTENT, orderBy: '-createdAt' },
    page,
    entrySchema,
  ),
  answer: listOf(entrySchema),
});

/** The filter of these. */
const createdSince = (owner: string, since: number) => ({
  userIdEqual: owner,
  createdAtGreaterThanOrEqual: since,
  statusIn: LIVING,
  displayInSearchIn: HIDDEN_TOO,
  orderBy: '-createdAt',
});

const listOfEntries = (filter: Readonly<Record<string, Param>>, page: number, fields: z.ZodMiniObject) => ({
  service: 'baseEntry',
  action: 'list',
  params: { filter, pager: pager(page), responseProfile: fieldsOf(fields) },
});

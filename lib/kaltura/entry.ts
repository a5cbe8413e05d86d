import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { entryId, type EntryId, userId } from './ids.ts';
import { count, number, text, written } from './lenient.ts';
import { fieldsOf } from './response-profile.ts';
import type { ResultToken } from './token.ts';

const entryIdSchema = z.pipe(
  z.string().check(z.refine((text) => entryId(text) !== undefined)),
  // The refinement above has just checked it.
  z.transform((text) => text as EntryId),
);
/** Whose it is; a user id of digits alone may come as a number. */
export const userIdSchema = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((id) => userId(String(id))),
);

/** Unix seconds, up to the year 9999: no date is made of what is beyond. */
export const unixTime = written(z.number().check(z.int(), z.nonnegative(), z.maximum(253_402_300_799)));
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

/** What of the copy of a child is held against its original (`lib/room/parts/fields.ts` says why not the rest). */
const copiedSchema = z.omit(entrySchema, {
  ...{ createdAt: true, updatedAt: true, categories: true, capabilities: true },
  ...{ recordedEntryId: true, redirectEntryId: true, broadcastEntryId: true, referenceId: true },
});
export type CopiedEntry = z.infer<typeof copiedSchema>;

const entriesSchema = z.lazy(() => z.array(entrySchema));
const copiesSchema = z.lazy(() => z.array(copiedSchema));

/** Whether an entry is there. */
export const idSchema = z.object({ id: entryIdSchema });
const idsSchema = z.lazy(() => z.array(idSchema));

/** An entry by its id, or by the result of a call before it in the same request. */
export type EntryReference = EntryId | ResultToken;

/** The whole entry as it is now. */
export const getEntry = (id: EntryReference): Call<Entry> => ({
  service: 'baseEntry',
  action: 'get',
  params: { entryId: id, responseProfile: fieldsOf(entrySchema) },
  answer: entrySchema,
});

/** Whether it is there, and to be seen. */
export const findEntry = (id: EntryReference): Call<{ id: EntryId }> => ({
  service: 'baseEntry',
  action: 'get',
  params: { entryId: id, responseProfile: fieldsOf(idSchema) },
  answer: idSchema,
});

/** Reads the database, not the search index; what is missing or deleted is silently left out. */
export const getEntries = (ids: readonly EntryId[]): Call<Entry[]> => ({
  ...byIds(ids, entrySchema),
  answer: entriesSchema,
});

/** The same of copies, as far as they are compared. */
export const getCopies = (ids: readonly EntryId[]): Call<CopiedEntry[]> => ({
  ...byIds(ids, copiedSchema),
  answer: copiesSchema,
});

/**
 * Of these entries, those that the session's filter of entries lets through: with entitlement, what belongs to the
 * others is listed by no call that names them (recorded scenario `entitlement-filter-once`).
 */
export const getListedIds = (ids: readonly EntryId[]): Call<{ id: EntryId }[]> => ({
  ...byIds(ids, idSchema),
  answer: idsSchema,
});

const byIds = (ids: readonly EntryId[], fields: z.ZodMiniObject) => ({
  service: 'baseEntry',
  action: 'getByIds',
  params: { entryIds: ids.join(','), responseProfile: fieldsOf(fields) },
});

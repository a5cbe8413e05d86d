import * as z from 'zod/mini';
import type { Call, Param } from './call.ts';
import { type Entry, type EntryReference, entrySchema } from './entry.ts';
import type { EntryId } from './ids.ts';
import { fieldsOf } from './response-profile.ts';

/** What makes, changes and deletes entries. */

/** What tells whether an entry is the copy that was asked for. */
const copySchema = z.pick(entrySchema, { id: true, rootEntryId: true, createdAt: true, userId: true });
export type EntryCopy = z.infer<typeof copySchema>;

/** Of an update: whether it was done. */
const changedSchema = z.pick(entrySchema, { id: true });
export type ChangedEntry = z.infer<typeof changedSchema>;

/** The same, with what tokens behind it read. */
const numbersSchema = z.pick(entrySchema, { id: true, roomType: true, partnerSortValue: true });
export type EntryNumbers = z.infer<typeof numbersSchema>;

/**
 * Clones one entry alone. Users and categories are excluded: otherwise the copy belongs to the owner of the source,
 * and stands in the source's categories (docs/facts/kaltura-api.md#5-owner-of-a-clone,
 * docs/facts/kaltura-api.md#8-what-a-clone-holds). Children and cue points stay out by default.
 */
export const cloneEntry = (id: EntryReference): Call<EntryCopy> => ({
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
  id: EntryReference,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
): Call<ChangedEntry> => ({ ...updateOf(id, objectType, fields, changedSchema), answer: changedSchema });

/** The same, and answers the numbers of the entry's own that tokens behind it read. */
export const updateAndGetNumbers = (
  id: EntryReference,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
): Call<EntryNumbers> => ({ ...updateOf(id, objectType, fields, numbersSchema), answer: numbersSchema });

/** The same, and answers the whole entry as it is then. */
export const updateAndGetEntry = (
  id: EntryReference,
  objectType: string,
  fields: Readonly<Record<string, Param>>,
): Call<Entry> => ({ ...updateOf(id, objectType, fields, entrySchema), answer: entrySchema });

const updateOf = (
  id: EntryReference,
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
  id: EntryReference,
  parentEntryId: EntryReference,
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

import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { listOf, type Page, pager } from './list.ts';
import type { EntryId, UserId } from './ids.ts';
import { count, number, text, written } from './lenient.ts';

/** Galleries and channels: categories, their members, and the entries in them (docs/facts/kaltura-api.md#25-categories). */

const membershipSchema = z.object({ categoryId: written(z.number()), permissionLevel: number });
export type Membership = z.infer<typeof membershipSchema>;

/** `KalturaCategoryUserPermissionLevel`: manager, moderator, contributor; members and others follow. */
const CONTRIBUTOR = 2;
/** `KalturaCategoryUserStatus`. */
const ACTIVE = 1;

/** Whether a membership gives the right to publish, by the rule of `categoryEntry.add`. */
export const mayPublish = ({ permissionLevel }: Membership): boolean =>
  permissionLevel !== undefined && permissionLevel >= 0 && permissionLevel <= CONTRIBUTOR;

/** What a person is in which categories. @param page from 1 */
export const listMemberships = (user: UserId, page: number): Call<Page<Membership>> => ({
  service: 'categoryUser',
  action: 'list',
  params: {
    filter: { objectType: 'KalturaCategoryUserFilter', userIdEqual: user, statusEqual: ACTIVE },
    pager: pager(page),
  },
  answer: listOf(membershipSchema),
});

const categorySchema = z.object({ id: written(z.number()), name: text });

/** Categories by their ids; those that the session may not see are left out. */
export const listCategories = (ids: readonly number[]): Call<Page<z.infer<typeof categorySchema>>> => ({
  service: 'category',
  action: 'list',
  params: { filter: { objectType: 'KalturaCategoryFilter', idIn: ids.join(',') }, pager: pager(1) },
  answer: listOf(categorySchema),
});

/** Answered where the entry is in the category already: nothing was done. */
export const IS_THERE = 'CATEGORY_ENTRY_ALREADY_EXISTS';
/** `KalturaCategoryEntryStatus`: it waits for a moderator. */
const PENDING = 1;

/** Puts an entry into a category. Answers whether it waits there for a moderator. */
export const addToCategory = (entry: EntryId, category: number): Call<boolean> => ({
  service: 'categoryEntry',
  action: 'add',
  params: { categoryEntry: { objectType: 'KalturaCategoryEntry', entryId: entry, categoryId: category } },
  answer: z.pipe(
    z.object({ status: count }),
    z.transform(({ status }) => status === PENDING),
  ),
});

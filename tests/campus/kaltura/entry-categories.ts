import { ApiError } from './api-error.ts';
import type { Database } from './database.ts';
import type { Entry } from './entry.ts';
import { NotRecorded } from './not-recorded.ts';
import { phpString } from './params.ts';
import { type Caller, privilege } from './session.ts';

/**
 * Stores the categories that an add or update of an entry names, by full name or by id, in place of those that it has
 * (docs/facts/kaltura-api.md#23-corners: the server stores and answers them). Empty ones change nothing: a user
 * cannot empty them.
 */
export function assignCategories(
  database: Database,
  entry: Entry,
  given: Readonly<Record<string, unknown>>,
  caller: Caller,
): void {
  const [names, ids] = [phpString(given['categories']), phpString(given['categoriesIds'])];
  if (names === '' && ids === '') return;
  if ((privilege(caller, 'privacycontext') ?? '') !== '') {
    throw new ApiError(
      'ENTRY_CATEGORY_FIELD_IS_DEPRECATED',
      'entry->categories and entry->categoriesIds fields are deprecated - user categoryEntry service',
    );
  }
  if (names !== '' && ids !== '') throw new NotRecorded('an entry with both categories and categoriesIds');
  const wanted = names === '' ? byIds(database, ids) : byNames(database, names);
  const kept = database.categoryEntries.filter(
    ({ entryId, categoryId }) => entryId !== entry.id || wanted.includes(categoryId),
  );
  const added = wanted
    .filter((id) => !kept.some(({ entryId, categoryId }) => entryId === entry.id && categoryId === id))
    .map((categoryId) => ({
      ...{ categoryId, entryId: entry.id, createdAt: database.now(), creatorUserId: caller.user },
    }));
  database.categoryEntries.splice(0, database.categoryEntries.length, ...kept, ...added);
}

const items = (text: string): string[] => text.split(',').map((item) => item.trim());

function byIds(database: Database, ids: string): number[] {
  return items(ids).map((id) => {
    if (database.categories.has(Number(id))) return Number(id);
    throw new ApiError('CATEGORY_NOT_FOUND', `Category id "${id}" not found`, { ID: id });
  });
}

function byNames(database: Database, names: string): number[] {
  return items(names).map((name) => {
    const found = [...database.categories.values()].find(
      (category) => database.fullName(category).toLowerCase() === name.toLowerCase(),
    );
    if (found) return found.id;
    throw new NotRecorded('a category by a name that does not exist');
  });
}

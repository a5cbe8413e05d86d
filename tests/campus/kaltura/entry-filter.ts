import type { Database } from './database.ts';
import type { RequestFilter } from './entitlement.ts';
import type { Entry } from './entry.ts';
import { refuseUnread } from './not-recorded.ts';
import { numberOf, phpString } from './params.ts';
import type { Caller } from './session.ts';
import { hasWords } from './texts.ts';

type Filter = Readonly<Record<string, unknown>>;

const list = (value: unknown): string[] => phpString(value).split(',');
/** `id, id` misses the second: the server does not trim (recorded scenario `list-filter-forms`). */
const isIn = (value: unknown, member: string): boolean => list(value).includes(member);
const people = (value: unknown): string[] => list(value).map((name) => name.trim().toLowerCase());

/** KalturaNullableBoolean: -1 asks nothing. */
const isRoot = ({ rootEntryId }: Entry, value: unknown): boolean => {
  const wanted = phpString(value);
  return wanted === '-1' || (rootEntryId === undefined) === (wanted === '1');
};

/**
 * What each property of a filter asks of an entry. What the server does not know either asks nothing, as there: so
 * does `parentEntryIdIn`, which none of its clients has.
 */
const RULES: Readonly<Record<string, (entry: Entry, value: unknown, database: Database) => boolean>> = {
  idEqual: ({ id }, value) => id === phpString(value),
  idIn: ({ id }, value) => isIn(value, id),
  idNotIn: ({ id }, value) => !isIn(value, id),
  typeEqual: ({ type }, value) => String(type) === phpString(value),
  typeIn: ({ type }, value) => isIn(value, String(type)),
  statusEqual: ({ status }, value) => String(status) === phpString(value),
  statusIn: ({ status }, value) => isIn(value, String(status)),
  statusNotIn: ({ status }, value) => !isIn(value, String(status)),
  userIdEqual: ({ userId }, value) => people(value).includes(userId.toLowerCase()),
  userIdIn: ({ userId }, value) => people(value).includes(userId.toLowerCase()),
  creatorIdEqual: ({ creatorId }, value) => people(value).includes(creatorId.toLowerCase()),
  parentEntryIdEqual: ({ parentEntryId }, value) => parentEntryId === phpString(value),
  rootEntryIdEqual: ({ rootEntryId }, value) => rootEntryId === phpString(value),
  // The server joins the ids by "and": an entry has one root, so with two ids it finds nothing (SphinxEntryCriteria).
  rootEntryIdIn: ({ rootEntryId }, value) => list(value).every((id) => id === rootEntryId),
  isRoot,
  referenceIdEqual: ({ referenceId }, value) => referenceId === phpString(value),
  referenceIdIn: ({ referenceId }, value) => referenceId !== undefined && isIn(value, referenceId),
  displayInSearchEqual: ({ displayInSearch }, value) => String(displayInSearch) === phpString(value),
  displayInSearchIn: ({ displayInSearch }, value) => isIn(value, String(displayInSearch)),
  roomTypeEqual: ({ own }, value) => phpString(own['roomType']) === phpString(value),
  nameEqual: ({ name }, value) => name === phpString(value),
  nameLike: ({ name }, value) => hasWords(name, phpString(value)),
  tagsLike: ({ tags }, value) => hasWords(tags, phpString(value)),
  tagsMultiLikeOr: ({ tags }, value) => list(value).some((tag) => hasWords(tags, tag)),
  tagsMultiLikeAnd: ({ tags }, value) => list(value).every((tag) => hasWords(tags, tag)),
  searchTextMatchAnd: ({ name, description, tags }, value) =>
    hasWords(`${name} ${description} ${tags}`, phpString(value)),
  categoriesIdsMatchOr: ({ id }, value, database) =>
    database.categoryEntries.some(
      ({ entryId, categoryId }) => entryId === id && isIn(value, String(categoryId)),
    ),
  createdAtGreaterThanOrEqual: ({ createdAt }, value) => createdAt >= numberOf(value, 0),
  createdAtLessThanOrEqual: ({ createdAt }, value) => createdAt <= numberOf(value, 0),
  updatedAtGreaterThanOrEqual: ({ updatedAt }, value) => updatedAt >= numberOf(value, 0),
  updatedAtLessThanOrEqual: ({ updatedAt }, value) => updatedAt <= numberOf(value, 0),
  entitledUsersEditMatchAnd: (entry, value) =>
    people(value).every((name) => people(entry.entitledUsersEdit).includes(name)),
  entitledUsersEditMatchOr: (entry, value) =>
    people(value).some((name) => people(entry.entitledUsersEdit).includes(name)),
};

/** Properties of the server's filters of entries that nothing here reads. */
const UNREAD: ReadonlySet<string> = new Set([
  ...['nameMultiLikeOr', 'nameMultiLikeAnd', 'partnerIdEqual', 'partnerIdIn', 'userIdNotIn', 'groupIdEqual'],
  ...['adminTagsLike', 'adminTagsMultiLikeOr', 'adminTagsMultiLikeAnd', 'tagsNameMultiLikeOr'],
  ...['tagsNameMultiLikeAnd', 'tagsAdminTagsMultiLikeOr', 'tagsAdminTagsMultiLikeAnd'],
  ...['tagsAdminTagsNameMultiLikeOr', 'tagsAdminTagsNameMultiLikeAnd', 'searchTextMatchOr', 'freeText'],
  ...['categoriesMatchAnd', 'categoriesMatchOr', 'categoriesNotContains', 'categoriesIdsMatchAnd'],
  ...['categoriesIdsNotContains', 'categoriesIdsEmpty', 'categoriesFullNameIn', 'categoryAncestorIdIn'],
  ...['statusNotEqual', 'moderationStatusEqual', 'moderationStatusNotEqual', 'moderationStatusIn'],
  ...['moderationStatusNotIn', 'accessControlIdEqual', 'accessControlIdIn', 'redirectFromEntryId'],
  ...['startDateGreaterThanOrEqual', 'startDateLessThanOrEqual', 'startDateGreaterThanOrEqualOrNull'],
  ...['startDateLessThanOrEqualOrNull', 'endDateGreaterThanOrEqual', 'endDateLessThanOrEqual'],
  ...['endDateGreaterThanOrEqualOrNull', 'endDateLessThanOrEqualOrNull', 'replacingEntryIdEqual'],
  ...['replacingEntryIdIn', 'replacedEntryIdEqual', 'replacedEntryIdIn', 'replacementStatusEqual'],
  ...['replacementStatusIn', 'partnerSortValueGreaterThanOrEqual', 'partnerSortValueLessThanOrEqual'],
  ...['entitledUsersPublishMatchAnd', 'entitledUsersPublishMatchOr', 'entitledUsersViewMatchAnd'],
  ...[
    'entitledUsersViewMatchOr',
    'mediaTypeEqual',
    'mediaTypeIn',
    'conversionProfileIdEqual',
    'advancedSearch',
  ],
]);

/** Filters for which a user session sees entries of others too (docs/facts/kaltura-api.md#18-recovery). */
const OPEN_FILTERS = [
  'idEqual',
  'idIn',
  'referenceIdEqual',
  'referenceIdIn',
  'redirectFromEntryId',
  'parentEntryIdEqual',
];

/**
 * The entries that a filter finds for a caller, ordered. Every list and count of entries goes through the search index,
 * which may lag, but those that name ids (docs/facts/kaltura-api.md#18-recovery); what was found is answered as the
 * database has it now.
 */
export function findEntries(
  database: Database,
  filter: Filter,
  caller: Caller,
  through: RequestFilter,
): Entry[] {
  refuseUnread(filter, UNREAD);
  const asks = Object.entries(filter).filter(([, value]) => value !== null && value !== '');
  const given = (name: string): boolean => asks.some(([key]) => key === name);
  const open = OPEN_FILTERS.some(given);
  const own = through.listsOwnOnly() && !open;
  const readyOnly = !['statusEqual', 'statusIn', 'statusNotIn', 'idEqual'].some(given);
  const byId = given('idEqual') || given('idIn');
  const bySearch = given('displayInSearchEqual') || given('displayInSearchIn');
  const hidden = byId || bySearch || given('parentEntryIdEqual');
  const recycled = byId || bySearch;
  const source = byId ? database.all() : database.indexed();
  const found = source.filter(
    (entry) =>
      (!own || entry.userId.toLowerCase() === caller.user.toLowerCase()) &&
      (!readyOnly || entry.status === 2) &&
      (hidden || entry.displayInSearch !== -1) &&
      (recycled || entry.displayInSearch !== -2) &&
      through.lists(database, entry, open) &&
      asks.every(([key, value]) => RULES[key]?.(entry, value, database) ?? true),
  );
  return ordered(found, phpString(filter['orderBy'])).flatMap(({ id }) => database.find(id) ?? []);
}

const ORDERS: readonly (keyof Entry)[] = ['name', 'createdAt', 'updatedAt', 'partnerSortValue', 'id'];

function ordered(entries: Entry[], orderBy: string): Entry[] {
  const field = ORDERS.find((name) => name === orderBy.slice(1));
  if (!field || !/^[+-]/.test(orderBy)) return entries;
  const sign = orderBy.startsWith('-') ? -1 : 1;
  return entries.toSorted((a, b) => {
    const [left, right] = [a[field], b[field]];
    return left === right ? 0 : sign * ((left ?? '') < (right ?? '') ? -1 : 1);
  });
}

/** A page of a list, as Kaltura pages: 30 by default, 500 at most, page 1 for anything below. */
export function page<T>(items: readonly T[], pager: Readonly<Record<string, unknown>>): T[] {
  const size = Math.min(500, numberOf(pager['pageSize'], 30) || 30);
  const index = Math.max(1, numberOf(pager['pageIndex'], 1));
  return items.slice((index - 1) * size, index * size);
}

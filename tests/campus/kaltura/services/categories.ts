import { ApiError } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { Category } from '../database.ts';
import { isAdmin } from '../session.ts';
import { numberOf, objectParam, optionalObject, phpString, stringParam } from '../params.ts';

function categoryOf({ database }: Context, id: number): Category {
  const category = database.categories.get(id);
  if (category) return category;
  throw new ApiError('CATEGORY_NOT_FOUND', `Category id "${id}" not found`, { ID: String(id) });
}

export const category: Service = {
  add: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const given = objectParam(params, 'category');
      const owner = phpString(given['owner']);
      const added: Category = {
        id: database.nextNumber(),
        name: phpString(given['name']),
        parentId: numberOf(given['parentId'], 0),
        privacyContext: phpString(given['privacyContext']),
        privacy: numberOf(given['privacy'], 1),
        members: new Map(owner === '' ? [] : [[owner, 0]]),
        contributionPolicy: numberOf(given['contributionPolicy'], 1),
        moderation: numberOf(given['moderation'], 0) === 1,
      };
      database.categories.set(added.id, added);
      const { id, name, parentId, privacy, members } = added;
      const fullName = database.fullName(added);
      const shown = { id, parentId, partnerId, name, fullName, privacy, membersCount: members.size };
      return { ...shown, objectType: 'KalturaCategory' };
    },
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const { idIn } = optionalObject(params, 'filter');
      const objects = phpString(idIn)
        .split(',')
        .flatMap((id) => database.categories.get(Number(id)) ?? [])
        .map(({ id, name, parentId }) => ({ id, parentId, partnerId, name, objectType: 'KalturaCategory' }));
      return { totalCount: objects.length, objects, objectType: 'KalturaCategoryListResponse' };
    },
  },
};

/** What the caller is in a category; undefined: no member. Who is not bound to entitlement may do everything. */
const levelOf = ({ members }: Category, { caller }: Context): number | undefined =>
  isAdmin(caller) ? 0 : members.get(caller.user);

export const categoryEntry: Service = {
  add: {
    allows: 'user',
    run: (context, params) => {
      const { database, caller } = context;
      const given = objectParam(params, 'categoryEntry');
      const found = categoryOf(context, numberOf(given['categoryId'], 0));
      const entryId = phpString(given['entryId']);
      const entry = database.find(entryId);
      if (!entry) {
        throw new ApiError('INVALID_ENTRY_ID', `Invalid entry id ["${entryId}"]`, { ID: entryId });
      }
      const known = database.categoryEntries.find(
        (row) => row.categoryId === found.id && row.entryId === entryId,
      );
      if (known && (known.status ?? 2) === 2) {
        throw new ApiError('CATEGORY_ENTRY_ALREADY_EXISTS', 'Entry already assigned to this category');
      }
      const level = levelOf(found, context);
      if (found.contributionPolicy !== 1 && (level === undefined || level >= 3)) {
        throw new ApiError('CANNOT_ASSIGN_ENTRY_TO_CATEGORY', 'Cannot assign entry to category');
      }
      const waits = found.moderation && (level === undefined || level > 1);
      const row = {
        ...{ categoryId: found.id, entryId, createdAt: database.now(), creatorUserId: caller.user },
        ...(waits && { status: 1 }),
      };
      // One that waits is taken anew.
      if (known) database.categoryEntries.splice(database.categoryEntries.indexOf(known), 1);
      database.categoryEntries.push(row);
      entry.updatedAt = database.now();
      return categoryEntryAnswer(context, row);
    },
  },
  list: {
    allows: 'user',
    run: (context, params) => {
      const { entryIdEqual } = optionalObject(params, 'filter');
      const objects = context.database.categoryEntries
        .filter(({ entryId }) => entryId === phpString(entryIdEqual))
        .map((row) => categoryEntryAnswer(context, row));
      return { totalCount: objects.length, objects, objectType: 'KalturaCategoryEntryListResponse' };
    },
  },
  delete: {
    allows: 'user',
    run: ({ database }, params) => {
      const [entryId, categoryId] = [
        stringParam(params, 'entryId'),
        Number(stringParam(params, 'categoryId')),
      ];
      const place = database.categoryEntries.findIndex(
        (row) => row.entryId === entryId && row.categoryId === categoryId,
      );
      if (place >= 0) database.categoryEntries.splice(place, 1);
      return null;
    },
  },
};

function categoryEntryAnswer(context: Context, row: Context['database']['categoryEntries'][number]): object {
  const { categoryId, entryId, createdAt, creatorUserId, status = 2 } = row;
  const categoryFullIds = context.database.fullIds(categoryOf(context, categoryId));
  return {
    categoryId,
    entryId,
    createdAt,
    categoryFullIds,
    status,
    creatorUserId,
    objectType: 'KalturaCategoryEntry',
  };
}

export const categoryUser: Service = {
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const userId = phpString(optionalObject(params, 'filter')['userIdEqual']);
      const objects = [...database.categories.values()].flatMap(({ id, members }) => {
        const permissionLevel = members.get(userId);
        if (permissionLevel === undefined) return [];
        const row = { categoryId: id, userId, partnerId, permissionLevel, status: 1 };
        return [{ ...row, objectType: 'KalturaCategoryUser' }];
      });
      return { totalCount: objects.length, objects, objectType: 'KalturaCategoryUserListResponse' };
    },
  },
  add: {
    allows: 'user',
    run: (context, params) => {
      const given = objectParam(params, 'categoryUser');
      const found = categoryOf(context, numberOf(given['categoryId'], 0));
      const userId = phpString(given['userId']);
      const permissionLevel = numberOf(given['permissionLevel'], 3);
      found.members.set(userId, permissionLevel);
      const now = context.database.now();
      return {
        categoryId: found.id,
        userId,
        partnerId: context.partnerId,
        permissionLevel,
        status: 1,
        createdAt: now,
        updatedAt: now,
        updateMethod: 0,
        categoryFullIds: context.database.fullIds(found),
        permissionNames: 'CATEGORY_VIEW',
        objectType: 'KalturaCategoryUser',
      };
    },
  },
};

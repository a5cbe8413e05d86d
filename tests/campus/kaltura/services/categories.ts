import { ApiError } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { Category } from '../database.ts';
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
      };
      database.categories.set(added.id, added);
      const { id, name, parentId, privacy, members } = added;
      const fullName = database.fullName(added);
      const shown = { id, parentId, partnerId, name, fullName, privacy, membersCount: members.size };
      return { ...shown, objectType: 'KalturaCategory' };
    },
  },
};

export const categoryEntry: Service = {
  add: {
    allows: 'user',
    run: (context, params) => {
      const { database, caller } = context;
      const given = objectParam(params, 'categoryEntry');
      const found = categoryOf(context, numberOf(given['categoryId'], 0));
      const entryId = phpString(given['entryId']);
      if (!database.find(entryId)) {
        throw new ApiError('INVALID_ENTRY_ID', `Invalid entry id ["${entryId}"]`, { ID: entryId });
      }
      if (database.categoryEntries.some((row) => row.categoryId === found.id && row.entryId === entryId)) {
        throw new ApiError('CATEGORY_ENTRY_ALREADY_EXISTS', 'Entry already assigned to this category');
      }
      const row = { categoryId: found.id, entryId, createdAt: database.now(), creatorUserId: caller.user };
      database.categoryEntries.push(row);
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
  const { categoryId, entryId, createdAt, creatorUserId } = row;
  const categoryFullIds = context.database.fullIds(categoryOf(context, categoryId));
  return {
    categoryId,
    entryId,
    createdAt,
    categoryFullIds,
    status: 2,
    creatorUserId,
    objectType: 'KalturaCategoryEntry',
  };
}

export const categoryUser: Service = {
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

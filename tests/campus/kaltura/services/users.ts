import { ApiError, cannotBeNull, forbidden } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { User } from '../database.ts';
import { page } from '../entry-filter.ts';
import { objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { isAdmin } from '../session.ts';

function userAnswer({ partnerId, caller }: Context, { id, screenName, fullName }: User): object {
  const names = { id, screenName, fullName };
  return { ...names, status: 1, partnerId, isAdmin: isAdmin(caller), objectType: 'KalturaUser' };
}

/** A user who was never added is known by its id: the server makes users as they appear. */
const userOf = ({ database }: Context, id: string): User =>
  database.users.get(id) ?? { id, screenName: id, fullName: id };

function duplicate(id: string): ApiError {
  return new ApiError('DUPLICATE_USER_BY_ID', `User with id [${id}] already exists in system`, {
    USER_ID: id,
  });
}

export const user: Service = {
  add: {
    allows: 'admin',
    run: (context, params) => {
      const given = objectParam(params, 'user');
      const id = phpString(given['id']);
      if (context.database.users.has(id)) throw duplicate(id);
      const screenName = phpString(given['screenName']) || id;
      const fullName = phpString(given['fullName']) || screenName;
      const added = { id, screenName, fullName };
      context.database.users.set(id, added);
      return userAnswer(context, added);
    },
  },
  get: {
    allows: 'user',
    run: (context, params) => {
      const { caller } = context;
      const id = params['userId'] === undefined ? caller.user : phpString(params['userId']);
      if (id !== caller.user && !isAdmin(caller)) {
        const code = 'CANNOT_RETRIEVE_ANOTHER_USER_USING_NON_ADMIN_SESSION';
        throw new ApiError(code, `cannot retrieve another user "${id}" using non-admin session`, {
          USER_ID: id,
        });
      }
      return userAnswer(context, userOf(context, id));
    },
  },
};

export const group: Service = {
  add: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const given = objectParam(params, 'group');
      const id = phpString(given['id']);
      if (database.groups.has(id)) throw duplicate(id);
      database.groups.set(id, new Set());
      const screenName = phpString(given['screenName']) || id;
      return { id, screenName, status: 1, partnerId, membersCount: 0, objectType: 'KalturaGroup' };
    },
  },
};

interface Membership {
  readonly groupId: string;
  readonly userId: string;
}

const membershipAnswer = ({ partnerId }: Context, { userId, groupId }: Membership): object => ({
  userId,
  groupId,
  status: 0,
  partnerId,
  objectType: 'KalturaGroupUser',
});

/** Whom the server has seen: added, or owning or sharing an entry. */
function isKnown({ database }: Context, id: string): boolean {
  return (
    database.users.has(id) ||
    database
      .all()
      .some((entry) =>
        [
          entry.userId,
          entry.creatorId,
          ...`${entry.entitledUsersEdit},${entry.entitledUsersPublish},${entry.entitledUsersView}`.split(','),
        ].includes(id),
      )
  );
}

/** Members of the groups that a filter names, as far as this caller may ask: a user about itself alone. */
function findMemberships({ database, caller }: Context, params: Params): Membership[] {
  const { userIdEqual, groupIdEqual } = optionalObject(params, 'filter');
  if (!isAdmin(caller)) {
    const type = 'KalturaGroupUserFilter';
    if (userIdEqual === undefined && groupIdEqual === undefined)
      throw cannotBeNull(`${type}::userIdEqual/${type}::groupIdEqual`);
    if (phpString(userIdEqual) !== caller.user) throw forbidden('groupuser', 'list');
  }
  return [...database.groups].flatMap(([groupId, members]) =>
    [...members]
      .map((userId) => ({ groupId, userId }))
      .filter(
        (member) =>
          (userIdEqual === undefined || member.userId === phpString(userIdEqual)) &&
          (groupIdEqual === undefined || groupId === phpString(groupIdEqual)),
      ),
  );
}

/** Memberships are rows of the database: their list does not lag. */
export const groupuser: Service = {
  add: {
    allows: 'user',
    run: (context, params) => {
      if (!isAdmin(context.caller)) throw forbidden('groupuser', 'add');
      const given = objectParam(params, 'groupUser');
      const [groupId, userId] = [phpString(given['groupId']), phpString(given['userId'])];
      if (!isKnown(context, userId)) throw new ApiError('USER_NOT_FOUND', 'User was not found');
      const members = context.database.groups.get(groupId);
      if (!members) throw new ApiError('GROUP_NOT_FOUND', 'Group was not found');
      if (members.has(userId)) throw new ApiError('GROUP_USER_ALREADY_EXISTS', 'GroupUser already exists');
      members.add(userId);
      return membershipAnswer(context, { groupId, userId });
    },
  },
  list: {
    allows: 'user',
    run: (context, params) => {
      const found = findMemberships(context, params);
      const objects = page(found, optionalObject(params, 'pager')).map((member) =>
        membershipAnswer(context, member),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaGroupUserListResponse' };
    },
  },
  delete: {
    allows: 'user',
    run: ({ database, caller }, params) => {
      if (!isAdmin(caller)) throw forbidden('groupuser', 'delete');
      database.groups.get(stringParam(params, 'groupId'))?.delete(stringParam(params, 'userId'));
      return null;
    },
  },
};

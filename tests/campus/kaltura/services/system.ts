import { ApiError, noRight, missingParameter } from '../api-error.ts';
import type { Service } from '../action.ts';
import { numberOf, optionalObject, phpString, stringParam } from '../params.ts';
import { isAdmin } from '../session.ts';

export const system: Service = {
  ping: { allows: 'all', run: () => true },
  gettime: { allows: 'all', run: ({ database }) => database.now() },
};

export const partner: Service = {
  getpublicinfo: {
    allows: 'all',
    run: ({ origin }) => ({
      analyticsUrl: origin,
      analyticsPersistentSessionId: false,
      objectType: 'KalturaPartnerPublicInfo',
    }),
  },
};

const DAY = 86_400;

export const session: Service = {
  start: {
    allows: 'all',
    run: ({ sessions, partnerId, secrets }, params) => {
      if (params['secret'] === undefined) throw missingParameter('secret');
      const asked = phpString(params['partnerId']);
      if (asked !== String(partnerId)) {
        throw new ApiError(
          'SERVICE_FORBIDDEN_CONTENT_BLOCKED',
          'The access to this service is forbidden since the specified partner is blocked',
        );
      }
      const admin = phpString(params['type']) === '2';
      const secret = phpString(params['secret']);
      if (secret !== secrets.admin && (admin || secret !== secrets.user)) {
        throw new ApiError('START_SESSION_ERROR', `Error while starting session for partner [${partnerId}]`, {
          PID: String(partnerId),
        });
      }
      const kind = admin ? 'admin' : 'user';
      const caller = {
        kind,
        user: phpString(params['userId']),
        privileges: phpString(params['privileges']),
      } as const;
      return sessions.issue(caller, numberOf(params['expiry'], DAY));
    },
  },
  startwidgetsession: {
    allows: 'all',
    run: ({ sessions, partnerId }, params) => {
      const widget = stringParam(params, 'widgetId');
      if (widget !== `_${partnerId}`) {
        throw new ApiError('INVALID_WIDGET_ID', `Unknown widget [${widget}]`, { WIDGET_ID: widget });
      }
      const ks = sessions.issue({ kind: 'widget', user: '0', privileges: 'widget:1,view:*' }, DAY);
      return { partnerId, ks, userId: 0, objectType: 'KalturaStartWidgetSessionResponse' };
    },
  },
  get: {
    allows: 'admin',
    run: ({ sessions, caller, partnerId }, params) => {
      const of = params['session'] === undefined ? caller : sessions.read(phpString(params['session']));
      return {
        sessionType: of.kind === 'admin' ? '2' : '0',
        partnerId,
        userId: of.user,
        expiry: of.expiry,
        privileges: of.privileges,
        objectType: 'KalturaSessionInfo',
      };
    },
  },
};

export const permission: Service = {
  getcurrentpermissions: {
    allows: 'all',
    run: ({ caller }) => {
      const base = { none: '', widget: 'WIDGET_SESSION_PERMISSION,', user: 'BASE_USER_SESSION_PERMISSION,' };
      const admin = 'PARTNER_ADMIN_PERMISSION,BASE_USER_SESSION_PERMISSION,';
      return `${caller.kind === 'admin' ? admin : base[caller.kind]}ALWAYS_ALLOWED_ACTIONS`;
    },
  },
};

export const user: Service = {
  get: {
    allows: 'user',
    run: ({ caller, partnerId }, params) => {
      const id = params['userId'] === undefined ? caller.user : phpString(params['userId']);
      if (id !== caller.user && !isAdmin(caller)) {
        const code = 'CANNOT_RETRIEVE_ANOTHER_USER_USING_NON_ADMIN_SESSION';
        throw new ApiError(code, `cannot retrieve another user "${id}" using non-admin session`, {
          USER_ID: id,
        });
      }
      const names = { id, screenName: id, fullName: id };
      return { ...names, status: 1, partnerId, isAdmin: isAdmin(caller), objectType: 'KalturaUser' };
    },
  },
};

export const groupuser: Service = {
  add: {
    allows: 'user',
    run: ({ database, caller, partnerId }, params) => {
      if (!isAdmin(caller)) throw noRight();
      const { groupId, userId } = optionalObject(params, 'groupUser');
      const [group, member] = [phpString(groupId), phpString(userId)];
      database.groups.set(group, (database.groups.get(group) ?? new Set()).add(member));
      return { userId: member, groupId: group, status: 0, partnerId, objectType: 'KalturaGroupUser' };
    },
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const member = phpString(optionalObject(params, 'filter')['userIdEqual']);
      const objects = database.groupsOf(member).map((groupId) => ({
        userId: member,
        groupId,
        status: 0,
        partnerId,
        objectType: 'KalturaGroupUser',
      }));
      return { totalCount: objects.length, objects, objectType: 'KalturaGroupUserListResponse' };
    },
  },
};

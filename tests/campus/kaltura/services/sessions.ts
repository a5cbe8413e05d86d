import { ApiError, missingParameter } from '../api-error.ts';
import type { Service } from '../action.ts';
import { numberOf, phpString, stringParam } from '../params.ts';

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
      const of =
        params['session'] === undefined
          ? caller
          : sessions.read(phpString(params['session']), () => 'session.get');
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

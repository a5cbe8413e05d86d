import type { Service } from '../action.ts';

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

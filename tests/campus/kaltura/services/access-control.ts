import type { Service } from '../action.ts';
import { objectParam, optionalObject, phpString } from '../params.ts';

export const accessControlProfile: Service = {
  add: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const given = objectParam(params, 'accessControlProfile');
      const id = database.nextNumber();
      const texts = {
        name: phpString(given['name']),
        systemName: phpString(given['systemName']),
        description: phpString(given['description']),
      };
      database.accessControl.set(id, texts);
      return { id, partnerId, ...texts, objectType: 'KalturaAccessControlProfile' };
    },
  },
  list: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const wanted = phpString(optionalObject(params, 'filter')['systemNameEqual']);
      const objects = [...database.accessControl]
        .filter(([, { systemName }]) => wanted === '' || systemName === wanted)
        .map(([id, texts]) => ({ id, partnerId, ...texts, objectType: 'KalturaAccessControlProfile' }));
      return { totalCount: objects.length, objects, objectType: 'KalturaAccessControlProfileListResponse' };
    },
  },
};

import { ApiError, cannotBeNull, entryNotFound } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { Category, CuePoint, MetadataRow } from '../database.ts';
import { page } from '../entry-filter.ts';
import { numberOf, objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { type Caller, isAdmin } from '../session.ts';
import { storedTags } from '../texts.ts';

// ---- cue points: anybody may add and change them (kaltura-api facts 1.4)

function cuePointAnswer(cuePoint: CuePoint, partnerId: number): object {
  const annotation = cuePoint.kind === 'annotation';
  return {
    id: cuePoint.id,
    cuePointType: annotation ? 'annotation.Annotation' : 'codeCuePoint.Code',
    status: 1,
    entryId: cuePoint.entryId,
    partnerId,
    createdAt: cuePoint.createdAt,
    updatedAt: cuePoint.updatedAt,
    ...cuePoint.fields,
    objectType: annotation ? 'KalturaAnnotation' : 'KalturaCodeCuePoint',
  };
}

const CUE_POINT_TEXTS = ['tags', 'partnerData', 'systemName', 'code', 'text', 'description', 'userId'];
const CUE_POINT_NUMBERS = ['startTime', 'endTime', 'partnerSortValue'];

function setCuePoint(fields: CuePoint['fields'], given: Record<string, unknown>): void {
  for (const name of CUE_POINT_TEXTS) if (given[name] !== undefined) fields[name] = phpString(given[name]);
  for (const name of CUE_POINT_NUMBERS)
    if (given[name] !== undefined) fields[name] = numberOf(given[name], 0);
  if (given['tags'] !== undefined) fields['tags'] = storedTags(phpString(given['tags']));
  if (given['isPublic'] !== undefined) fields['isPublic'] = phpString(given['isPublic']) === '1';
}

function addCuePoint({ database, caller, partnerId }: Context, given: Record<string, unknown>): object {
  const annotation = given['objectType'] === 'KalturaAnnotation';
  const entryId = phpString(given['entryId']);
  if (!annotation && given['code'] === undefined) throw cannotBeNull('KalturaCodeCuePoint::code');
  if (!database.find(entryId)) throw entryNotFound(entryId);
  const parentId = phpString(given['parentId']) || '0';
  if (annotation && parentId !== '0' && !database.cuePoints.has(parentId)) {
    const message = `Parent annotation id [${parentId}] not found`;
    throw new ApiError('PARENT_ANNOTATION_NOT_FOUND', message, { CUE_POINT_ID: parentId });
  }
  const now = database.now();
  const fields: CuePoint['fields'] = {
    startTime: 0,
    userId: caller.user,
    ...(annotation && { parentId, isPublic: false }),
  };
  const { userId: _user, ...settable } = given;
  setCuePoint(fields, isAdmin(caller) ? given : settable);
  // The end is filled in with the start, but a start of 0 leaves an annotation without an end.
  if (given['endTime'] === undefined && (!annotation || fields['startTime'] !== 0)) {
    fields['endTime'] = fields['startTime'] ?? 0;
  }
  const kind = annotation ? 'annotation' : 'code';
  const cuePoint: CuePoint = { id: database.newId(), entryId, kind, createdAt: now, updatedAt: now, fields };
  database.cuePoints.set(cuePoint.id, cuePoint);
  return cuePointAnswer(cuePoint, partnerId);
}

function cuePointOf({ database }: Context, params: Params): CuePoint {
  const id = stringParam(params, 'id');
  const cuePoint = database.cuePoints.get(id);
  if (cuePoint) return cuePoint;
  throw new ApiError('INVALID_CUE_POINT_ID', `Invalid cue point id [${id}]`, { ID: id });
}

/** Of annotations a user sees its own and public ones; code cue points are all seen. */
const seesCuePoint = (caller: Caller, { kind, fields }: CuePoint): boolean =>
  kind === 'code' || isAdmin(caller) || fields['isPublic'] === true || fields['userId'] === caller.user;

function listCuePoints({ database, caller, partnerId }: Context, params: Params): object {
  const filter = optionalObject(params, 'filter');
  const type = phpString(filter['objectType']) || 'KalturaCuePointFilter';
  if (!['idEqual', 'idIn', 'entryIdEqual', 'entryIdIn'].some((name) => filter[name] !== undefined)) {
    throw cannotBeNull(`${type}::idEqual/${type}::idIn/${type}::entryIdEqual/${type}::entryIdIn`);
  }
  const within = (name: string, value: string): boolean =>
    filter[name] === undefined || phpString(filter[name]).split(',').includes(value);
  const found = [...database.cuePoints.values()].filter(
    (cuePoint) =>
      within('idEqual', cuePoint.id) &&
      within('idIn', cuePoint.id) &&
      within('entryIdEqual', cuePoint.entryId) &&
      within('entryIdIn', cuePoint.entryId) &&
      within('cuePointTypeEqual', cuePoint.kind === 'code' ? 'codeCuePoint.Code' : 'annotation.Annotation') &&
      within('cuePointTypeIn', cuePoint.kind === 'code' ? 'codeCuePoint.Code' : 'annotation.Annotation') &&
      within('codeEqual', phpString(cuePoint.fields['code'])) &&
      seesCuePoint(caller, cuePoint),
  );
  const start = ({ fields }: CuePoint): number => Number(fields['startTime'] ?? 0);
  const sign = { '+startTime': 1, '-startTime': -1 }[phpString(filter['orderBy'])] ?? 0;
  found.sort((a, b) => sign * (start(a) - start(b)));
  const objects = page(found, optionalObject(params, 'pager')).map((cuePoint) =>
    cuePointAnswer(cuePoint, partnerId),
  );
  return { totalCount: found.length, objects, objectType: 'KalturaCuePointListResponse' };
}

export const cuePoint: Service = {
  add: { allows: 'user', run: (context, params) => addCuePoint(context, objectParam(params, 'cuePoint')) },
  get: {
    allows: 'user',
    run: (context, params) => cuePointAnswer(cuePointOf(context, params), context.partnerId),
  },
  list: { allows: 'user', run: listCuePoints },
  update: {
    allows: 'user',
    run: (context, params) => {
      const found = cuePointOf(context, params);
      setCuePoint(found.fields, objectParam(params, 'cuePoint'));
      found.updatedAt = context.database.now();
      return cuePointAnswer(found, context.partnerId);
    },
  },
  delete: {
    allows: 'user',
    run: (context, params) => {
      context.database.cuePoints.delete(cuePointOf(context, params).id);
      return null;
    },
  },
  clone: {
    allows: 'user',
    run: (context, params) => {
      const source = cuePointOf(context, params);
      const entryId = stringParam(params, 'entryId');
      if (!context.database.find(entryId)) throw entryNotFound(entryId);
      const now = context.database.now();
      const fields = { ...source.fields, copiedFrom: source.id };
      const copy: CuePoint = {
        ...source,
        id: context.database.newId(),
        entryId,
        createdAt: now,
        updatedAt: now,
        fields,
      };
      context.database.cuePoints.set(copy.id, copy);
      return cuePointAnswer(copy, context.partnerId);
    },
  },
};

// ---- custom metadata

function metadataAnswer(row: MetadataRow, partnerId: number): object {
  return {
    id: row.id,
    partnerId,
    metadataProfileId: row.metadataProfileId,
    metadataObjectType: 1,
    objectId: row.objectId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    status: 1,
    xml: row.xml,
    objectType: 'KalturaMetadata',
  };
}

/** A small stand-in for XSD: every element of the XML must be one that the schema names. */
function checkXml(xml: string, xsd: string): void {
  const allowed = new Set([...xsd.matchAll(/name="(\w+)"/g)].map(([, name]) => name));
  const used = [...xml.matchAll(/<(\w+)/g)].map(([, name]) => name);
  if (used.length === 0 || used.some((name) => !allowed.has(name))) {
    throw new ApiError('INVALID_METADATA_DATA', 'Invalid metadata: the data does not fit the schema');
  }
}

export const metadata: Service = {
  add: {
    allows: 'user',
    run: ({ database, caller, partnerId }, params) => {
      const metadataProfileId = numberOf(params['metadataProfileId'], 0);
      const objectId = stringParam(params, 'objectId');
      const xml = phpString(params['xmlData']);
      const entry = database.find(objectId);
      if (!entry || !database.canEdit(entry, caller)) {
        const code = 'METADATA_OBJECT_ID_NOT_FOUND';
        throw new ApiError(code, `Object Id [${objectId}], not found`, { ID: objectId });
      }
      const existing = [...database.metadata.values()].find(
        (row) => row.objectId === objectId && row.metadataProfileId === metadataProfileId,
      );
      if (existing) {
        const id = String(existing.id);
        throw new ApiError('METADATA_ALREADY_EXISTS', `Metadata already exists id [${id}]`, { ID: id });
      }
      checkXml(xml, database.profiles.get(metadataProfileId)?.xsd ?? '');
      const now = database.now();
      const row = {
        id: database.nextNumber(),
        metadataProfileId,
        objectId,
        createdAt: now,
        updatedAt: now,
        xml,
      };
      database.metadata.set(row.id, row);
      return metadataAnswer(row, partnerId);
    },
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const objectId = phpString(optionalObject(params, 'filter')['objectIdEqual']);
      const found = [...database.metadata.values()].filter((row) => row.objectId === objectId);
      const objects = page(found, optionalObject(params, 'pager')).map((row) =>
        metadataAnswer(row, partnerId),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaMetadataListResponse' };
    },
  },
  update: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const id = stringParam(params, 'id');
      const row = database.metadata.get(Number(id));
      if (!row) throw new ApiError('METADATA_NOT_FOUND', `Metadata id [${id}] not found`, { ID: id });
      row.xml = phpString(params['xmlData']);
      row.updatedAt = database.now();
      return metadataAnswer(row, partnerId);
    },
  },
};

export const metadataProfile: Service = {
  add: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const { name, systemName } = objectParam(params, 'metadataProfile');
      const id = database.nextNumber();
      const texts = { name: phpString(name), systemName: phpString(systemName) };
      database.profiles.set(id, {
        id,
        ...texts,
        xsd: phpString(params['xsdData']),
        createdAt: database.now(),
      });
      return {
        id,
        partnerId,
        metadataObjectType: 1,
        ...texts,
        status: 1,
        objectType: 'KalturaMetadataProfile',
      };
    },
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const wanted = optionalObject(params, 'filter')['systemNameEqual'];
      const objects = [...database.profiles.values()]
        .filter(({ systemName }) => wanted === undefined || systemName === phpString(wanted))
        .map(({ id, name, systemName }) => ({
          id,
          partnerId,
          metadataObjectType: 1,
          name,
          systemName,
          status: 1,
          objectType: 'KalturaMetadataProfile',
        }));
      return { totalCount: objects.length, objects, objectType: 'KalturaMetadataProfileListResponse' };
    },
  },
  delete: {
    allows: 'admin',
    run: ({ database }, params) => void database.profiles.delete(Number(stringParam(params, 'id'))),
  },
};

// ---- categories and access control

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

import { ApiError, cannotBeNull, entryNotFound } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { CuePoint } from '../database.ts';
import { page } from '../entry-filter.ts';
import { numberOf, objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { type Caller, isAdmin } from '../session.ts';
import { storedTags } from '../texts.ts';

// Anybody may add, change and delete cue points (kaltura-api facts 1.4).

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

function addCuePoint(
  { database, caller, partnerId }: Context,
  given: Record<string, unknown>,
  annotation = given['objectType'] === 'KalturaAnnotation',
): object {
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

/**
 * The cue points that a filter finds. It must name cue points or entries, and with these the server reads its database
 * and not the search index (CuePointIndex lists both among the fields that skip it), so there is no lag.
 */
function findCuePoints({ database, caller }: Context, filter: Params, type: string): CuePoint[] {
  if (!['idEqual', 'idIn', 'entryIdEqual', 'entryIdIn'].some((name) => filter[name] !== undefined)) {
    throw cannotBeNull(`${type}::idEqual/${type}::idIn/${type}::entryIdEqual/${type}::entryIdIn`);
  }
  const within = (name: string, value: string): boolean =>
    filter[name] === undefined || phpString(filter[name]).split(',').includes(value);
  const found = [...database.cuePoints.values()].filter((cuePoint) => {
    const kind = cuePoint.kind === 'code' ? 'codeCuePoint.Code' : 'annotation.Annotation';
    return (
      within('idEqual', cuePoint.id) &&
      within('idIn', cuePoint.id) &&
      within('entryIdEqual', cuePoint.entryId) &&
      within('entryIdIn', cuePoint.entryId) &&
      within('cuePointTypeEqual', kind) &&
      within('cuePointTypeIn', kind) &&
      within('codeEqual', phpString(cuePoint.fields['code'])) &&
      seesCuePoint(caller, cuePoint)
    );
  });
  const start = ({ fields }: CuePoint): number => Number(fields['startTime'] ?? 0);
  const sign = { '+startTime': 1, '-startTime': -1 }[phpString(filter['orderBy'])] ?? 0;
  return found.sort((a, b) => sign * (start(a) - start(b)));
}

/** Cue points of every kind, or annotations alone; the latter's service differs in names only. */
function serviceOf(only: 'any' | 'annotation'): Service {
  const parameter = only === 'any' ? 'cuePoint' : 'annotation';
  const className = only === 'any' ? 'KalturaCuePoint' : 'KalturaAnnotation';
  const find = (context: Context, params: Params): CuePoint[] => {
    const filter = optionalObject(params, 'filter');
    const found = findCuePoints(context, filter, phpString(filter['objectType']) || `${className}Filter`);
    return only === 'any' ? found : found.filter(({ kind }) => kind === only);
  };
  return {
    add: {
      allows: 'user',
      run: (context, params) =>
        addCuePoint(context, objectParam(params, parameter), only === 'annotation' || undefined),
    },
    get: {
      allows: 'user',
      run: (context, params) => cuePointAnswer(cuePointOf(context, params), context.partnerId),
    },
    list: {
      allows: 'user',
      run: (context, params) => {
        const found = find(context, params);
        const objects = page(found, optionalObject(params, 'pager')).map((cuePoint) =>
          cuePointAnswer(cuePoint, context.partnerId),
        );
        return { totalCount: found.length, objects, objectType: `${className}ListResponse` };
      },
    },
    count: { allows: 'user', run: (context, params) => find(context, params).length },
    update: {
      allows: 'user',
      run: (context, params) => {
        const found = cuePointOf(context, params);
        setCuePoint(found.fields, objectParam(params, parameter));
        found.updatedAt = context.database.now();
        return cuePointAnswer(found, context.partnerId);
      },
    },
    delete: {
      allows: 'user',
      run: (context, params) => {
        const { database } = context;
        const { id } = cuePointOf(context, params);
        database.cuePoints.delete(id);
        // What describes an object goes with it (kMetadataObjectDeletedHandler).
        for (const row of database.metadata.values())
          if (row.objectId === id) database.metadata.delete(row.id);
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
}

export const cuePoint = serviceOf('any');
export const annotation = serviceOf('annotation');

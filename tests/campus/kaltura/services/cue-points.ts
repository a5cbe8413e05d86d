import { ApiError, cannotBeNull, entryNotFound } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { CuePoint, CuePointKind } from '../database.ts';
import { page } from '../entry-filter.ts';
import { NotRecorded, refuseUnread } from '../not-recorded.ts';
import { numberOf, objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { type Caller, isAdmin, privilege } from '../session.ts';
import { storedTags } from '../texts.ts';
import { listedEntries } from './assets.ts';

// Anybody may add, change and delete cue points (docs/facts/kaltura-api.md#3-cue-points).

interface KindNames {
  readonly cuePointType: string;
  readonly objectType: string;
  /** A property without which one is not added. */
  readonly needs?: string;
}

const KINDS: Readonly<Record<CuePointKind, KindNames>> = {
  annotation: { cuePointType: 'annotation.Annotation', objectType: 'KalturaAnnotation' },
  code: { cuePointType: 'codeCuePoint.Code', objectType: 'KalturaCodeCuePoint', needs: 'code' },
  thumb: { cuePointType: 'thumbCuePoint.Thumb', objectType: 'KalturaThumbCuePoint' },
  question: { cuePointType: 'quiz.QUIZ_QUESTION', objectType: 'KalturaQuestionCuePoint', needs: 'question' },
  answer: { cuePointType: 'quiz.QUIZ_ANSWER', objectType: 'KalturaAnswerCuePoint' },
};

function kindOf(objectType: unknown): CuePointKind {
  for (const [kind, names] of Object.entries(KINDS))
    if (names.objectType === objectType) return kind as CuePointKind; // a key of KINDS
  if (objectType === undefined) return 'code';
  throw new NotRecorded(`cue points of the class ${phpString(objectType)}`);
}

function cuePointAnswer(cuePoint: CuePoint, partnerId: number): object {
  const { cuePointType, objectType } = KINDS[cuePoint.kind];
  return {
    id: cuePoint.id,
    cuePointType,
    status: 1,
    entryId: cuePoint.entryId,
    partnerId,
    createdAt: cuePoint.createdAt,
    updatedAt: cuePoint.updatedAt,
    ...besides(cuePoint),
    ...cuePoint.fields,
    objectType,
  };
}

/** What is derived, and of which this project reads nothing (docs/facts/kaltura-api.md#26-fields-besides). */
function besides({ id, kind, fields }: CuePoint): object {
  const [start, end] = [Number(fields['startTime'] ?? 0), Number(fields['endTime'] ?? NaN)];
  return {
    intId: Number.parseInt(id.slice(2), 36) % 100_000_000,
    isMomentary: !(end > start),
    ...((kind === 'code' || kind === 'annotation') && end >= start && { duration: end - start }),
    ...(kind === 'annotation' && {
      depth: 0,
      childrenCount: 0,
      directChildrenCount: 0,
      searchableOnEntry: true,
    }),
  };
}

const CUE_POINT_TEXTS = [
  ...['tags', 'partnerData', 'systemName', 'code', 'text', 'description', 'userId'],
  ...['title', 'assetId', 'question', 'hint', 'explanation', 'answerKey'],
];
const CUE_POINT_NUMBERS = [
  ...['startTime', 'endTime', 'partnerSortValue', 'triggeredAt', 'thumbOffset', 'subType'],
  ...['questionType', 'presentationOrder', 'excludeFromScore'],
];

function setCuePoint(fields: CuePoint['fields'], given: Record<string, unknown>): void {
  for (const name of CUE_POINT_TEXTS) if (given[name] !== undefined) fields[name] = phpString(given[name]);
  for (const name of CUE_POINT_NUMBERS)
    if (given[name] !== undefined) fields[name] = numberOf(given[name], 0);
  if (given['tags'] !== undefined) fields['tags'] = storedTags(phpString(given['tags']));
  for (const name of ['isPublic', 'forceStop'])
    if (given[name] !== undefined) fields[name] = phpString(given[name]) === '1';
  if (Array.isArray(given['optionalAnswers'])) fields['optionalAnswers'] = given['optionalAnswers'];
}

function addCuePoint(
  { database, caller, partnerId }: Context,
  given: Record<string, unknown>,
  kind = kindOf(given['objectType']),
): object {
  const annotation = kind === 'annotation';
  const entryId = phpString(given['entryId']);
  const { objectType, needs } = KINDS[kind];
  if (needs !== undefined && given[needs] === undefined) throw cannotBeNull(`${objectType}::${needs}`);
  const entry = database.find(entryId);
  if (!entry) throw entryNotFound(entryId);
  if ((kind === 'question' || kind === 'answer') && !entry.quiz) throw notAQuiz(entryId);
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
  const cuePoint: CuePoint = { id: database.newId(), entryId, kind, createdAt: now, updatedAt: now, fields };
  database.cuePoints.set(cuePoint.id, cuePoint);
  return cuePointAnswer(cuePoint, partnerId);
}

export const notAQuiz = (id: string): ApiError =>
  new ApiError('PROVIDED_ENTRY_IS_NOT_A_QUIZ', `Provided entry is not a quiz [${id}]`, { ENTRY_ID: id });

function cuePointOf({ database }: Context, params: Params): CuePoint {
  const id = stringParam(params, 'id');
  const cuePoint = database.cuePoints.get(id);
  if (cuePoint) return cuePoint;
  throw noSuchCuePoint(id);
}

const noSuchCuePoint = (id: string): ApiError =>
  new ApiError('INVALID_CUE_POINT_ID', `Invalid cue point id [${id}]`, { ID: id });

/** Of annotations and answers a user without `list:*` sees its own and public ones; the other kinds are all seen. */
const seesCuePoint = (caller: Caller, { kind, fields }: CuePoint): boolean =>
  (kind !== 'annotation' && kind !== 'answer') ||
  isAdmin(caller) ||
  privilege(caller, 'list') === '*' ||
  fields['isPublic'] === true ||
  fields['userId'] === caller.user;

/** Properties of the server's filters of cue points that nothing here reads. */
const UNREAD: ReadonlySet<string> = new Set([
  ...['createdAtGreaterThanOrEqual', 'createdAtLessThanOrEqual', 'freeText'],
  ...['updatedAtLessThanOrEqual', 'triggeredAtGreaterThanOrEqual', 'triggeredAtLessThanOrEqual', 'codeLike'],
  ...[
    'startTimeGreaterThanOrEqual',
    'startTimeLessThanOrEqual',
    'partnerSortValueEqual',
    'partnerSortValueIn',
  ],
  ...['partnerSortValueGreaterThanOrEqual', 'partnerSortValueLessThanOrEqual', 'forceStopEqual', 'codeIn'],
  ...[
    'systemNameEqual',
    'systemNameIn',
    'codeMultiLikeOr',
    'codeMultiLikeAnd',
    'parentIdEqual',
    'parentIdIn',
  ],
  ...[
    'textLike',
    'textMultiLikeOr',
    'textMultiLikeAnd',
    'isPublicEqual',
    'userIdEqualCurrent',
    'questionLike',
  ],
]);

/** A tag or a part of one, in any case: cue points that a filter names by entry are searched in the database. */
const hasTag = ({ fields }: CuePoint, wanted: string): boolean =>
  phpString(fields['tags']).toLowerCase().includes(wanted.trim().toLowerCase());

/**
 * The cue points that a filter finds. It must name cue points or entries, and with these the server reads its database
 * and not the search index (CuePointIndex lists both among the fields that skip it), so there is no lag.
 */
function findCuePoints(context: Context, filter: Params, type: string): CuePoint[] {
  const { database, caller } = context;
  refuseUnread(filter, UNREAD);
  if (!['idEqual', 'idIn', 'entryIdEqual', 'entryIdIn'].some((name) => filter[name] !== undefined)) {
    throw cannotBeNull(`${type}::idEqual/${type}::idIn/${type}::entryIdEqual/${type}::entryIdIn`);
  }
  const within = (name: string, value: string): boolean =>
    filter[name] === undefined || phpString(filter[name]).split(',').includes(value);
  const entries = filter['entryIdEqual'] ?? filter['entryIdIn'];
  const listed = entries === undefined ? undefined : listedEntries(context, phpString(entries).split(','));
  const tags = (name: string): string[] =>
    filter[name] === undefined ? [] : phpString(filter[name]).split(',');
  const [anyTag, allTags] = [tags('tagsMultiLikeOr'), [...tags('tagsLike'), ...tags('tagsMultiLikeAnd')]];
  const found = [...database.cuePoints.values()].filter((cuePoint) => {
    const kind = KINDS[cuePoint.kind].cuePointType;
    return (
      (listed?.includes(cuePoint.entryId) ?? true) &&
      (anyTag.length === 0 || anyTag.some((tag) => hasTag(cuePoint, tag))) &&
      allTags.every((tag) => hasTag(cuePoint, tag)) &&
      within('statusEqual', '1') &&
      within('statusIn', '1') &&
      within('userIdEqual', phpString(cuePoint.fields['userId'])) &&
      within('userIdIn', phpString(cuePoint.fields['userId'])) &&
      within('idEqual', cuePoint.id) &&
      within('idIn', cuePoint.id) &&
      within('cuePointTypeEqual', kind) &&
      within('cuePointTypeIn', kind) &&
      within('codeEqual', phpString(cuePoint.fields['code'])) &&
      cuePoint.updatedAt >= numberOf(filter['updatedAtGreaterThanOrEqual'], 0) &&
      seesCuePoint(caller, cuePoint)
    );
  });
  const orderBy = phpString(filter['orderBy']);
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const field = ORDERS[orderBy.slice(1)];
  return field ? found.sort((a, b) => sign * (field(a) - field(b))) : found;
}

const ORDERS: Readonly<Record<string, (cuePoint: CuePoint) => number>> = {
  startTime: ({ fields }) => Number(fields['startTime'] ?? 0),
  partnerSortValue: ({ fields }) => Number(fields['partnerSortValue'] ?? 0),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
};

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
        addCuePoint(context, objectParam(params, parameter), only === 'annotation' ? only : undefined),
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
        // What its list does not show a session cannot clone (docs/facts/kaltura-api.md#23-corners); it is told that
        // there is none.
        if (!seesCuePoint(context.caller, source)) throw noSuchCuePoint(source.id);
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

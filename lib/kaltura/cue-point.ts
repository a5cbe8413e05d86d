import * as z from 'zod/mini';
import type { Call, Param } from './call.ts';
import { listOf, listOfAsked, type Page, pager } from './list.ts';
import type { EntryId } from './ids.ts';
import { flag, number, text, written } from './lenient.ts';
import { fieldsOf } from './response-profile.ts';
import type { ResultToken } from './token.ts';

const optionalAnswers = z.catch(
  z.optional(z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])))),
  undefined,
);

export const cuePointSchema = z.object({
  id: z.string(),
  entryId: text,
  objectType: text,
  startTime: number,
  endTime: number,
  triggeredAt: number,
  tags: text,
  code: text,
  text,
  title: text,
  description: text,
  partnerData: text,
  partnerSortValue: number,
  forceStop: flag,
  thumbOffset: number,
  systemName: text,
  isPublic: flag,
  /** Of a question in a quiz. */
  question: text,
  hint: text,
  explanation: text,
  questionType: number,
  presentationOrder: number,
  excludeFromScore: number,
  optionalAnswers,
  /** Of a clone that the server made: its original. */
  copiedFrom: text,
});
export type CuePoint = z.infer<typeof cuePointSchema>;

/** Of one that is made: what a later reading tells is not answered twice. */
const createdSchema = z.pick(cuePointSchema, { id: true });
export type CreatedCuePoint = z.infer<typeof createdSchema>;

const SERVICE = 'cuepoint_cuepoint';
const COUNT = written(z.number());

/** Which cue points a list is about: of which kind, and with which tag. */
export interface CuePointFilter {
  /** One or more, comma-separated: as Kaltura's own player asks for those that it shows. */
  readonly cuePointTypeIn?: string;
  /** Finds cue points of which a tag holds this text (recorded scenario `cue-points-pages`). */
  readonly tagsLike?: string;
  /** Unix seconds. */
  readonly updatedAtGreaterThanOrEqual?: number;
}

type CuePointType =
  'annotation.Annotation' | 'codeCuePoint.Code' | 'thumbCuePoint.Thumb' | 'quiz.QUIZ_QUESTION';

/** A filter for cue points of these kinds. */
export const ofTypes = (...types: readonly CuePointType[]): CuePointFilter => ({
  cuePointTypeIn: types.join(','),
});

const filter = (entries: readonly EntryId[], asked: CuePointFilter) => ({
  entryIdIn: entries.join(','),
  ...asked,
});

const QUESTION: CuePointType = 'quiz.QUIZ_QUESTION';
/** The fields of an answer that a question offers: a profile is applied to what is in an object, too. */
const OPTIONAL_ANSWER = ['key', 'text', 'weight', 'isCorrect'] as const;
/** Of all kinds but questions. */
const otherSchema = z.omit(cuePointSchema, {
  ...{ question: true, hint: true, explanation: true, questionType: true, presentationOrder: true },
  ...{ excludeFromScore: true, optionalAnswers: true },
});

/** Of one entry alone: to which each belongs need not be answered. */
const ofOneSchema = z.omit(cuePointSchema, { entryId: true });
const otherOfOneSchema = z.omit(otherSchema, { entryId: true });

/** What such a list answers: the fields of a question only where it may hold one. */
function fieldsFor({ cuePointTypeIn: types = QUESTION }: CuePointFilter, isOfOne: boolean): Param {
  return types.split(',').includes(QUESTION)
    ? fieldsOf(isOfOne ? ofOneSchema : cuePointSchema, OPTIONAL_ANSWER)
    : fieldsOf(isOfOne ? otherOfOneSchema : otherSchema);
}

const answerOf = ([first, ...others]: readonly EntryId[]): Call<Page<CuePoint>>['answer'] =>
  first === undefined || others.length > 0
    ? listOf(cuePointSchema)
    : z.pipe(
        listOf(ofOneSchema),
        z.transform(({ totalCount, objects }) => ({
          totalCount,
          objects: objects.map((cuePoint) => ({ ...cuePoint, entryId: first })),
        })),
      );

/**
 * Reads the database. Of annotations a user sees only its own and public ones; code and thumb cue points are all seen.
 */
export const listCuePoints = (
  entries: readonly EntryId[],
  asked: CuePointFilter,
  page: number,
): Call<Page<CuePoint>> => ({
  service: SERVICE,
  action: 'list',
  params: {
    ...{ filter: filter(entries, asked), pager: pager(page) },
    responseProfile: fieldsFor(asked, entries.length === 1),
  },
  answer: answerOf(entries),
});

/**
 * All cue points of entries of ours, where a copy that this job has made is looked for: each says itself to which it
 * belongs. A server that heeds no filter shows those of other entries, and these are left out.
 */
export const listMadeCuePoints = (entries: readonly EntryId[], page: number): Call<Page<CuePoint>> => {
  const ours = new Set<string>(entries);
  return {
    service: SERVICE,
    action: 'list',
    params: {
      ...{ filter: filter(entries, {}), pager: pager(page) },
      responseProfile: fieldsFor({}, false),
    },
    answer: listOfAsked(cuePointSchema, ({ entryId }) => ours.has(entryId)),
  };
};

/**
 * How many cue points the session sees of these entries, votes and answers included.
 * @param since unix seconds: those alone that were added or changed since then
 */
export const countCuePoints = (entries: readonly EntryId[], since?: number): Call<number> => ({
  service: SERVICE,
  action: 'count',
  params: {
    filter: filter(entries, { ...(since !== undefined && { updatedAtGreaterThanOrEqual: since }) }),
  },
  answer: COUNT,
});

/**
 * Adds a cue point, which belongs to whoever adds it. The server asks for no right on the entry
 * (docs/facts/kaltura-api.md#3-cue-points).
 */
export const addCuePoint = (
  entry: EntryId | ResultToken,
  fields: Readonly<Record<string, Param>>,
): Call<CreatedCuePoint> => ({
  service: SERVICE,
  action: 'add',
  params: { cuePoint: { ...fields, entryId: entry }, responseProfile: fieldsOf(createdSchema) },
  answer: createdSchema,
});

/**
 * Copies a cue point to another entry with all that it has, its author included
 * (docs/facts/kaltura-api.md#3-cue-points: `copiedFrom` is set).
 */
export const cloneCuePoint = (id: string, entry: EntryId | ResultToken): Call<CreatedCuePoint> => ({
  service: SERVICE,
  action: 'clone',
  params: { id, entryId: entry, responseProfile: fieldsOf(createdSchema) },
  answer: createdSchema,
});

/** Deletes one cue point. */
export const deleteCuePoint = (id: string): Call<unknown> => ({
  service: SERVICE,
  action: 'delete',
  params: { id },
  answer: z.unknown(),
});

import * as z from 'zod/mini';
import type { Call, Param } from './call.ts';
import { listOf, type Page, pager } from './entry.ts';
import type { EntryId } from './ids.ts';
import type { ResultToken } from './token.ts';

const text = z._default(z.string(), '');

export const cuePointSchema = z.object({
  id: z.string(),
  objectType: text,
  cuePointType: text,
  startTime: z.optional(z.number()),
  endTime: z.optional(z.number()),
  tags: text,
  code: text,
  text,
  description: text,
  userId: text,
  partnerData: text,
  systemName: text,
  isPublic: z.optional(z.union([z.boolean(), z.number()])),
});
export type CuePoint = z.infer<typeof cuePointSchema>;

const SERVICE = 'cuepoint_cuepoint';

/** Of annotations a user sees only its own and public ones; code and thumb cue points are all seen. */
export const listCuePoints = (entry: EntryId): Call<Page<CuePoint>> => ({
  service: SERVICE,
  action: 'list',
  params: { filter: { objectType: 'KalturaCuePointFilter', entryIdEqual: entry }, pager: pager(1) },
  answer: listOf(cuePointSchema),
});

/** Adds a cue point, which belongs to whoever adds it. The server asks for no right on the entry (facts 1.4). */
export const addCuePoint = (
  entry: EntryId | ResultToken,
  fields: Readonly<Record<string, Param>>,
): Call<CuePoint> => ({
  service: SERVICE,
  action: 'add',
  params: { cuePoint: { ...fields, entryId: entry } },
  answer: cuePointSchema,
});

export const deleteCuePoint = (id: string): Call<unknown> => ({
  service: SERVICE,
  action: 'delete',
  params: { id },
  answer: z.unknown(),
});

import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { listOf, type Page, pager } from './entry.ts';
import type { EntryId } from './ids.ts';

const text = z._default(z.string(), '');

export const cuePointSchema = z.object({
  id: z.string(),
  cuePointType: text,
  tags: text,
  code: text,
  text,
  userId: text,
  partnerData: text,
  isPublic: z.optional(z.union([z.boolean(), z.number()])),
  copiedFrom: z.optional(z.string()),
});
export type CuePoint = z.infer<typeof cuePointSchema>;

/** Of annotations a user sees only its own and public ones; code and thumb cue points are all seen. */
export const listCuePoints = (entry: EntryId): Call<Page<CuePoint>> => ({
  service: 'cuepoint_cuepoint',
  action: 'list',
  params: { filter: { objectType: 'KalturaCuePointFilter', entryIdEqual: entry }, pager: pager(1) },
  answer: listOf(cuePointSchema),
});

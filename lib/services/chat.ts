import * as z from 'zod/mini';
import { failed, type Result, succeeded } from '../kaltura/result.ts';
import type { EntryId } from '../kaltura/ids.ts';
import type { ServiceClient } from './client.ts';

/** An interaction of Chat & Collaboration. Fields that are not known here are kept, and copied. */
export const interactionSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  status: z.enum(['draft', 'scheduled', 'published', 'ended', 'deleted']),
  copiedFrom: z.optional(z.string()),
  content: z.looseObject({}),
});
export type Interaction = z.infer<typeof interactionSchema>;

/** A new one, without an id: what the service is told to make. */
export interface NewInteraction {
  readonly type: string;
  readonly status: 'draft';
  readonly copiedFrom: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface KeyedInteraction {
  /** The same key again makes nothing, and answers what it made first. */
  readonly idempotencyKey: string;
  readonly object: NewInteraction;
}

/** What came of one item: it, or why there is none. */
export type AddedInteraction = Interaction | { readonly code: string };

const listSchema = z.object({ objects: z.array(interactionSchema), totalCount: z.number() });
const addedSchema = z.object({
  objects: z.array(z.union([interactionSchema, z.object({ code: z.string() })])),
});

/** The service's own limits. */
const PAGE = 200;
export const MOST_AT_ONCE = 100;

/** All interactions of a room, whatever their status. */
export async function listInteractions(
  client: ServiceClient,
  room: EntryId,
): Promise<Result<readonly Interaction[]>> {
  const found: Interaction[] = [];
  for (;;) {
    const params = { contextId: room, filter: {}, pager: { offset: found.length, limit: PAGE } };
    const page = await client.call('interaction/list', params, listSchema);
    if (!page.ok) return page;
    found.push(...page.value.objects);
    if (found.length >= page.value.totalCount) return succeeded(found);
    if (page.value.objects.length === 0)
      return failed({ kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined });
  }
}

/** @param items at most `MOST_AT_ONCE`; the answers stand in the same order */
export async function addInteractions(
  client: ServiceClient,
  room: EntryId,
  items: readonly KeyedInteraction[],
): Promise<Result<readonly AddedInteraction[]>> {
  const added = await client.call('interaction/addMany', { contextId: room, items }, addedSchema);
  if (!added.ok) return added;
  return added.value.objects.length === items.length
    ? succeeded(added.value.objects)
    : failed({ kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined });
}

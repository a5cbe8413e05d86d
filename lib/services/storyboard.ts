import * as z from 'zod/mini';
import type { EntryId } from '../kaltura/ids.ts';
import type { Result } from '../kaltura/result.ts';
import type { ServiceClient } from './client.ts';

/** An item of the storyboard that a live room keeps. Fields that are not known here are kept, and copied. */
export const storyboardItemSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  title: z._default(z.string(), ''),
  entryId: z.optional(z.string()),
  attachmentId: z.optional(z.string()),
});
export type StoryboardItem = z.infer<typeof storyboardItemSchema>;

const storyboardSchema = z.object({ version: z.number(), items: z.array(storyboardItemSchema) });
export type Storyboard = z.infer<typeof storyboardSchema>;

export const getStoryboard = (client: ServiceClient, room: EntryId): Promise<Result<Storyboard>> =>
  client.call('storyboard/get', { roomId: room }, storyboardSchema);

/** @param version the one that was read: a stale one is refused for the moment, and nothing is saved */
export const saveStoryboard = (
  client: ServiceClient,
  room: EntryId,
  version: number,
  items: readonly StoryboardItem[],
): Promise<Result<unknown>> => client.call('storyboard/save', { roomId: room, version, items }, z.unknown());

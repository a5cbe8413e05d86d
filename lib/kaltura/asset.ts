import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { listOf, type Page, pager } from './list.ts';
import type { EntryId } from './ids.ts';
import { number, text } from './lenient.ts';
import { fieldsOf } from './response-profile.ts';

export const attachmentSchema = z.object({
  id: z.string(),
  entryId: text,
  filename: text,
  title: text,
  format: text,
  tags: text,
  partnerData: text,
  size: number,
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const thumbnailSchema = z.object({ id: z.string(), entryId: text, tags: text, size: number });
export type Thumbnail = z.infer<typeof thumbnailSchema>;

const filter = (entries: readonly EntryId[]) => ({ entryIdIn: entries.join(',') });

/** Reads the database: complete at once. */
export const listAttachments = (entries: readonly EntryId[], page: number): Call<Page<Attachment>> => ({
  service: 'attachment_attachmentasset',
  action: 'list',
  params: { filter: filter(entries), pager: pager(page), responseProfile: fieldsOf(attachmentSchema) },
  answer: listOf(attachmentSchema),
});

/** Reads the database: complete at once. */
export const listThumbnails = (entries: readonly EntryId[], page: number): Call<Page<Thumbnail>> => ({
  service: 'thumbAsset',
  action: 'list',
  params: { filter: filter(entries), pager: pager(page), responseProfile: fieldsOf(thumbnailSchema) },
  answer: listOf(thumbnailSchema),
});

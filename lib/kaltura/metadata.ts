import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { listOf, type Page, pager } from './entry.ts';
import type { EntryId } from './ids.ts';
import type { ResultToken } from './token.ts';

export const metadataSchema = z.object({
  id: z.number(),
  metadataProfileId: z.number(),
  xml: z._default(z.string(), ''),
});
export type Metadata = z.infer<typeof metadataSchema>;

/** Custom metadata of an entry, one row a profile. Reads the database. */
export const listMetadata = (entry: EntryId | ResultToken): Call<Page<Metadata>> => ({
  service: 'metadata_metadata',
  action: 'list',
  params: {
    filter: { objectType: 'KalturaMetadataFilter', metadataObjectTypeEqual: '1', objectIdEqual: entry },
    pager: pager(1),
  },
  answer: listOf(metadataSchema),
});

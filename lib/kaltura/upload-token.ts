import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { listOf, type Page, pager } from './list.ts';
import { fieldsOf } from './response-profile.ts';
import type { ResultToken } from './token.ts';

/**
 * An upload token without a file: a row in the server's database that only its user sees, and that no page shows. Its
 * list reads the database, never the search index, and a user's session gets its own tokens alone
 * (kaltura/server, api_v3/services/UploadTokenService.php; add and get: recorded scenario `attachment-upload`).
 */
export const uploadTokenSchema = z.object({
  id: z.string(),
  fileName: z._default(z.string(), ''),
});

export type UploadToken = z.infer<typeof uploadTokenSchema>;

/** Of one that is made. */
const createdSchema = z.pick(uploadTokenSchema, { id: true });
export type CreatedToken = z.infer<typeof createdSchema>;

/** A name with a result token at its end, which the server replaces (docs/facts/kaltura-api.md#14-multirequest). */
export const addUploadToken = (fileName: string | ResultToken): Call<CreatedToken> => ({
  service: 'uploadToken',
  action: 'add',
  params: {
    uploadToken: { fileName },
    responseProfile: fieldsOf(createdSchema),
  },
  answer: createdSchema,
});

/** The user's own tokens that are still waiting for a file, the newest first. @param since unix seconds */
export const listUploadTokens = (page = 1): Call<Page<UploadToken>> => ({
  service: 'uploadToken',
  action: 'list',
  params: {
    filter: { statusEqual: 0, orderBy: '-createdAt' },
    pager: pager(page),
    responseProfile: fieldsOf(uploadTokenSchema),
  },
  answer: listOf(uploadTokenSchema),
});

/** Deletes one upload token. */
export const deleteUploadToken = (id: string): Call<unknown> => ({
  service: 'uploadToken',
  action: 'delete',
  params: { uploadTokenId: id },
  answer: z.unknown(),
});

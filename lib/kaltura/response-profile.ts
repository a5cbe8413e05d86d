import type * as z from 'zod/mini';
import type { Param } from './call.ts';

/**
 * Asks the server to answer the fields of this schema and no others: what is read is in one place, so no field that is
 * compared can be missing in the answer. It has to stand in each call of a
 * multirequest (recorded scenario `response-profile`); a service that heeds no profile answers all of its fields, which
 * is as right, and longer.
 * @param inside fields of objects inside these: the server cuts them by the same names
 *   (kaltura/server, plugins/cue_points/quiz/lib/api/KalturaQuestionCuePoint.php, doFromObject)
 */
export const fieldsOf = (schema: z.ZodMiniObject, inside: readonly string[] = []): Param => ({
  objectType: 'KalturaDetachedResponseProfile',
  // INCLUDE_FIELDS
  type: 1,
  fields: [...new Set([...Object.keys(schema.shape), ...inside])]
    .filter((name) => !ALWAYS.has(name))
    .join(','),
});

/** They come with every answer, named or not. */
const ALWAYS: ReadonlySet<string> = new Set(['type', 'objectType']);

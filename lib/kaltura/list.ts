import * as z from 'zod/mini';
import type { Call, Param } from './call.ts';
import { written } from './lenient.ts';

/** Lists of whatever kind: their pages, and what they answer. */

/** The server's cap for a page (recorded scenario `list-page-cap`). */
const PAGE_SIZE = 500;

const answerOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({
    totalCount: z._default(written(z.number()), 0),
    // Nothing at all, or null, is none.
    objects: z.pipe(
      z.optional(z.unknown()),
      z.pipe(
        z.transform((given) => given ?? []),
        z.array(item),
      ),
    ),
  });

const made = new WeakMap<z.ZodMiniType, z.ZodMiniType>();

/** The answer of a list of these. Made once for each: a schema takes longer to make than most answers to read. */
export function listOf<T extends z.ZodMiniType>(item: T): ReturnType<typeof answerOf<T>> {
  const answer = made.get(item) ?? answerOf(item);
  made.set(item, answer);
  // What is kept for a schema was made of it, a line above.
  return answer as ReturnType<typeof answerOf<T>>;
}

/**
 * The answer of a list whose filter the server may not have heeded: what was not asked for is left out. It counts in
 * `totalCount`, so that such a list is not whole.
 */
export const listOfAsked = <T>(item: z.ZodMiniType<T>, isAsked: (object: T) => boolean) =>
  z.pipe(
    listOf(item),
    z.transform(({ totalCount, objects }: Page<T>): Page<T> => ({
      totalCount,
      objects: objects.filter(isAsked),
    })),
  );

/** A page of a list; `totalCount` is of all pages. */
export interface Page<T> {
  readonly totalCount: number;
  readonly objects: T[];
}

/**
 * Which page of a list. Its class is the only one that may stand there, so it goes without saying
 * (docs/facts/kaltura-api.md#14-multirequest).
 * @param index 1-based page number
 */
export const pager = (index: number): Param => ({
  pageSize: PAGE_SIZE,
  ...(index > 1 && { pageIndex: index }),
});

/**
 * A list of which little or nothing is expected, as short as it can be asked for: with all that the server answers, in
 * its own order, on pages of its own size.
 */
export function inShort<T>(call: Call<Page<T>>, page: number): Call<Page<T>> {
  const { filter } = call.params;
  const params = { ...(filter !== undefined && { filter }), ...(page > 1 && { pager: { pageIndex: page } }) };
  return { ...call, params };
}

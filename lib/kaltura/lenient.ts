import * as z from 'zod/mini';

/**
 * Fields of answers as they are read at the border. What is not as documented in one field must not lose the whole
 * list: entries that are years old have numbers as texts, texts as null, ids of an older form.
 */

/** A text; empty where it is null, missing, or no text at all. */
export const text = z.lazy(() => z.catch(z.pipe(z.union([z.string(), z.number()]), z.transform(String)), ''));

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const numeric = z.lazy(() =>
  z.union([z.number(), z.pipe(z.string().check(z.regex(NUMBER)), z.transform(Number))]),
);

/** A number, which may be written as a text; undefined where it is neither. */
export const number = z.lazy(() => z.catch(z.optional(numeric), undefined));

/** A number, 0 where there is none. */
export const count = z.lazy(() => z.catch(numeric, 0));

/** A flag: true, 1 or "1"; undefined where nothing is said. */
export const flag = z.lazy(() =>
  z.catch(
    z.optional(
      z.pipe(
        z.union([z.boolean(), z.number(), z.string()]),
        z.transform((value) => value === true || value === 1 || value === '1'),
      ),
    ),
    undefined,
  ),
);

import * as z from 'zod/mini';

/**
 * Fields of answers as they are read at the border. What is not as documented in one field must not lose the whole
 * list: entries that are years old have numbers as texts, texts as null, ids of an older form.
 */

/**
 * Read by plain code: an answer leaves out most fields, and a schema that fails makes an issue with its message before
 * what is in its place is taken (a third of the time that a clone's answers took to be read).
 */
const read = <T>(value: (given: unknown) => T) =>
  z.lazy(() => z.pipe(z.optional(z.unknown()), z.transform(value)));

/** The same of a field that an answer may leave out. */
const readOptional = <T>(value: (given: unknown) => T | undefined) =>
  z.lazy(() => z.optional(z.pipe(z.unknown(), z.transform(value))));

/** A text; empty where it is null, missing, or no text at all. */
export const text = read((given) =>
  typeof given === 'string' ? given : Number.isFinite(given) ? String(given) : '',
);

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const numeric = (given: unknown): number | undefined => {
  const value = typeof given === 'string' && NUMBER.test(given) ? Number(given) : given;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/** What must be a number, of whatever kind, and may be written as a text. */
export const written = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.transform((given: unknown) =>
      typeof given === 'string' && NUMBER.test(given) ? Number(given) : given,
    ),
    schema,
  );

/** A number, which may be written as a text; undefined where it is neither. */
export const number = readOptional(numeric);

/** A number, 0 where there is none. */
export const count = read((given) => numeric(given) ?? 0);

/** A flag: true, 1 or "1"; undefined where nothing is said. */
export const flag = readOptional((given) =>
  typeof given === 'boolean' || typeof given === 'string' || Number.isFinite(given)
    ? given === true || given === 1 || given === '1'
    : undefined,
);

import * as z from 'zod/mini';
import type { MoodleResult } from './port.ts';

/** What the script in a page answers, parsed: it stands in a page that is not trusted. */

const text = z.lazy(() => z.string().check(z.maxLength(20_000)));
const id = z.lazy(() => z.number().check(z.int()));

export const hello = z.lazy(() => z.object({ signedIn: z.boolean() }));

export const course = z.lazy(() =>
  z
    .array(
      z.object({
        cmid: id,
        name: text,
        module: z.string().check(z.maxLength(40)),
        sectionId: id,
        visible: z.boolean(),
      }),
    )
    .check(z.maxLength(5_000)),
);

const entry = z.lazy(() => z.string().check(z.regex(/^\d+_[0-9a-z]{8,}$/), z.maxLength(64)));

export const settings = z.lazy(() =>
  z.object({
    name: text,
    module: z.string().check(z.maxLength(40)),
    visible: z.boolean(),
    entry: z.optional(z.object({ id: entry, field: z.enum(['parameters', 'address', 'video']) })),
    frozen: z.optional(z.boolean()),
  }),
);

export const launch = z.lazy(() => z.object({ toolUrl: text, entryId: z.optional(entry) }));

export const duplicated = z.lazy(() => z.object({ cmid: z.optional(id.check(z.positive())) }));

/** What the form that was written tells of the activity. */
export const written = z.lazy(() =>
  z.object({ keepsGrouping: z.boolean(), additional: z.optional(z.boolean()) }),
);

export const done = z.literal(true);

const failure = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('signedOut') }),
    z.object({ kind: z.literal('refused'), code: text }),
    z.object({ kind: z.literal('notThere') }),
    z.object({ kind: z.literal('unexpected') }),
    z.object({ kind: z.literal('lost') }),
  ]),
);

/** The answer; anything that is none is a lost one. */
export function parseAnswer<T>(value: unknown, schema: z.ZodMiniType<T>): MoodleResult<T> {
  const succeeded = z.object({ ok: z.literal(true), value: schema });
  const failed = z.object({ ok: z.literal(false), failure });
  const parsed = z.union([succeeded, failed]).safeParse(value);
  return parsed.success ? parsed.data : { ok: false, failure: { kind: 'lost' } };
}

import * as z from 'zod/mini';
import type { MoodleResult } from './port.ts';

/** What the script in a page answers, parsed: it stands in a page that is not trusted. */

const text = z.string().check(z.maxLength(20_000));
const id = z.number().check(z.int());

export const hello = z.object({ signedIn: z.boolean() });

export const course = z
  .array(z.object({ cmid: id, name: text, module: text, sectionId: id, visible: z.boolean() }))
  .check(z.maxLength(5_000));

export const settings = z.object({ name: text, visible: z.boolean(), entryId: z.optional(text) });

export const launch = z.object({ toolUrl: text, entryId: z.optional(text) });

export const anything = z.unknown();

const failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedOut') }),
  z.object({ kind: z.literal('refused'), code: text }),
  z.object({ kind: z.literal('notThere') }),
  z.object({ kind: z.literal('unexpected') }),
  z.object({ kind: z.literal('lost') }),
]);

/** The answer; anything that is none is a lost one. */
export function parseAnswer<T>(value: unknown, schema: z.ZodMiniType<T>): MoodleResult<T> {
  const succeeded = z.object({ ok: z.literal(true), value: schema });
  const failed = z.object({ ok: z.literal(false), failure });
  const parsed = z.union([succeeded, failed]).safeParse(value);
  return parsed.success ? parsed.data : { ok: false, failure: { kind: 'lost' } };
}

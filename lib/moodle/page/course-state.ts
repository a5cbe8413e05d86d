import * as z from 'zod/mini';
import type { CourseState } from '../port.ts';

/**
 * The course editor's state, and its changes, as its services answer them: JSON in a text
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */

/** Ids are texts or numbers, by version. */
const id = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((value) => Number(value)),
);
const state = z.object({
  section: z.array(z.object({ cmlist: z.optional(z.array(id)) })),
  cm: z.array(
    z.object({
      id,
      name: z.string(),
      module: z.string(),
      sectionid: id,
      visible: z.optional(z.unknown()),
    }),
  ),
});
const updates = z.array(
  z.object({ name: z.string(), action: z.string(), fields: z.optional(z.object({ id: z.optional(id) })) }),
);

/** A course of Moodle's has some hundreds of activities at most: more of them is not read. */
const MOST_ACTIVITIES = 5_000;

/** The activities of a course, from the JSON text of `core_courseformat_get_state`; undefined for anything else. */
export function readState(data: unknown): CourseState | undefined {
  const read = state.safeParse(parseJson(data)).data;
  if (!read || read.cm.length > MOST_ACTIVITIES) return undefined;
  const byId = new Map(read.cm.map((cm) => [cm.id, cm]));
  return read.section.flatMap(({ cmlist = [] }) =>
    cmlist.flatMap((cmid) => {
      const cm = byId.get(cmid);
      if (!cm) return [];
      const { name, module, sectionid, visible } = cm;
      return [{ cmid, name, module, sectionId: sectionid, visible: visible === true }];
    }),
  );
}

/**
 * The activity that a change made, from what `core_courseformat_update_course` answers: the one that it puts into the
 * state and that was not known before. Undefined where there is none, or more than one.
 */
export function createdIn(data: unknown, known: readonly number[]): number | undefined {
  const read = updates.safeParse(parseJson(data)).data ?? [];
  const made = read.flatMap(({ name, action, fields }) =>
    name === 'cm' && action !== 'remove' && fields?.id !== undefined && !known.includes(fields.id)
      ? [fields.id]
      : [],
  );
  const [first, ...others] = new Set(made);
  return others.length === 0 ? first : undefined;
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

import * as z from 'zod/mini';
import type { EntryId } from '../kaltura/ids.ts';
import { MOST_COEDITORS } from '../room/people/coeditors.ts';
import { MOST_GALLERIES } from '../room/gallery.ts';
import { type Choice, CHOICES } from '../room/choice.ts';
import type { NameRules } from './names.ts';
import { roomReference } from './room-reference.ts';

/** Counts up when a plan file comes to mean something else. Documented in `docs/plan.md`. */
export const PLAN_VERSION = 1;
/** More than any account has rooms of one person; a file may hold no more. */
export const MOST_LINES = 10_000;
export const MOST_COPIES = 20;

/** Which rooms are cloned, and how the clones are named. Holds no session and names no server. */
export interface Plan {
  readonly names: NameRules;
  /** Galleries by their ids, to which each clone is published. */
  readonly publishTo: readonly number[];
  /** Whom the teacher chose: in each clone they have the right that they have in its original, if they have one. */
  readonly coeditors: readonly string[];
  readonly lines: readonly PlanLine[];
}

/** A line of the plan's `rooms`, by its number from 1: a room to clone, or why it is none. */
export type PlanLine =
  | { readonly kind: 'room'; readonly line: number; readonly room: PlannedRoom }
  | { readonly kind: 'refused'; readonly line: number; readonly fault: LineFault };

export interface PlannedRoom {
  readonly entryId: EntryId;
  readonly copies: number;
  readonly leaveOut: readonly Choice[];
}

export type LineFault =
  /** It is neither a text nor an object with a text `room`, or a field of it is not as documented. */
  | { readonly code: 'unreadable'; readonly field: string }
  /** The text is no entry id and no link to an entry's page. */
  | { readonly code: 'noReference' }
  /** An earlier line names the same room. */
  | { readonly code: 'repeated'; readonly earlier: number };

/** Why a file is no plan at all. */
export type PlanFault =
  | { readonly code: 'notJson' | 'tooManyLines' }
  | { readonly code: 'otherVersion'; readonly version: number }
  | { readonly code: 'unreadable'; readonly field: string };

const replacement = z.lazy(() =>
  z.strictObject({ find: z.string().check(z.minLength(1)), with: z.string() }),
);
export const nameRulesSchema = z.lazy(() =>
  z.strictObject({
    pattern: z.string().check(z.minLength(1)),
    term: z._default(z.string(), ''),
    year: z._default(z.string(), ''),
    replace: z._default(z.array(replacement), []),
  }),
);
/** A comma ends an id in the server's lists. */
const person = z.lazy(() => z.string().check(z.minLength(1), z.maxLength(300), z.regex(/^[^,]+$/)));
export const coeditorsSchema = z.lazy(() =>
  z.array(person).check(
    z.maxLength(MOST_COEDITORS),
    z.refine((ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length),
  ),
);
const headSchema = z.lazy(() =>
  z.strictObject({
    version: z.literal(PLAN_VERSION),
    names: nameRulesSchema,
    publishTo: z._default(
      z.array(z.int().check(z.positive())).check(
        z.maxLength(MOST_GALLERIES),
        z.refine((ids) => new Set(ids).size === ids.length),
      ),
      [],
    ),
    coeditors: z._default(coeditorsSchema, []),
    rooms: z.array(z.unknown()),
  }),
);

/** Strict: a field that is not understood may change what the line means, so the line does not run without it. */
const lineSchema = z.lazy(() =>
  z.strictObject({
    room: z.string(),
    copies: z._default(z.int().check(z.minimum(1), z.maximum(MOST_COPIES)), 1),
    leaveOut: z._default(z.array(z.enum(CHOICES)), []),
  }),
);

const versionSchema = z.lazy(() => z.object({ version: z.number() }));

/** Reads a plan file. What is wrong with one line is said of that line, and the others run. */
export function readPlan(
  text: string,
): { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly fault: PlanFault } {
  const json = jsonOf(text);
  if (json === undefined) return { ok: false, fault: { code: 'notJson' } };
  const version = versionSchema.safeParse(json).data?.version;
  if (version !== undefined && version !== PLAN_VERSION)
    return { ok: false, fault: { code: 'otherVersion', version } };
  const head = headSchema.safeParse(json);
  if (!head.success) return { ok: false, fault: { code: 'unreadable', field: fieldOf(head.error) } };
  const { names, publishTo, coeditors, rooms } = head.data;
  if (rooms.length > MOST_LINES) return { ok: false, fault: { code: 'tooManyLines' } };
  return { ok: true, plan: { names, publishTo, coeditors, lines: readLines(rooms) } };
}

/** The lines of a plan, or of a pasted list: each room once, at the first line that names it. */
export function readLines(lines: readonly unknown[]): readonly PlanLine[] {
  const seen = new Map<EntryId, number>();
  return lines.map((raw, index): PlanLine => {
    const line = index + 1;
    const refused = (fault: LineFault): PlanLine => ({ kind: 'refused', line, fault });
    const parsed = lineSchema.safeParse(typeof raw === 'string' ? { room: raw } : raw);
    if (!parsed.success) return refused({ code: 'unreadable', field: fieldOf(parsed.error) });
    const { room, copies, leaveOut } = parsed.data;
    const id = roomReference(room);
    if (!id) return refused({ code: 'noReference' });
    const earlier = seen.get(id);
    if (earlier !== undefined) return refused({ code: 'repeated', earlier });
    seen.set(id, line);
    return { kind: 'room', line, room: { entryId: id, copies, leaveOut } };
  });
}

function jsonOf(text: string): unknown {
  try {
    // Editors put a byte order mark before it, which JSON does not know.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** The first field that is not as documented, by its path: `names.pattern`; empty for the whole. */
function fieldOf({ issues: [issue] }: z.core.$ZodError): string {
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...(issue?.path ?? []), ...unknown].map(String).join('.').slice(0, 80);
}

/** A plan as a file. What has its usual value is left out. */
export function writePlan(
  names: NameRules,
  rooms: readonly { readonly room: string; readonly copies: number; readonly leaveOut: readonly Choice[] }[],
  { publishTo, coeditors }: Pick<Plan, 'publishTo' | 'coeditors'> = { publishTo: [], coeditors: [] },
): string {
  const lines = rooms.map(({ room, copies, leaveOut }) =>
    copies === 1 && leaveOut.length === 0
      ? room
      : { room, ...(copies !== 1 && { copies }), ...(leaveOut.length > 0 && { leaveOut }) },
  );
  const where = {
    ...(publishTo.length > 0 && { publishTo }),
    ...(coeditors.length > 0 && { coeditors }),
  };
  return `${JSON.stringify({ version: PLAN_VERSION, names, ...where, rooms: lines }, undefined, 2)}\n`;
}

import * as z from 'zod/mini';
import type { HandedSession } from '../pages/sessions/page-globals.ts';
import type { FrameCheck } from '../pages/page-check.ts';
import { handedSessions, parsePageDescription } from './inbound.ts';
import type { FrameStructure } from '../pages/structure.ts';
import type { PageDescription } from './messages.ts';

/** What `entrypoints/page-check.ts` answers for a frame. */
export interface CheckedFrame {
  readonly frame: FrameCheck;
  /** What our script in the frame says; undefined where it is not there. */
  readonly shown: PageDescription | undefined;
  /** For the background alone. */
  readonly sessions: readonly HandedSession[];
}

const id = z.lazy(() => z.string().check(z.maxLength(64)));
const host = z.lazy(() => z.string().check(z.maxLength(300)));
const entry = z.lazy(() => z.optional(id));

const evidence = z.lazy(() =>
  z.object({
    inMenu: z.boolean(),
    choices: z.boolean(),
    edits: z.array(id),
    pageMenu: z.boolean(),
    otherPurpose: z.boolean(),
    ofSite: z.boolean(),
    row: entry,
    besideTitle: z.boolean(),
    own: entry,
    dots: z.boolean(),
    pencil: z.boolean(),
  }),
);

const checked = z.lazy(() =>
  z.object({
    frame: z.object({
      host,
      address: z.string().check(z.maxLength(1000)),
      kind: z.enum(['moodle', 'theming', 'classic', 'other']),
      own: entry,
      entries: z.array(id),
      menus: z.array(z.object({ open: z.boolean(), entryId: entry, because: z.string(), evidence })),
      itemsInMenus: z.number(),
      itemsElsewhere: z.number(),
      native: z.boolean(),
      frameHosts: z.array(host),
    }),
    shown: z.unknown(),
    sessions: handedSessions,
  }),
);

/** What a frame's check says, or undefined for anything else: the page around it is not trusted. */
export function parseCheckedFrame(value: unknown): CheckedFrame | undefined {
  const { data } = checked.safeParse(value);
  // `because` is a rule's name, and no rule reads it: whatever it is, it is shown.
  return data && ({ ...data, shown: parsePageDescription(data.shown) } as CheckedFrame);
}

const structure = z.lazy(() =>
  z.object({
    path: z.string().check(z.maxLength(2000)),
    own: z.catch(entry, undefined),
    html: z.string(),
    isCut: z.boolean(),
  }),
);

/** How a frame's page is built, as `entrypoints/page-structure.ts` answers; nothing for anything else. */
export function parseFrameStructure(value: unknown): FrameStructure[] {
  const { data } = structure.safeParse(value);
  return data ? [{ ...data, own: data.own }] : [];
}

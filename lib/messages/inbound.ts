import * as z from 'zod/mini';
import { CHOICES } from '../room/choice.ts';
import { MOST_GALLERIES } from '../room/gallery.ts';
import type { Activity } from '../room/activity.ts';
import { coeditorsSchema, MOST_COPIES, MOST_LINES, nameRulesSchema as names } from '../plan/plan.ts';
import type { Settings } from '../settings/settings.ts';
import type {
  CourseRoom,
  DialogUplink,
  Draft,
  PageDescription,
  PageMessage,
  PanelMessage,
} from './messages.ts';

/** Messages are parsed where they arrive: what a page or a script in it sends is not trusted. */

const id = z.lazy(() => z.string().check(z.maxLength(64)));
const text = z.lazy(() => z.string().check(z.maxLength(100_000)));

const handedSession = z.lazy(() =>
  z.object({
    ks: z.string().check(z.minLength(1), z.maxLength(4096)),
    // Parsed by `placedSessions`, which knows their forms.
    partnerId: z.optional(z.unknown()),
    serviceUrl: z.optional(z.unknown()),
    players: z.optional(z.array(z.string().check(z.maxLength(2048))).check(z.maxLength(20))),
  }),
);
/** The right ones of so many items: anybody can put a wrong one into a page, and it takes nothing from the others. */
const rightOnes = <T>(item: z.ZodMiniType<T>, most: number) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((items) =>
      items.slice(0, most).flatMap((one) => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
    ),
  );

export const handedSessions = z.lazy(() => rightOnes(handedSession, 20));

/** A page of KAF's is some hundred thousand characters. */
const LONGEST_SCRIPTS = 5_000_000;
const pageScripts = z.lazy(() =>
  z
    .object({ codes: z.array(z.string()), players: rightOnes(z.string().check(z.maxLength(2048)), 20) })
    .check(z.refine(({ codes }) => codes.reduce((sum, code) => sum + code.length, 0) <= LONGEST_SCRIPTS)),
);

const pageDescription = z.lazy(() =>
  z.object({
    hasEntries: z.boolean(),
    hasSession: z.boolean(),
    isGallery: z.boolean(),
    own: z.optional(id),
    asking: z.optional(z.boolean()),
    unanswered: z.optional(z.boolean()),
    native: z.optional(z.boolean()),
    rooms: rightOnes(
      z.object({ entryId: id, name: text, right: z.boolean(), cmid: z.optional(z.number()) }),
      5000,
    ),
  }),
);

const address = z.lazy(() => z.string().check(z.maxLength(300)));
const count = z.lazy(() => z.number().check(z.int(), z.positive()));
const activity = z.lazy(() =>
  z.object({
    base: address,
    courseId: count,
    cmid: count,
    module: z.string().check(z.maxLength(40)),
    name: text,
  }),
);

const PAGE_MESSAGES = {
  'rooms.seen': () =>
    z.object({
      type: z.literal('rooms.seen'),
      entryIds: rightOnes(id, 200),
      sessions: handedSessions,
      language: z.string().check(z.maxLength(20)),
      remembered: z.optional(z.boolean()),
    }),
  'scripts.seen': () => z.object({ type: z.literal('scripts.seen'), scripts: pageScripts }),
  'items.wanted': () => z.object({ type: z.literal('items.wanted') }),
  'moodle.seen': () => z.object({ type: z.literal('moodle.seen') }),
  'moodle.hello': () => z.object({ type: z.literal('moodle.hello'), base: address }),
  'dialog.likely': () => z.object({ type: z.literal('dialog.likely') }),
  'clone.clicked': () =>
    z.object({
      type: z.literal('clone.clicked'),
      entryId: id,
      name: z.optional(text),
      sessions: handedSessions,
      parentOrigin: z.optional(z.string().check(z.maxLength(300))),
      activity: z.optional(activity),
    }),
  'dialog.closed': () => z.object({ type: z.literal('dialog.closed'), ticket: id }),
  'banner.openRoom': () => z.object({ type: z.literal('banner.openRoom'), jobId: id }),
  'banner.details': () => z.object({ type: z.literal('banner.details'), jobId: id }),
  'site.signedOut': () => z.object({ type: z.literal('site.signedOut') }),
  'site.mayWork': () => z.object({ type: z.literal('site.mayWork') }),
};

const texts = z.lazy(() => z.object({ name: text, description: text, tags: text }));

const decision = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('thisOne'), room: id }),
    z.object({ kind: z.literal('cloneAgain') }),
    z.object({ kind: z.literal('leave') }),
  ]),
);

const draft = z.lazy(() =>
  z.object({
    texts,
    leaveOut: z.array(z.enum(CHOICES)).check(z.maxLength(CHOICES.length)),
    copyActivity: z.boolean(),
  }),
);

const dialogMessage = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('save'),
      texts,
      leaveOut: z.array(z.enum(CHOICES)).check(z.maxLength(CHOICES.length)),
      copyActivity: z.boolean(),
    }),
    z.object({ type: z.literal('undo'), confirmed: z.boolean() }),
    z.object({ type: z.literal('keep') }),
    z.object({ type: z.literal('decide'), about: z.number(), decision }),
    z.object({ type: z.literal('draft'), draft }),
    z.object({ type: z.literal('draft.discard') }),
    z.object({ type: z.literal('earlier.show'), jobId: id }),
    z.object({ type: z.literal('retry') }),
    z.object({ type: z.literal('room.open'), candidate: z.optional(id) }),
    z.object({ type: z.literal('close') }),
  ]),
);

const DIALOG_UPLINKS = {
  hello: () => z.object({ type: z.literal('hello'), ticket: id }),
  request: () => z.object({ type: z.literal('request'), n: z.number(), message: dialogMessage }),
};

const account = z.lazy(() =>
  z.object({ url: address, partnerId: count, user: z.string().check(z.maxLength(300)) }),
);

/** So many entries are asked about in one request. */
const MOST_CHECKED = 100;

/** So many rooms are looked into for one message: each is a request of its own. */
const MOST_COUNTED = 8;

const batchRoom = z.lazy(() =>
  z.object({
    entryId: id,
    name: text,
    copies: count.check(z.maximum(MOST_COPIES)),
    leaveOut: z.array(z.enum(CHOICES)).check(z.maxLength(CHOICES.length)),
    activity: z.optional(activity),
  }),
);

const PANEL_MESSAGES = {
  'page.describe': () => z.object({ type: z.literal('page.describe'), tabId: z.number() }),
  'page.clone': () =>
    z.object({
      type: z.literal('page.clone'),
      tabId: z.number(),
      frameId: z.number(),
      entryId: id,
      cmid: z.optional(z.number()),
    }),
  'jobs.list': () => z.object({ type: z.literal('jobs.list'), most: count, mostBatches: count }),
  'job.open': () => z.object({ type: z.literal('job.open'), jobId: id, candidate: z.optional(id) }),
  'job.show': () => z.object({ type: z.literal('job.show'), jobId: id }),
  'job.retry': () => z.object({ type: z.literal('job.retry'), jobId: id }),
  'job.undo': () => z.object({ type: z.literal('job.undo'), jobId: id, confirmed: z.boolean() }),
  'job.decide': () => z.object({ type: z.literal('job.decide'), jobId: id, about: z.number(), decision }),
  'rooms.accounts': () => z.object({ type: z.literal('rooms.accounts') }),
  'rooms.list': () =>
    z.object({
      type: z.literal('rooms.list'),
      account,
      which: z.enum(['own', 'edited']),
      page: count.check(z.maximum(1_000)),
    }),
  'rooms.check': () =>
    z.object({
      type: z.literal('rooms.check'),
      account,
      entryIds: z.array(id).check(z.maxLength(MOST_CHECKED)),
    }),
  'batch.start': () =>
    z.object({
      type: z.literal('batch.start'),
      account,
      names,
      rooms: z.array(batchRoom).check(z.maxLength(MOST_LINES)),
      publishTo: z.array(count).check(z.maxLength(MOST_GALLERIES)),
      coeditors: coeditorsSchema,
    }),
  'rooms.galleries': () => z.object({ type: z.literal('rooms.galleries'), account }),
  'rooms.course': () => z.object({ type: z.literal('rooms.course'), tabId: z.number().check(z.int()) }),
  'rooms.inside': () =>
    z.object({
      type: z.literal('rooms.inside'),
      account,
      entryIds: z.array(id).check(z.maxLength(MOST_COUNTED)),
    }),
  'batch.list': () => z.object({ type: z.literal('batch.list') }),
  'batch.read': () => z.object({ type: z.literal('batch.read'), batchId: id }),
  'batch.want': () =>
    z.object({
      type: z.literal('batch.want'),
      batchId: id,
      wish: z.enum(['pause', 'resume', 'retry', 'cancel', 'undo']),
    }),
  'settings.read': () => z.object({ type: z.literal('settings.read') }),
  // Field by field, where they are stored: one that is wrong must not spoil the others, and is named.
  'settings.write': () =>
    z.object({
      type: z.literal('settings.write'),
      changes: z.pipe(
        z.record(z.string(), z.unknown()),
        z.transform((changes) => changes as Partial<Settings>), // the store parses each
      ),
    }),
  'settings.reset': () => z.object({ type: z.literal('settings.reset') }),
  'sites.list': () => z.object({ type: z.literal('sites.list') }),
  'site.offer': () => z.object({ type: z.literal('site.offer'), tabId: z.number().check(z.int()) }),
  'site.name': () =>
    z.object({
      type: z.literal('site.name'),
      services: z.array(address).check(z.maxLength(10)),
    }),
  'site.forget': () =>
    z.object({
      type: z.literal('site.forget'),
      patterns: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(100)),
    }),
  'diagnostics.read': () => z.object({ type: z.literal('diagnostics.read') }),
  'account.check': () => z.object({ type: z.literal('account.check') }),
  'page.check': () => z.object({ type: z.literal('page.check'), tabId: z.number() }),
  'page.structure': () => z.object({ type: z.literal('page.structure'), tabId: z.number() }),
};

/**
 * Parses messages that are told apart by their `type`. The schema of a type is made when one of it comes: a worker that
 * was just started has a teacher waiting for the first one.
 */
function oneOf<Kinds extends Readonly<Record<string, () => z.ZodMiniType>>>(
  kinds: Kinds,
): (value: unknown) => z.infer<ReturnType<Kinds[keyof Kinds]>> | undefined {
  const made = new Map<string, z.ZodMiniType>();
  return (value) => {
    // Of any object its property may be asked for.
    const { type } = (typeof value === 'object' && value !== null ? value : {}) as { type?: unknown };
    if (typeof type !== 'string' || !Object.hasOwn(kinds, type)) return undefined;
    const schema = made.get(type) ?? kinds[type]?.();
    if (!schema) return undefined;
    made.set(type, schema);
    // Parsed by the schema of its own type.
    return schema.safeParse(value).data as z.infer<ReturnType<Kinds[keyof Kinds]>> | undefined;
  };
}

const pageMessage = oneOf(PAGE_MESSAGES);
const dialogUplink = oneOf(DIALOG_UPLINKS);
const panelMessage = oneOf(PANEL_MESSAGES);

/** What a frame says that it shows. */
export const parsePageDescription = (value: unknown): PageDescription | undefined =>
  pageDescription.safeParse(value).data;

/** What is typed and not saved, as it was kept. */
export const parseDraft = (value: unknown): Draft | undefined => draft.safeParse(value).data;

/** What a page of Moodle says which activity it is. */
export const parseActivity = (value: unknown): Activity | undefined => activity.safeParse(value).data;

const courseRooms = z.lazy(() => rightOnes(z.object({ entryId: id, activity }), 5000));
/** What a page of Moodle says which activities of its course open which rooms. */
export const parseCourseRooms = (value: unknown): readonly CourseRoom[] =>
  courseRooms.safeParse(value).data ?? [];

/** The message, or undefined for anything else. */
export const parsePageMessage = (value: unknown): PageMessage | undefined =>
  withoutUndefined(pageMessage(value));
/** A message of our own window; undefined for what is none. */
export const parseDialogUplink = (value: unknown): DialogUplink | undefined => dialogUplink(value);
/** A message of one of our own pages; undefined for what is none. */
export const parsePanelMessage = (value: unknown): PanelMessage | undefined => panelMessage(value);

/** An optional field that is not there is not there, rather than undefined. */
function withoutUndefined(message: ReturnType<typeof pageMessage>): PageMessage | undefined {
  // Nothing but the fields that are undefined is left out: what is left is as the types say.
  return (
    message &&
    (Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined)) as PageMessage)
  );
}

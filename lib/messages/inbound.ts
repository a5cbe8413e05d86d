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

const id = z.string().check(z.maxLength(64));
const text = z.string().check(z.maxLength(100_000));

const handedSession = z.object({
  ks: z.string().check(z.minLength(1), z.maxLength(4096)),
  // Parsed by `placedSessions`, which knows their forms.
  partnerId: z.optional(z.unknown()),
  serviceUrl: z.optional(z.unknown()),
  players: z.optional(z.array(z.string().check(z.maxLength(2048))).check(z.maxLength(20))),
});
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

export const handedSessions = rightOnes(handedSession, 20);

/** A page of KAF's is some hundred thousand characters. */
const LONGEST_SCRIPTS = 5_000_000;
const pageScripts = z
  .object({ codes: z.array(z.string()), players: rightOnes(z.string().check(z.maxLength(2048)), 20) })
  .check(z.refine(({ codes }) => codes.reduce((sum, code) => sum + code.length, 0) <= LONGEST_SCRIPTS));

const pageDescription = z.object({
  hasEntries: z.boolean(),
  hasSession: z.boolean(),
  isGallery: z.boolean(),
  pending: z.optional(z.boolean()),
  own: z.optional(id),
  asking: z.optional(z.boolean()),
  unanswered: z.optional(z.boolean()),
  native: z.optional(z.boolean()),
  rooms: rightOnes(
    z.object({ entryId: id, name: text, right: z.boolean(), cmid: z.optional(z.number()) }),
    5000,
  ),
});

const address = z.string().check(z.maxLength(300));
const count = z.number().check(z.int(), z.positive());
const activity = z.object({
  base: address,
  courseId: count,
  cmid: count,
  module: z.string().check(z.maxLength(40)),
  name: text,
});

const pageMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('rooms.seen'),
    entryIds: rightOnes(id, 200),
    sessions: handedSessions,
    language: z.string().check(z.maxLength(20)),
    remembered: z.optional(z.boolean()),
  }),
  z.object({ type: z.literal('scripts.seen'), scripts: pageScripts }),
  z.object({ type: z.literal('items.wanted') }),
  z.object({ type: z.literal('description.wanted') }),
  z.object({ type: z.literal('moodle.seen') }),
  z.object({ type: z.literal('moodle.hello'), base: address }),
  z.object({ type: z.literal('page.described'), page: pageDescription }),
  z.object({ type: z.literal('dialog.likely') }),
  z.object({
    type: z.literal('clone.clicked'),
    entryId: id,
    name: z.optional(text),
    sessions: handedSessions,
    parentOrigin: z.optional(z.string().check(z.maxLength(300))),
    activity: z.optional(activity),
  }),
  z.object({ type: z.literal('dialog.closed'), ticket: id }),
  z.object({ type: z.literal('banner.openRoom'), jobId: id }),
  z.object({ type: z.literal('banner.details'), jobId: id }),
  z.object({ type: z.literal('site.signedOut') }),
  z.object({ type: z.literal('site.mayWork') }),
]);

const texts = z.object({ name: text, description: text, tags: text });

const decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('thisOne'), room: id }),
  z.object({ kind: z.literal('cloneAgain') }),
  z.object({ kind: z.literal('leave') }),
]);

const draft = z.object({
  texts,
  leaveOut: z.array(z.enum(CHOICES)).check(z.maxLength(CHOICES.length)),
  copyActivity: z.boolean(),
});

const dialogMessage = z.discriminatedUnion('type', [
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
]);

const dialogUplink = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), ticket: id }),
  z.object({ type: z.literal('request'), n: z.number(), message: dialogMessage }),
]);

const account = z.object({ url: address, partnerId: count, user: z.string().check(z.maxLength(300)) });

/** So many entries are asked about in one request. */
const MOST_CHECKED = 100;

/** So many rooms are looked into for one message: each is a request of its own. */
const MOST_COUNTED = 8;

const batchRoom = z.object({
  entryId: id,
  name: text,
  copies: count.check(z.maximum(MOST_COPIES)),
  leaveOut: z.array(z.enum(CHOICES)).check(z.maxLength(CHOICES.length)),
  activity: z.optional(activity),
});

const panelMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('page.describe'), tabId: z.number() }),
  z.object({
    type: z.literal('page.clone'),
    tabId: z.number(),
    frameId: z.number(),
    entryId: id,
    cmid: z.optional(z.number()),
  }),
  z.object({ type: z.literal('jobs.list') }),
  z.object({ type: z.literal('job.open'), jobId: id, candidate: z.optional(id) }),
  z.object({ type: z.literal('job.show'), jobId: id }),
  z.object({ type: z.literal('job.retry'), jobId: id }),
  z.object({ type: z.literal('job.undo'), jobId: id, confirmed: z.boolean() }),
  z.object({ type: z.literal('job.decide'), jobId: id, about: z.number(), decision }),
  z.object({ type: z.literal('rooms.accounts') }),
  z.object({
    type: z.literal('rooms.list'),
    account,
    which: z.enum(['own', 'edited']),
    page: count.check(z.maximum(1_000)),
  }),
  z.object({
    type: z.literal('rooms.check'),
    account,
    entryIds: z.array(id).check(z.maxLength(MOST_CHECKED)),
  }),
  z.object({
    type: z.literal('batch.start'),
    account,
    names,
    rooms: z.array(batchRoom).check(z.maxLength(MOST_LINES)),
    publishTo: z.array(count).check(z.maxLength(MOST_GALLERIES)),
    coeditors: coeditorsSchema,
  }),
  z.object({ type: z.literal('rooms.galleries'), account }),
  z.object({ type: z.literal('rooms.course'), tabId: z.number().check(z.int()) }),
  z.object({
    type: z.literal('rooms.inside'),
    account,
    entryIds: z.array(id).check(z.maxLength(MOST_COUNTED)),
  }),
  z.object({ type: z.literal('batch.list') }),
  z.object({ type: z.literal('batch.read'), batchId: id }),
  z.object({
    type: z.literal('batch.want'),
    batchId: id,
    wish: z.enum(['pause', 'resume', 'retry', 'cancel', 'undo']),
  }),
  z.object({ type: z.literal('settings.read') }),
  // Field by field, where they are stored: one that is wrong must not spoil the others, and is named.
  z.object({
    type: z.literal('settings.write'),
    changes: z.pipe(
      z.record(z.string(), z.unknown()),
      z.transform((changes) => changes as Partial<Settings>), // the store parses each
    ),
  }),
  z.object({ type: z.literal('settings.reset') }),
  z.object({ type: z.literal('sites.list') }),
  z.object({ type: z.literal('site.offer'), tabId: z.number().check(z.int()) }),
  z.object({
    type: z.literal('site.name'),
    services: z.array(address).check(z.maxLength(10)),
  }),
  z.object({
    type: z.literal('site.forget'),
    patterns: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(100)),
  }),
  z.object({ type: z.literal('diagnostics.read') }),
  z.object({ type: z.literal('account.check') }),
  z.object({ type: z.literal('page.check'), tabId: z.number() }),
  z.object({ type: z.literal('page.structure'), tabId: z.number() }),
]);

/** What a frame says that it shows. */
export const parsePageDescription = (value: unknown): PageDescription | undefined =>
  pageDescription.safeParse(value).data;

export const parseDraft = (value: unknown): Draft | undefined => draft.safeParse(value).data;

/** What a page of Moodle says which activity it is. */
export const parseActivity = (value: unknown): Activity | undefined => activity.safeParse(value).data;

const courseRooms = rightOnes(z.object({ entryId: id, activity }), 5000);
/** What a page of Moodle says which activities of its course open which rooms. */
export const parseCourseRooms = (value: unknown): readonly CourseRoom[] =>
  courseRooms.safeParse(value).data ?? [];

/** The message, or undefined for anything else. */
export const parsePageMessage = (value: unknown): PageMessage | undefined =>
  withoutUndefined(pageMessage.safeParse(value).data);
export const parseDialogUplink = (value: unknown): DialogUplink | undefined =>
  dialogUplink.safeParse(value).data;
export const parsePanelMessage = (value: unknown): PanelMessage | undefined =>
  panelMessage.safeParse(value).data;

/** An optional field that is not there is not there, rather than undefined. */
function withoutUndefined(message: z.infer<typeof pageMessage> | undefined): PageMessage | undefined {
  // Nothing but the fields that are undefined is left out: what is left is as the types say.
  return (
    message &&
    (Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined)) as PageMessage)
  );
}

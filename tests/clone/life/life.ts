import fc from 'fast-check';
import { expect } from 'vitest';
import type { Job } from '../../../lib/clone/job/record.ts';
import { dueAt, isOpen, pauseOf } from '../../../lib/clone/job/due.ts';
import { finishedOf } from '../../../lib/clone/job/transitions.ts';
import type { Decision } from '../../../lib/room/report/decision.ts';
import { ADMIN } from '../../campus/demo/admin.ts';
import type { StoredInteraction } from '../../campus/services/chat.ts';
import { swarm } from '../../swarm.ts';
import {
  type LifeWorld,
  lifeWorld,
  type Person,
  type ServiceTrouble,
  type Weather,
  type WeatherFault,
} from './world.ts';

/** Two computers and a phone, two teachers who may edit the room, an administrator who deletes. */

/** Something that somebody does. Numbers are taken modulo what there is. */
export type Deed =
  | {
      readonly do: 'clone';
      readonly who: number;
      readonly from: number;
      readonly room: number;
      readonly weather: WeatherPlan;
      /** Whether it is started in a Moodle, and whether that is closed as soon as it is saved. */
      readonly moodle: 'none' | 'open' | 'closed';
      readonly meanwhile: Foreign;
      readonly odd: Oddity;
    }
  | { readonly do: 'run'; readonly job: number; readonly weather: WeatherPlan; readonly force: boolean }
  | { readonly do: 'save'; readonly job: number }
  | {
      readonly do: 'undo';
      readonly job: number;
      readonly confirmed: boolean;
      readonly run: boolean;
      /** Somebody has worked in the copy just before. */
      readonly worked: boolean;
    }
  | {
      readonly do: 'decide';
      readonly job: number;
      readonly pick: number;
      readonly twice: boolean;
      readonly weather: WeatherPlan;
    }
  | {
      readonly do: 'foreign';
      readonly what: Foreign;
      readonly who: number;
      readonly room: number;
      readonly job: number;
    }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'skew'; readonly from: number; readonly ms: number }
  | { readonly do: 'sessionOver'; readonly who: number }
  | { readonly do: 'signIn'; readonly who: number; readonly from: number }
  | { readonly do: 'signOut'; readonly who: number; readonly from: number }
  | { readonly do: 'moodle'; readonly which: number; readonly open: boolean }
  | { readonly do: 'lag'; readonly ms: number }
  | { readonly do: 'services'; readonly trouble: ServiceTrouble | undefined }
  | { readonly do: 'sick'; readonly diesAfter: number; readonly times: number }
  /** A computer's journal is what it was: a disk that was put back, a write that never arrived. */
  /** The role loses the right to delete; it has it again in the end. */
  | { readonly do: 'forbidDelete' }
  | { readonly do: 'keepJournal' | 'rollBack'; readonly from: number };

/**
 * What is odd about a clone: a text, or a request of this size, that something between refuses for good; or an activity
 * at which our own code breaks.
 */
type Oddity = 'none' | 'forbiddenText' | 'tooLarge' | 'brokenActivity';

/** What somebody else does to a room, or to a copy. */
export type Foreign =
  | 'nothing'
  | 'cloneElsewhere'
  | 'bareClone'
  | 'editOriginal'
  | 'editCopy'
  | 'deleteCopy'
  | 'addChild'
  | 'deleteChild'
  | 'takeRight';

interface WeatherPlan {
  readonly fault: { readonly nth: number; readonly kind: WeatherFault } | undefined;
  readonly diesAt: number | undefined;
  readonly resends: number | undefined;
  readonly meanwhile: { readonly call: number; readonly what: Foreign } | undefined;
}

export interface Story {
  readonly children: number;
  readonly deeds: readonly Deed[];
}

const FOREIGN: readonly Foreign[] = [
  ...(['nothing', 'cloneElsewhere', 'bareClone', 'editOriginal', 'editCopy', 'deleteCopy'] as const),
  ...(['addChild', 'deleteChild', 'takeRight'] as const),
];
const FAULTS: fc.Arbitrary<WeatherFault> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom<WeatherFault>(
      ...(['lostBefore', 'lostAfter', 'html', 'empty500Before', 'empty500After', 'tooMany'] as const),
      ...(['blocked', 'notice', 'firewall'] as const),
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }).map((diesAfter) => ({ diesAfter })) },
);
const SERVICE_TROUBLES: readonly (ServiceTrouble | undefined)[] = [
  ...([401, 403, 404, 429, 500, 'html', 'silent', 'lostAfter'] as const),
  undefined,
];
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });
const small = fc.nat(5);
const foreign = fc.constantFrom(...FOREIGN);
const weather: fc.Arbitrary<WeatherPlan> = fc.record({
  fault: sometimes(fc.record({ nth: fc.integer({ min: 1, max: 4 }), kind: FAULTS }), 1),
  diesAt: sometimes(fc.integer({ min: 1, max: 40 })),
  resends: sometimes(fc.integer({ min: 1, max: 2 }), 5),
  meanwhile: sometimes(fc.record({ call: fc.integer({ min: 0, max: 6 }), what: foreign })),
});
const cloned: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant('clone' as const),
  who: small,
  from: small,
  room: fc.nat(1),
  weather,
  moodle: fc.constantFrom('none', 'none', 'open', 'closed'),
  odd: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Oddity>('none') },
    { weight: 1, arbitrary: fc.constantFrom<Oddity>('forbiddenText', 'tooLarge', 'brokenActivity') },
  ),
  meanwhile: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Foreign>('nothing') },
    { weight: 2, arbitrary: foreign },
  ),
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: cloned },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('run' as const), job: small, weather, force: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('save' as const), job: small }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('undo' as const),
      job: small,
      confirmed: fc.boolean(),
      run: fc.boolean(),
      worked: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      job: small,
      pick: fc.nat(3),
      twice: fc.boolean(),
      weather,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('foreign' as const),
      what: foreign,
      who: small,
      room: fc.nat(1),
      job: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.oneof(fc.nat(90_000), fc.nat(1_200_000)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('skew' as const),
      from: small,
      ms: fc.integer({ min: -7_200_000, max: 7_200_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sessionOver' as const), who: small }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('signIn' as const), who: small, from: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('signOut' as const), who: small, from: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('moodle' as const), which: fc.nat(1), open: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forbidDelete' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('services' as const),
      trouble: fc.constantFrom(...SERVICE_TROUBLES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sick' as const),
      // Behind the third a room is there, and no receipt yet.
      diesAfter: fc.constantFrom(1, 2, 3, 3, 3, 4, 5, 6),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('keepJournal' as const, 'rollBack' as const), from: small }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('lag' as const), ms: fc.oneof(fc.constant(0), fc.nat(600_000)) }),
  },
);

const CALM: WeatherPlan = { fault: undefined, diesAt: undefined, resends: undefined, meanwhile: undefined };
/** The job that was started last. */
const NEWEST = -1;

const calmClone: fc.Arbitrary<Extract<Deed, { do: 'clone' }>> = fc.record({
  do: fc.constant('clone' as const),
  who: small,
  from: small,
  room: fc.nat(1),
  weather: fc.constant(CALM),
  moodle: fc.constant('none' as const),
  meanwhile: fc.constant('nothing' as const),
  odd: fc.constant('none' as const),
});
const later = (ms: number): Deed => ({ do: 'pass', ms });
const runNewest: Deed = { do: 'run', job: NEWEST, weather: CALM, force: true };
const undoUnasked: Deed = { do: 'undo', job: NEWEST, confirmed: false, run: true, worked: true };

/** What hardly ever comes together by itself: each has been a fault once (docs/job.md). */
const coincidence: fc.Arbitrary<readonly Deed[]> = fc.oneof(
  // The server dies over each of her tries: she is asked, decides, and is to be asked again.
  calmClone.map((clone): readonly Deed[] => {
    const again: Deed = { do: 'decide', job: NEWEST, pick: 3, twice: false, weather: CALM };
    const asked = [later(90_000), runNewest, later(90_000), runNewest];
    return [{ do: 'sick', diesAfter: 3, times: 3 }, clone, ...asked, again, ...asked, again];
  }),
  // A room is finished, and waits all the same: for its Moodle, or for a session with which an edit can be saved.
  calmClone.map((clone): readonly Deed[] => [{ ...clone, moodle: 'closed' }, undoUnasked]),
  calmClone.map((clone): readonly Deed[] => {
    const { who } = clone;
    return [clone, { do: 'sessionOver', who }, { do: 'save', job: NEWEST }, runNewest, undoUnasked];
  }),
  // The clock of her computer is wrong, and the answer is lost.
  fc
    .record({ clone: calmClone, ms: fc.constantFrom(-7_200_000, 7_200_000) })
    .map(({ clone, ms }): readonly Deed[] => {
      const fault = { nth: 1, kind: 'lostAfter' } as const;
      return [
        { do: 'skew', from: clone.from, ms },
        { ...clone, weather: { ...CALM, fault } },
      ];
    }),
  // She may not delete, when she first undoes it.
  calmClone.map((clone): readonly Deed[] => [
    clone,
    { do: 'forbidDelete' },
    { do: 'undo', job: NEWEST, confirmed: true, run: true, worked: false },
  ]),
  // Our own code breaks.
  calmClone.map((clone): readonly Deed[] => [{ ...clone, moodle: 'open', odd: 'brokenActivity' }]),
);

/** What may be missing from a life, beside the clone that each begins with. */
const SOMETIMES: readonly Deed['do'][] = [
  ...([
    'clone',
    'run',
    'save',
    'undo',
    'decide',
    'foreign',
    'pass',
    'skew',
    'sessionOver',
    'signIn',
  ] as const),
  ...(['signOut', 'moodle', 'lag', 'forbidDelete', 'services', 'sick', 'keepJournal', 'rollBack'] as const),
];

export const stories: fc.Arbitrary<Story> = fc.record({
  children: fc.oneof(
    { weight: 24, arbitrary: fc.nat(4) },
    { weight: 1, arbitrary: fc.integer({ min: 61, max: 75 }) },
  ),
  // In a life without a clone nothing can happen.
  deeds: fc
    .tuple(
      fc.array(deed, { maxLength: 1 }),
      fc.oneof({ weight: 3, arbitrary: cloned.map((one) => [one]) }, { weight: 1, arbitrary: coincidence }),
      swarm(deed, ({ do: kind }) => kind, SOMETIMES, { least: 2, most: 10 }),
    )
    .map(([before, first, then]) => [...before, ...first, ...then]),
});

const OWNER: Person = 'noa';
const COEDITOR: Person = 'amir';
const TEACHERS: readonly Person[] = [OWNER, COEDITOR];

/** A room with files, a breakout room that holds one more, and a storyboard. */
async function seedRoom({ admin }: LifeWorld, children: number): Promise<string> {
  const people = { entitledUsersEdit: `${COEDITOR},dana` };
  const entry = { objectType: 'KalturaRoomEntry', name: 'Room', roomType: 1, ...people };
  const { id } = await admin.must(OWNER, 'baseEntry', 'add', { entry });
  const add = async (of: object): Promise<string> =>
    String((await admin.must(OWNER, 'baseEntry', 'add', { entry: of }))['id']);
  const files: string[] = [];
  for (let i = 0; i < children; i += 1)
    files.push(
      await add({ objectType: 'KalturaDataEntry', name: `File ${i}`, dataContent: 'x', parentEntryId: id }),
    );
  const breakout = await add({
    objectType: 'KalturaRoomEntry',
    roomType: 2,
    name: 'Breakout',
    parentEntryId: id,
  });
  await add({ objectType: 'KalturaDataEntry', name: 'Task', dataContent: 'x', parentEntryId: breakout });
  const playlist = {
    name: 'Board',
    playlistType: 3,
    playlistContent: files.slice(0, 9).join(','),
    parentEntryId: id,
  };
  await admin.must(OWNER, 'playlist', 'add', { playlist });
  return String(id);
}

/** What Chat & Collaboration holds of a room. */
const interactionsOf = (contextId: string): StoredInteraction[] =>
  ['What is clear?', 'What is not?'].map((question, index) => ({
    id: `${contextId}-${index}`,
    contextId,
    createdAt: 0,
    createdBy: OWNER,
    type: 'wordCloud',
    status: 'draft',
    content: { question },
  }));

const pick = <T>(items: readonly T[], index: number): T | undefined =>
  items.at(index % Math.max(1, items.length));

const CLONE_OPTIONS = ['1', '2'].map((itemType) => ({
  objectType: 'KalturaBaseEntryCloneOptionComponent',
  itemType,
  rule: 1,
}));

/** What somebody else does. Any of it may fail: the room may be gone. */
async function act(
  world: LifeWorld,
  what: Foreign,
  person: Person,
  room: string,
  job: number,
): Promise<void> {
  const { admin, kaltura } = world;
  const life = pick(world.lives, job);
  const copy = life && (await world.jobOf(life).catch(() => undefined))?.room;
  switch (what) {
    case 'nothing':
      return;
    case 'bareClone':
    case 'cloneElsewhere': {
      // By Kaltura's own "Clone room", or by a computer that is not among ours: the finished copy looks like one of ours.
      if (what === 'bareClone') world.bareClones = true;
      const made = await admin.call(person, 'baseEntry', 'clone', {
        entryId: room,
        cloneOptions: CLONE_OPTIONS,
      });
      const { id } = made as { id?: string }; // an entry, or an exception
      if (id === undefined || what === 'bareClone') return;
      const baseEntry = {
        objectType: 'KalturaRoomEntry',
        roomType: 1,
        name: 'Made elsewhere',
        entitledUsersEdit__null: '',
      };
      await admin.call(person, 'baseEntry', 'update', { entryId: id, baseEntry });
      await admin.call(person, 'baseEntry', 'update', {
        entryId: id,
        baseEntry: { entitledUsersEdit: 'dana' },
      });
      return;
    }
    case 'editOriginal':
      world.disturb(room);
      await admin.call(OWNER, 'baseEntry', 'update', {
        entryId: room,
        baseEntry: { tags: `edited ${Math.random()}` },
      });
      return;
    case 'takeRight':
      world.disturb(room);
      await admin.call(OWNER, 'baseEntry', 'update', {
        entryId: room,
        baseEntry: { entitledUsersEdit: 'dana' },
      });
      return;
    case 'editCopy':
      if (copy === undefined) return;
      world.disturb(copy);
      await admin.call(ADMIN, 'baseEntry', 'update', {
        entryId: copy,
        baseEntry: { tags: 'colleagues, work' },
      });
      return;
    case 'deleteCopy':
      if (copy === undefined) return;
      world.disturb(copy);
      await admin.call(ADMIN, 'baseEntry', 'delete', { entryId: copy });
      return;
    case 'addChild': {
      world.disturb(room);
      const entry = { objectType: 'KalturaDataEntry', name: 'Late', dataContent: 'x', parentEntryId: room };
      await admin.call(OWNER, 'baseEntry', 'add', { entry });
      return;
    }
    case 'deleteChild': {
      world.disturb(room);
      const child = kaltura.entries().find(({ parentEntryId }) => parentEntryId === room);
      if (child) await admin.call(ADMIN, 'baseEntry', 'delete', { entryId: child.id });
    }
  }
}

const weatherOf = (world: LifeWorld, plan: WeatherPlan, room: string): Weather => ({
  ...(plan.fault && { fault: plan.fault }),
  ...(plan.diesAt !== undefined && { diesAt: plan.diesAt }),
  ...(plan.resends !== undefined && { resends: plan.resends }),
  ...(plan.meanwhile && {
    meanwhile: {
      call: plan.meanwhile.call,
      act: () => act(world, plan.meanwhile?.what ?? 'nothing', COEDITOR, room, 0),
    },
  }),
});

/** Plays a story, lets everything come to its end, holds that against what must be true of every life, and answers how each job ended. */
export async function live({ children, deeds }: Story): Promise<readonly string[]> {
  const world = lifeWorld();
  const rooms = [await seedRoom(world, children), await seedRoom(world, 1)];
  for (const room of rooms) world.services.seed(room, { interactions: interactionsOf(room) });
  const given = new Set(world.kaltura.entries().map(({ id }) => id));
  world.pass(60_000);
  for (const computer of world.computers.keys())
    for (const person of TEACHERS) await world.signIn(computer, person);
  for (const one of deeds) await doDeed(world, rooms, one);
  await drain(world);
  await judge(world, given);
  return Promise.all(world.lives.map(async (life) => (await world.jobOf(life)).state.kind));
}

async function doDeed(world: LifeWorld, rooms: readonly string[], one: Deed): Promise<void> {
  const { lives, computers } = world;
  await world.arrived();
  // Nothing happens in no time.
  world.pass(1_100);
  switch (one.do) {
    case 'clone': {
      const room = rooms[one.room] ?? '';
      const person = pick(TEACHERS, one.who) ?? OWNER;
      const computer = one.from % computers.length;
      const meanwhile = async (): Promise<void> => {
        world.pass(2_000);
        await act(world, one.meanwhile, person, room, one.from);
        world.pass(2_000);
      };
      const lives = world.lives.length;
      const isWell = !world.serviceTrouble && !world.sick;
      const moodle = one.moodle === 'none' ? undefined : one.from % 2;
      const where = world.moodles[moodle ?? -1];
      if (where) where.open &&= one.moodle === 'open';
      await world.clone(
        computer,
        person,
        room,
        moodle,
        meanwhile,
        weatherOf(world, one.weather, room),
        one.odd,
      );
      const life = world.lives[lives];
      const { fault, diesAt, resends, meanwhile: during } = one.weather;
      if (!life || fault || diesAt !== undefined || resends !== undefined || during) return;
      const { state } = await world.jobOf(life);
      // Nothing went wrong, whatever somebody else did before: it is done in one go.
      if (one.odd === 'none' && isWell)
        expect(['ready', 'failed'], `${life.id}: nothing to wait for`).toContain(state.kind);
      return;
    }
    case 'run': {
      const life = pick(lives, one.job);
      if (life) await world.run(life, weatherOf(world, one.weather, life.original), one.force);
      return;
    }
    case 'save': {
      const life = pick(lives, one.job);
      if (life) await world.save(life, 'Renamed');
      return;
    }
    case 'undo': {
      const life = pick(lives, one.job);
      if (!life) return;
      if (one.worked) {
        world.pass(2_000);
        await act(world, 'editCopy', OWNER, life.original, one.job);
      }
      const before = await world.jobOf(life);
      const removing = await world.undo(life, one.confirmed);
      // Also where it waits for something, and where it was to be deleted once before.
      if (removing && !one.confirmed && before.state.kind !== 'removing')
        expect(
          await isAsLeft(world, before),
          'a room in which somebody has worked is not deleted unasked',
        ).toBe(true);
      if (one.run) await world.run(life, {});
      return;
    }
    case 'decide': {
      const life = pick(lives, one.job);
      if (!life) return;
      await world.decide(life, await decisionOf(world, life, one.pick));
      // Late, and twice: it counts once.
      if (one.twice) await world.decide(life, { kind: 'cloneAgain' });
      await world.run(life, weatherOf(world, one.weather, life.original), true);
      return;
    }
    case 'foreign':
      return act(world, one.what, pick(TEACHERS, one.who) ?? OWNER, rooms[one.room] ?? '', one.job);
    case 'pass':
      return world.pass(one.ms);
    case 'skew': {
      const computer = pick(computers, one.from);
      if (computer) computer.skew = one.ms;
      return;
    }
    case 'sessionOver':
      return world.kaltura.expireSessions(pick(TEACHERS, one.who));
    case 'signIn':
      return world.signIn(one.from % computers.length, pick(TEACHERS, one.who) ?? OWNER);
    case 'signOut':
      pick(computers, one.from)?.sessions.delete(pick(TEACHERS, one.who) ?? OWNER);
      return;
    case 'moodle': {
      const moodle = pick(world.moodles, one.which);
      if (moodle) moodle.open = one.open;
      return;
    }
    case 'forbidDelete':
      world.kaltura.switches.forbidden = new Set(['baseentry.delete']);
      return;
    case 'keepJournal':
    case 'rollBack':
      return one.do === 'rollBack' ? world.rollBack(one.from) : world.keepJournal(one.from);
    case 'services':
      world.serviceTrouble = one.trouble;
      world.servicesFailed ||= one.trouble !== undefined;
      return;
    case 'sick':
      world.sick = one;
      return;
    case 'lag':
      world.indexWasLate ||= one.ms > 0;
      world.kaltura.switches.indexLagMs = one.ms;
  }
}

type Life = LifeWorld['lives'][number];

async function decisionOf(world: LifeWorld, life: Life, choice: number): Promise<Decision> {
  const { state } = await world.jobOf(life);
  const candidates = state.kind === 'decision' ? state.question.candidates : [];
  // Only what this job has made is hers to call its own: a teacher who says otherwise gets what she says.
  const own = candidates.find(({ entryId }) => life.made.has(entryId));
  if (choice === 0 && own) return { kind: 'thisOne', room: own.entryId };
  if (choice === 1) return { kind: 'leave' };
  return choice === 2 ? { kind: 'thisOne', room: '1_foreign00' } : { kind: 'cloneAgain' };
}

async function isAsLeft({ admin }: LifeWorld, { room, state }: Job): Promise<boolean> {
  const { finished } = finishedOf(state);
  if (!finished) return true;
  const now = (await admin.call(ADMIN, 'baseEntry', 'get', { entryId: room })) as { updatedAt?: number };
  return now.updatedAt === undefined || now.updatedAt === finished.leftAt;
}

const MOST_TURNS = 400;
const DAY_MS = 86_400_000;

/** The sun comes out: everybody signs in, the index catches up; a Moodle that is closed stays so for good. */
async function drain(world: LifeWorld): Promise<void> {
  world.kaltura.switches.forbidden = new Set();
  world.kaltura.switches.indexLagMs = 0;
  world.pass(5_000);
  await world.arrived();
  for (const life of world.lives) {
    for (let turn = 0; ; turn += 1) {
      expect(turn, `${life.id} comes to an end`).toBeLessThan(MOST_TURNS);
      await world.signIn(life.computer, life.person);
      let job = await world.jobOf(life);
      if (job.state.kind === 'decision') {
        await world.decide(life, await decisionOf(world, life, turn % 2));
        job = await world.jobOf(life);
      }
      // She wanted it undone, and it was refused: she asks again, and this time it is done.
      if (life.undoWanted && job.state.kind === 'failed' && job.room !== undefined && turn < 3) {
        await world.undo(life, true);
        job = await world.jobOf(life);
      }
      if (!isOpen(job)) break;
      const due = dueAt(job);
      const pause = pauseOf(job);
      if (pause?.until === 'moodle') world.pass(4 * DAY_MS);
      else if (due !== undefined) world.pass(waitOf(world, life, due));
      await world.run(life, {}, true);
    }
  }
}

/** How long until a time of this computer's clock. */
function waitOf(world: LifeWorld, { computer }: Life, due: number): number {
  return Math.max(1_000, due - world.nowAt(computer));
}

/** What a teacher should have been told last, written down once more: not by the code that is tested. */
function toBeTold({ state }: Job): string | undefined {
  if (state.kind === 'ready') return state.finished.report.verdict === 'complete' ? 'ready' : 'readyInPart';
  return state.kind === 'failed' && state.problem.code !== 'needsDecision' ? 'failed' : undefined;
}

/** Rooms that its server died over, of which its teacher was never told: each is its own, or was asked about. */
function forgottenBy(life: Life, job: Job, there: ReadonlySet<string>): readonly string[] {
  const told = new Set<string | undefined>([job.room, ...life.askedAbout]);
  if (job.state.kind === 'failed') for (const id of job.state.leftovers) told.add(id);
  return [...life.halfMade].filter((id) => there.has(id) && !told.has(id));
}

/** What a room service holds of the room: all of it once, or not all, and the report says so. */
function judgeInteractions({ services, servicesFailed }: LifeWorld, life: Life, job: Job): void {
  const [source, copy] = [services.interactions(life.original), services.interactions(String(job.room))];
  expect(copy.length, `${life.id}: no interaction twice`).toBeLessThanOrEqual(source.length);
  if (job.state.kind !== 'ready') return;
  const line = job.state.finished.report.parts.find(({ part }) => part === 'interactions');
  const isWhole = line?.outcome === 'copied';
  if (!servicesFailed && !life.disturbed) expect(isWhole, `${life.id}: interactions`).toBe(true);
  // An answer that was lost may have been given all the same: then more is there than is promised.
  if (isWhole) expect(copy.length, `${life.id}: what is promised is there`).toBe(source.length);
}

async function judge(world: LifeWorld, given: ReadonlySet<string>): Promise<void> {
  expect(world.faults, 'no request changes or deletes what its job has not made').toEqual([]);
  const there = new Set(world.kaltura.entries().map(({ id }) => id));
  const rooms: string[] = [];
  for (const life of world.lives) {
    const job = await world.jobOf(life);
    const left = [...life.made].filter((id) => there.has(id) && !given.has(id));
    const where = `${life.id} (${job.state.kind})`;
    if (!life.blind && !world.indexWasLate)
      expect(forgottenBy(life, job, there), `${where}: asked about`).toEqual([]);
    expect(life.told.at(-1), `${where}: what was told last is still true`).toBe(toBeTold(job));
    expect(
      life.asked && !life.torn && !world.bareClones,
      `${where}: asked only what nobody else can tell`,
    ).toBe(false);
    switch (job.state.kind) {
      case 'ready': {
        rooms.push(String(job.room));
        judgeInteractions(world, life, job);
        if (!life.disturbed && !life.torn)
          expect(job.state.finished.report.verdict, `${where}: whole`).not.toBe('faulty');
        const copies = world.kaltura
          .entries()
          .filter(({ id, rootEntryId }) => left.includes(id) && rootEntryId === life.original);
        if (!life.torn)
          expect(
            copies.map(({ id }) => id).filter((id) => id !== job.room),
            `${where}: no second room`,
          ).toEqual([]);
        const shared = world.kaltura
          .entries()
          .filter(({ id, entitledUsersEdit }) => left.includes(id) && entitledUsersEdit !== '');
        if (!life.torn && !life.disturbed) expect(shared, `${where}: nobody else has a right`).toEqual([]);
        break;
      }
      case 'undone':
        if (!life.torn) expect(left, `${where}: nothing is left`).toEqual([]);
        if (life.moodle !== undefined)
          expect(world.moodles[life.moodle]?.copies.has(life.id), `${where}: nor in Moodle`).toBe(false);
        break;
      case 'failed': {
        if (!life.torn && life.undoWanted && job.room !== undefined)
          expect(there.has(job.room), `${where}: what was refused once is asked for again`).toBe(false);
        const rest = left.filter((id) =>
          world.kaltura.entries().some((entry) => entry.id === id && entry.parentEntryId === undefined),
        );
        const named = new Set<string>(job.state.leftovers);
        if (!life.torn)
          expect(
            rest.filter((id) => !named.has(id)),
            `${where}: what is left is named`,
          ).toEqual([]);
        break;
      }
      case 'running':
      case 'waiting':
      case 'removing':
      case 'decision':
        expect(job.state.kind, `${where}: it ends`).toBe('ended');
    }
  }
  expect(new Set(rooms).size, 'each job has a room of its own').toBe(rooms.length);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BatchWish, RoomsPage } from '../../lib/messages/messages.ts';
import { runningIn } from '../../lib/plan/batch.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER, STUDENT } from '../campus/demo/people.ts';
import {
  addRooms,
  copiesOf,
  linesOf,
  newRooms,
  read,
  spring,
  start,
  want,
  type Wanted,
} from './batch-steps.ts';
import { CampusWorld, type User } from './campus-world.ts';
import type { MoodleTrouble } from './moodle-course.ts';

/**
 * Whole queues of rooms, in the real worker in a simulated browser. No room service is set up: every clone leaves
 * something to do by hand, so the best that it comes to is `partial`.
 */

const HOUR = 3_600_000;

const titles = (world: CampusWorld): string[] => world.browser.notified.map(({ title }) => title);

const isClone = (calls: readonly { readonly action: string }[]): boolean =>
  calls.some(({ action }) => action === 'clone');

test('a dozen rooms, one deleted, one without right, Kaltura busy for a while: ten clones, told once', async () => {
  const world = await CampusWorld.create();
  const good = await addRooms(world, 10);
  const [foreign = ''] = await addRooms(world, 1, STUDENT);
  const [deleted = ''] = await addRooms(world, 1);
  let clones = 0;
  world.kaltura.switches.fault = (calls) => {
    if (!isClone(calls)) return undefined;
    clones += 1;
    return clones >= 3 && clones <= 6 ? 'blocked' : undefined;
  };
  await world.admin.must(OWNER, 'baseEntry', 'delete', { entryId: deleted });
  const limits = new Set<number>();
  world.browser.onRequest = () => {
    for (const { queue } of world.browser.batches.dump().jobs) limits.add(queue.limit);
  };
  const id = await start(world, [...good, deleted, foreign]);
  await world.pass(HOUR);
  // Kaltura's answer slowed it down.
  expect([...limits].slice(0, 2)).toEqual([4, 2]);
  expect(clones).toBeGreaterThan(10);
  expect(copiesOf(world, good)).toEqual(spring(10));
  expect(copiesOf(world, [foreign])).toEqual([[]]);
  expect(titles(world)).toEqual(['Your clones']);
  const view = await read(world, id);
  expect(view?.tally).toMatchObject({ partial: 10, complete: 0, failed: 2, left: 0 });
  expect(view?.rows.slice(10).map(({ problem }) => problem?.code)).toEqual(['notFound', 'noRight']);
  expect(world.browser.alarms.size).toBe(0);
  // Looked at, it is told no more.
  expect([world.browser.notifications.size, world.browser.badge]).toEqual([0, '']);
  expect(JSON.stringify(world.browser.batches.dump())).not.toContain('djJ8');
});

test('no more than four at once, however many batches, and the copies of a room follow each other', async () => {
  const world = await CampusWorld.create();
  const rooms = await addRooms(world, 6);
  let most = 0;
  world.browser.onRequest = () => {
    const running = world.browser.batches.dump().jobs.map((batch) => runningIn(batch));
    for (const some of running) expect(new Set(some.map(({ source }) => source)).size).toBe(some.length);
    most = Math.max(most, running.flat().length);
  };
  // The first requests are lost, so that clones take their time.
  let lost = 0;
  world.kaltura.switches.fault = (calls) => (isClone(calls) && lost++ < 8 ? 'lostBefore' : undefined);
  const others = await addRooms(world, 6);
  await start(world, rooms, { copies: 2 });
  await start(world, [...rooms.slice(0, 2), ...others]);
  await world.pass(HOUR);
  expect(copiesOf(world, rooms).map(({ length }) => length)).toEqual([3, 3, 2, 2, 2, 2]);
  expect(copiesOf(world, others).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(most).toBe(4);
});

describe('what the teacher wants of the whole', () => {
  /** A batch whose first clones are made, and whose next wait for a Kaltura that is away. */
  async function halfDone(count: number): Promise<{ world: CampusWorld; rooms: string[]; id: string }> {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, count);
    let clones = 0;
    world.browser.onRequest = () => {
      const made = world.browser.journal.dump().jobs.filter(({ state }) => state.kind === 'ready').length;
      clones = made;
      if (made >= 2) world.isAway = true;
    };
    const id = await start(world, rooms);
    await world.pass(5_000);
    expect(clones).toBeGreaterThanOrEqual(2);
    world.browser.onRequest = () => undefined;
    world.isAway = false;
    return { world, rooms, id };
  }

  test('paused, what runs comes to its end and nothing new is begun; resumed, the rest', async () => {
    const { world, rooms, id } = await halfDone(9);
    await want(world, id, 'pause');
    await world.pass(HOUR);
    const made = copiesOf(world, rooms).flat().length;
    expect(made).toBeLessThan(9);
    const view = await read(world, id);
    expect(view).toMatchObject({ paused: 'user', isOver: false, tally: { partial: made, left: 9 - made } });
    expect([titles(world), world.browser.alarms.size]).toEqual([[], 0]);
    await want(world, id, 'resume');
    await world.pass(HOUR);
    expect(copiesOf(world, rooms)).toEqual(spring(9));
    expect(titles(world)).toEqual(['Your rooms are cloned']);
  });

  test('cancelled, what is whole stays, what was at work is taken back, and nothing is told', async () => {
    const { world, rooms, id } = await halfDone(9);
    const whole = (await read(world, id))?.tally.partial ?? 0;
    await want(world, id, 'cancel');
    await world.pass(HOUR);
    expect(copiesOf(world, rooms).flat()).toHaveLength(whole);
    expect(await read(world, id)).toMatchObject({
      isOver: true,
      tally: { partial: whole, cancelled: 9 - whole },
    });
    expect([titles(world), world.browser.alarms.size]).toEqual([[], 0]);
  });

  test('undone, each copy is deleted but the one in which somebody has worked', async () => {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 5);
    const id = await start(world, rooms);
    await world.pass(HOUR);
    const worked = (await read(world, id))?.rows[2]?.newRoom;
    const baseEntry = { objectType: 'KalturaRoomEntry', tags: 'worked' };
    await world.admin.call(ADMIN, 'baseEntry', 'update', { entryId: worked, baseEntry });
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect(copiesOf(world, rooms).map(({ length }) => length)).toEqual([0, 0, 1, 0, 0]);
    expect((await read(world, id))?.tally).toMatchObject({ undone: 4, kept: 1 });
  });

  test('undone while her session is over, it waits for her: no room is taken for one in which somebody has worked', async () => {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 5);
    const id = await start(world, rooms);
    await world.pass(HOUR);
    world.kaltura.expireSessions(OWNER);
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect(await read(world, id)).toMatchObject({ paused: 'session', tally: { kept: 0, left: 5 } });
    await world.signIn(OWNER);
    await world.pass(HOUR);
    expect(copiesOf(world, rooms).flat()).toEqual([]);
    expect((await read(world, id))?.tally).toMatchObject({ undone: 5, kept: 0 });
  });

  test('what failed is tried again, and what is made is not made twice', async () => {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 3);
    const [foreign = ''] = await addRooms(world, 1, STUDENT);
    const id = await start(world, [...rooms, foreign]);
    await world.pass(HOUR);
    const baseEntry = { objectType: 'KalturaRoomEntry', entitledUsersEdit: OWNER };
    await world.admin.must(ADMIN, 'baseEntry', 'update', { entryId: foreign, baseEntry });
    await want(world, id, 'retry');
    await world.pass(HOUR);
    expect(copiesOf(world, [...rooms, foreign]).map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect((await read(world, id))?.tally).toMatchObject({ partial: 4, failed: 0 });
  });
});

test('a clone that Kaltura refused is made by another job at another try, once', async () => {
  const world = await CampusWorld.create();
  const rooms = await addRooms(world, 2);
  world.kaltura.switches.forbidden = new Set(['baseEntry.clone']);
  const id = await start(world, rooms);
  await world.pass(HOUR);
  expect((await read(world, id))?.rows.map(({ job }) => job?.state.kind)).toEqual(['failed', 'failed']);
  world.kaltura.switches.forbidden = new Set();
  await want(world, id, 'retry');
  await world.pass(HOUR);
  expect(copiesOf(world, rooms)).toEqual(spring(2));
});

describe('the session is over', () => {
  test('it pauses, told once; whoever comes next sees nothing of it; it goes on when she is back', async () => {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 8);
    let clones = 0;
    world.kaltura.switches.fault = (calls) => {
      if (isClone(calls)) clones += 1;
      if (clones === 3) world.kaltura.expireSessions(OWNER);
      return undefined;
    };
    const id = await start(world, rooms);
    await world.pass(HOUR);
    world.kaltura.switches.fault = () => undefined;
    expect(titles(world)).toEqual(['Cloning is waiting for you']);
    expect((await read(world, id))?.paused).toBe('session');
    await world.signIn(COEDITOR);
    await world.pass(HOUR);
    expect(await read(world, id)).toBeUndefined();
    expect(await want(world, id, 'undo')).toBe(false);
    expect((await world.popup())?.batches).toEqual([]);
    expect(copiesOf(world, rooms).flat().length).toBeLessThan(8);
    await world.signIn(OWNER);
    await world.pass(HOUR);
    expect(copiesOf(world, rooms)).toEqual(spring(8));
    expect(titles(world)).toEqual(['Cloning is waiting for you', 'Your rooms are cloned']);
  });

  test.each([
    ['what reads a room', 'gettime'],
    ['what clones one', 'clone'],
  ])(
    'for good, for %s, although she signs in again and again: the whole ends, and says why',
    async (_what, refused) => {
      const world = await CampusWorld.create();
      const rooms = await addRooms(world, 9);
      world.kaltura.switches.fault = (calls) =>
        calls.some(({ action }) => action.toLowerCase() === refused) ? 'sessionRefused' : undefined;
      const id = await start(world, rooms);
      let days = 0;
      for (; days < 20 && (await read(world, id))?.isOver !== true; days += 1) {
        await world.pass(24 * HOUR);
        await world.signIn(OWNER);
        await world.pass(60_000);
      }
      const view = await read(world, id);
      expect([view?.isOver, view?.tally.failed]).toEqual([true, 9]);
      expect(days).toBeLessThan(8);
      const codes = view?.rows.map(({ job, problem }) =>
        job?.state.kind === 'failed' ? job.state.problem.code : problem?.code,
      );
      expect(new Set(codes)).toEqual(new Set(['sessionsRefused']));
      expect(titles(world).at(-1)).toBe('Cloning did not finish');
      // When Kaltura is well again, she tries again, and each is made once.
      world.kaltura.switches.fault = () => undefined;
      await world.signIn(OWNER);
      await want(world, id, 'retry');
      await world.pass(24 * HOUR);
      expect(copiesOf(world, rooms)).toEqual(spring(9));
    },
  );
});

type Blow =
  | { readonly kind: 'wish'; readonly wish: BatchWish }
  | { readonly kind: 'stop' | 'restart' | 'sessionOver' | 'pauseResume' | 'otherUser' | 'journal' }
  | { readonly kind: 'stopIn'; readonly points: number }
  | { readonly kind: 'away'; readonly ms: number }
  | { readonly kind: 'busy'; readonly requests: number };

const blow: fc.Arbitrary<Blow> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wish' as const),
      wish: fc.constantFrom('pause', 'resume', 'retry', 'cancel', 'undo'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('stop', 'restart', 'sessionOver', 'pauseResume', 'otherUser', 'journal'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('stopIn' as const), points: fc.integer({ min: 1, max: 400 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('away' as const), ms: fc.constantFrom(500, 40_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('busy' as const), requests: fc.integer({ min: 1, max: 5 }) }),
  },
);

async function strike(world: CampusWorld, id: string, one: Blow): Promise<void> {
  const { browser } = world;
  switch (one.kind) {
    case 'wish':
      await want(world, id, one.wish);
      return;
    case 'stop':
      return browser.stop();
    case 'stopIn':
      browser.diesIn = one.points;
      return;
    case 'restart':
      world.restart();
      return world.pass(0);
    case 'sessionOver':
      world.kaltura.expireSessions(OWNER);
      return;
    case 'otherUser':
      return world.signIn(COEDITOR);
    case 'pauseResume':
      await want(world, id, 'pause');
      await want(world, id, 'resume');
      return;
    case 'journal':
      browser.journalTrouble = { trouble: 'unavailable', writesOnly: false };
      await world.pass(5_000);
      browser.journalTrouble = undefined;
      return;
    case 'away':
      world.isAway = true;
      await world.pass(one.ms);
      world.isAway = false;
      return;
    case 'busy': {
      let left = one.requests;
      world.kaltura.switches.fault = (calls) => (isClone(calls) && left-- > 0 ? 'blocked' : undefined);
    }
  }
}

const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 40);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 17);

test(
  `${RUNS} queues under blows and wishes at any await: each room once, or not where that is wanted (seed ${SEED})`,
  { timeout: 3_600_000 },
  async () => {
    const blows = fc.array(fc.tuple(fc.constantFrom(0, 50, 400, 3_000, 31_000), blow), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(blows, async (all) => {
        const world = await CampusWorld.create();
        const rooms = await addRooms(world, 5);
        const id = await start(world, rooms);
        for (const [ms, one] of all) {
          await world.pass(ms);
          await strike(world, id, one);
        }
        world.browser.diesIn = Infinity;
        for (const user of [COEDITOR, OWNER] satisfies User[]) {
          await world.signIn(user);
          await world.pass(HOUR);
        }
        await want(world, id, 'resume');
        await world.pass(HOUR);
        const queue = (await world.browser.batches.job(id))?.queue;
        const outcomes = queue?.items.map(({ state }) => state.kind === 'ended' && state.outcome) ?? [];
        // What the server has is what the record says.
        expect(copiesOf(world, rooms)).toEqual(
          spring(5).map((names, n) => (outcomes[n] === 'partial' ? names : [])),
        );
        const wishes = all.flatMap(([, { kind, ...more }]) =>
          kind === 'wish' && 'wish' in more ? [more.wish] : [],
        );
        const isUndone = wishes.includes('undo');
        const isCancelled = wishes.includes('cancel');
        if (!isCancelled && !isUndone) expect(outcomes).toEqual(rooms.map(() => 'partial'));
        if (isUndone) expect(outcomes).not.toContain('partial');
        const ways = ['partial', 'cancelled', 'undone'];
        expect(outcomes.filter((outcome) => !ways.includes(String(outcome)))).toEqual([]);
        expect(world.browser.alarms.size).toBe(0);
        if (queue?.aim === 'clone') {
          const done = outcomes.filter((outcome) => outcome === 'partial').length;
          const title =
            done === 5 ? 'Your rooms are cloned' : done === 0 ? 'Cloning did not finish' : 'Your clones';
          expect(titles(world)).toContain(title);
        }
        expect(titles(world)).not.toContain('Clone room is ready');
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
);

describe('a batch that was made while the computer’s clock was wrong', () => {
  const DAY = 24 * HOUR;

  /** A batch that is over, made by such a clock; then the clock is set right, and the browser starts anew. */
  async function madeBy(aheadMs: number): Promise<{ world: CampusWorld; id: string }> {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 2);
    world.browser.setClock(aheadMs);
    const id = await start(world, rooms);
    await world.pass(HOUR);
    expect(copiesOf(world, rooms)).toEqual(spring(2));
    world.browser.setClock(0);
    await startAnew(world);
    return { world, id };
  }

  async function startAnew(world: CampusWorld): Promise<void> {
    world.restart();
    await world.pass(60_000);
  }

  test.each([
    ['in an earlier year', -4_000 * DAY],
    ['in a later one', 4_000 * DAY],
  ])('%s: it is there as long as its clones are, and no longer', async (_, aheadMs) => {
    const { world, id } = await madeBy(aheadMs);
    expect((await read(world, id))?.rows).toHaveLength(2);
    await world.pass(88 * DAY);
    await startAnew(world);
    expect((await read(world, id))?.rows).toHaveLength(2);
    await world.pass(3 * DAY);
    // One start for the clones, one for the batch of them.
    await startAnew(world);
    await startAnew(world);
    expect(await read(world, id)).toBeUndefined();
    expect(world.browser.journal.dump().jobs).toEqual([]);
  });
});

describe('published to galleries', () => {
  /** A gallery that somebody else owns; Noa is in it by this level: 2 contributor, 3 member. */
  async function addGallery(
    world: CampusWorld,
    name: string,
    level?: number,
    moderation = 0,
  ): Promise<number> {
    const category = { name, owner: STUDENT, contributionPolicy: 2, moderation };
    const { id } = await world.admin.must(ADMIN, 'category', 'add', { category });
    if (level !== undefined) {
      const categoryUser = { categoryId: Number(id), userId: OWNER, permissionLevel: level };
      await world.admin.must(ADMIN, 'categoryUser', 'add', { categoryUser });
    }
    return Number(id);
  }
  const inGallery = async (world: CampusWorld, room: string): Promise<number[]> => {
    const filter = { entryIdEqual: room };
    const { objects } = await world.admin.must(ADMIN, 'categoryEntry', 'list', { filter });
    return (objects as { categoryId: number }[]).map(({ categoryId }) => categoryId); // our own emulator's answer
  };
  const publishing = (world: CampusWorld, id: string) => linesOf(world, id, 'publishing');

  test('only where she may publish are galleries offered', async () => {
    const world = await CampusWorld.create();
    const own = await addGallery(world, 'Own', 0);
    const contributes = await addGallery(world, 'Contributes', 2);
    await addGallery(world, 'Member', 3);
    await addGallery(world, 'Stranger');
    await world.signIn(OWNER);
    const account = { url: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId, user: OWNER };
    expect(await world.panel({ type: 'rooms.galleries', account })).toEqual({
      ok: true,
      galleries: [
        { id: contributes, name: 'Contributes' },
        { id: own, name: 'Own' },
      ],
    });
  });

  test('each clone is in them once, a gallery that refuses is named, and undo takes the clones out', async () => {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 3);
    const [first, second] = [await addGallery(world, 'First', 2), await addGallery(world, 'Second', 2)];
    const refusing = await addGallery(world, 'Refusing', 3);
    const id = await start(world, rooms, { publishTo: [first, second, refusing] });
    await world.pass(HOUR);
    expect(copiesOf(world, rooms)).toEqual(spring(3));
    const made = await newRooms(world, id);
    expect(made).toHaveLength(3);
    for (const room of made) expect(await inGallery(world, room)).toEqual([first, second]);
    for (const room of rooms) expect(await inGallery(world, room)).toEqual([]);
    const line = {
      outcome: 'incomplete',
      count: 2,
      of: 3,
      reason: 'galleryRefused',
      names: [String(refusing)],
    };
    expect(await publishing(world, id)).toMatchObject([line, line, line]);
    // What a gallery refuses is no fault of the room's.
    expect((await read(world, id))?.tally).toMatchObject({ partial: 3, failed: 0 });
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect((await read(world, id))?.tally).toMatchObject({ undone: 3, kept: 0 });
    expect(copiesOf(world, rooms)).toEqual([[], [], []]);
  });

  test('what Kaltura answers late, or a worker that stops, publishes nothing twice; a moderated gallery is said', async () => {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 2);
    const gallery = await addGallery(world, 'Moderated', 2, 1);
    let asked = 0;
    world.kaltura.switches.fault = (calls) => {
      if (!calls.some(({ service }) => service.toLowerCase() === 'categoryentry')) return undefined;
      asked += 1;
      if (asked > 4) return undefined;
      return asked <= 2 ? 'blocked' : 'lostAfter';
    };
    const id = await start(world, rooms, { publishTo: [gallery] });
    await world.pass(HOUR);
    expect(asked).toBeGreaterThan(4);
    for (const room of await newRooms(world, id)) expect(await inGallery(world, room)).toEqual([gallery]);
    expect(await publishing(world, id)).toMatchObject([
      { outcome: 'copied', count: 1, notes: ['galleryPending'] },
      { outcome: 'copied', count: 1 },
    ]);
    // Publishing was no work of somebody else's, however late it came: undo does not keep the rooms for it.
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect((await read(world, id))?.tally).toMatchObject({ undone: 2, kept: 0 });
  });
});

test('how much is in a room is counted, of everybody whose room it is; what is not there is left out', async () => {
  const world = await CampusWorld.create();
  const [room = '', empty = ''] = await addRooms(world, 2);
  const [foreign = ''] = await addRooms(world, 1, STUDENT);
  for (const [parent, owner, count] of [
    [room, OWNER, 3],
    [foreign, STUDENT, 2],
  ] as const)
    for (let n = 0; n < count; n += 1) {
      const entry = {
        objectType: 'KalturaRoomEntry',
        roomType: 2,
        name: `Group ${n}`,
        parentEntryId: parent,
      };
      await world.admin.must(owner, 'room_room', 'add', { entry });
    }
  await world.pass(3_000);
  await world.signIn(OWNER);
  const account = { url: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId, user: OWNER };
  const entryIds = [room, empty, foreign];
  expect(await world.panel({ type: 'rooms.inside', account, entryIds })).toEqual([
    { entryId: room, count: 3 },
    { entryId: empty, count: 0 },
    { entryId: foreign, count: 2 },
  ]);
});

test('a listed room names the room that it was cloned from, and none where it was not: the server answers its own id', async () => {
  const world = await CampusWorld.create();
  const [room = ''] = await addRooms(world, 1);
  const clone = String((await world.admin.must(OWNER, 'baseEntry', 'clone', { entryId: room }))['id']);
  await world.pass(3_000);
  await world.signIn(OWNER);
  const account = { url: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId, user: OWNER };
  // The worker's own answer.
  const listed = (await world.panel({ type: 'rooms.list', account, which: 'own', page: 1 })) as RoomsPage;
  const rooms = listed.ok ? listed.rooms : [];
  const lineOf = (id: string) => rooms.find(({ entryId }) => entryId === id);
  expect(lineOf(room)).toMatchObject({ root: undefined });
  expect(lineOf(clone)).toMatchObject({ root: room });
});

describe('co-editors', () => {
  const people = async (world: CampusWorld, entryId: string, lists: object): Promise<void> => {
    const baseEntry = { objectType: 'KalturaRoomEntry', ...lists };
    await world.admin.must(ADMIN, 'baseEntry', 'update', { entryId, baseEntry });
  };
  const peopleOf = async (world: CampusWorld, id: string): Promise<string[][]> => {
    const made = await newRooms(world, id);
    const byId = new Map(world.kaltura.entries().map((entry) => [entry.id, entry]));
    return made.map((room) => {
      const { entitledUsersEdit = '', entitledUsersPublish = '' } = byId.get(room) ?? {};
      return [entitledUsersEdit, entitledUsersPublish];
    });
  };
  async function shared(): Promise<{ world: CampusWorld; rooms: string[] }> {
    const world = await CampusWorld.create();
    const rooms = await addRooms(world, 2);
    const both = { entitledUsersEdit: `${COEDITOR},eve`, entitledUsersPublish: COEDITOR };
    await people(world, rooms[0] ?? '', both);
    await people(world, rooms[1] ?? '', { entitledUsersEdit: 'eve' });
    return { world, rooms };
  }

  test('nobody is added unless she is chosen, whoever may edit the original', async () => {
    const { world, rooms } = await shared();
    const id = await start(world, rooms);
    await world.pass(HOUR);
    expect(await peopleOf(world, id)).toEqual([
      ['', ''],
      ['', ''],
    ]);
    expect(await linesOf(world, id, 'coeditors')).toEqual([undefined, undefined]);
  });

  test('who is chosen has in each copy the right of its original, and nobody has who had none', async () => {
    const { world, rooms } = await shared();
    const id = await start(world, rooms, { coeditors: [COEDITOR.toUpperCase(), STUDENT] });
    await world.pass(HOUR);
    expect(await peopleOf(world, id)).toEqual([
      [COEDITOR, COEDITOR],
      ['', ''],
    ]);
    expect(await linesOf(world, id, 'coeditors')).toMatchObject([
      { outcome: 'copied', count: 1, of: 1 },
      undefined,
    ]);
    // It was no work of somebody else's: undo keeps no room for it.
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect((await read(world, id))?.tally).toMatchObject({ undone: 2, kept: 0 });
  });

  test('an answer that is lost, or a worker that stops over it, adds them all the same', async () => {
    const { world, rooms } = await shared();
    let asked = 0;
    world.kaltura.switches.fault = (calls) => {
      const names = calls.map(({ action }) => action);
      if (names.length !== 1 || names[0] !== 'update') return undefined;
      asked += 1;
      if (asked === 1) world.browser.stop();
      return asked <= 3 ? 'lostAfter' : undefined;
    };
    const id = await start(world, rooms, { coeditors: ['eve'] });
    await world.pass(HOUR);
    expect(asked).toBeGreaterThan(1);
    expect(await peopleOf(world, id)).toEqual([
      ['eve', ''],
      ['eve', ''],
    ]);
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect((await read(world, id))?.tally).toMatchObject({ undone: 2, kept: 0 });
  });
});

describe('from a course of Moodle', () => {
  /** A teacher whose rooms are opened in a course. */
  async function taught(
    wanted: Wanted = {},
    trouble: MoodleTrouble = 'none',
  ): Promise<{ world: CampusWorld; id: string }> {
    const world = await CampusWorld.create();
    world.course.trouble = trouble;
    await world.signIn(COEDITOR);
    const { activity } = world.course;
    const id = await start(world, [world.room], { user: COEDITOR, copies: 3, activity, ...wanted });
    return { world, id };
  }
  const activityLines = (world: CampusWorld, id: string) => linesOf(world, id, 'activity');

  test('each clone has its own copy of the activity, hidden; undo takes them away', async () => {
    const { world, id } = await taught();
    await world.pass(HOUR);
    const made = await newRooms(world, id);
    expect(made).toHaveLength(3);
    expect(world.course.copies.map(({ entryId }) => entryId).toSorted()).toEqual(made.toSorted());
    expect(world.course.copies.map(({ visible }) => visible)).toEqual([false, false, false]);
    expect(await activityLines(world, id)).toMatchObject(made.map(() => ({ outcome: 'copied' })));
    await want(world, id, 'undo');
    await world.pass(HOUR);
    expect([copiesOf(world, [world.room]), world.course.copies]).toEqual([[[]], []]);
  });

  test('a Moodle that nobody is signed in to keeps no room waiting; its activities follow when somebody is', async () => {
    const { world, id } = await taught({}, 'signedOut');
    await world.pass(HOUR);
    expect(copiesOf(world, [world.room])[0]).toHaveLength(3);
    expect(world.course.copies).toEqual([]);
    expect((await read(world, id))?.tally).toMatchObject({ waiting: 3 });
    world.course.trouble = 'none';
    // A page of it is opened.
    world.restart();
    await world.signIn(COEDITOR);
    await world.pass(HOUR);
    expect(world.course.copies).toHaveLength(3);
    expect((await read(world, id))?.tally).toMatchObject({ waiting: 0, partial: 3 });
  });

  test('an activity that Moodle refuses is named in its report, and its room is there', async () => {
    const { world, id } = await taught({ copies: 1 }, 'refuses');
    await world.pass(HOUR);
    expect(copiesOf(world, [world.room])[0]).toHaveLength(1);
    expect(await activityLines(world, id)).toMatchObject([{ outcome: 'notCopied', reason: 'moodleRefused' }]);
    expect((await read(world, id))?.tally).toMatchObject({ partial: 1 });
  });
});

test('the item in the menu of the toolbar button opens the page of rooms, also when the worker sleeps', async () => {
  const { browser } = await CampusWorld.create();
  await browser.timeline.advance(100);
  browser.stop();
  browser.clickMenu('rooms');
  await browser.timeline.advance(100);
  expect(browser.opened).toEqual(['rooms.html']);
});

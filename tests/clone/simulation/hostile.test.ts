import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Job } from '../../../lib/clone/job/record.ts';
import { pauseOf } from '../../../lib/clone/job/due.ts';
import type { Reading } from '../../../lib/clone/reading/read-room.ts';
import { COEDITOR, OWNER } from '../../campus/demo/people.ts';
import type { CourseModule } from '../../campus/moodle/course.ts';
import { EACH_VERSION } from '../../campus/moodle/variant.ts';
import { keepRequestsByNode, keepRequestsInMemory } from '../../memory-fetch.ts';
import { ACTIVITY, campus as campusWithMoodle } from '../../moodle/moodle-half.ts';
import { WITH_SERVICES, type World, world } from '../world.ts';

/**
 * A server whose answers are not what they should be: one is changed at one place, or is none at all, once, some times
 * over, or for good, while a room is read, cloned, and undone. However that ends, it ends, and nothing is touched that
 * the job has not made. So it is with a Kaltura, with room services, and with a Moodle.
 */

/** `HOSTILE_RUNS` and `HOSTILE_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 1_600);
const SEED = Number(process.env['HOSTILE_SEED'] ?? 12);
/** So many answers after it, where some are changed: longer than anything tries again at once. */
const SOME = 6;

/** What is cloned: a small room; one whose parts take several requests; with room services; from a Moodle's activity. */
type Kind = 'small' | 'batches' | 'services' | 'moodle';
/** How many requests there are at the most: to read it, to clone it, to undo it. */
const REQUESTS: Readonly<Record<Kind, number>> = { small: 6, batches: 10, services: 12, moodle: 14 };
/** Parts of a room, and how many go with its first request, where there are several. */
const PARTS = 6;
const FIRST = 1;

type Path = readonly number[];
type Extent = 'one' | 'some' | 'forGood';
interface Lie {
  readonly kind: Kind;
  /** What is going on when it begins. */
  readonly during: 'reading' | 'cloning' | 'removing';
  readonly request: number;
  readonly extent: Extent;
  /** Where in it; or everywhere where an answer names an entry; or a receipt in it that names one. */
  readonly at: Path | 'ids' | 'receipts';
  readonly says: keyof typeof VALUES;
}
/** The ids that a server may name in place of another. All but the original's are those of rooms that the teacher may delete. */
interface Known {
  readonly original: string;
  readonly other: string;
  readonly child: string;
  /** A room that the same teacher has copied from another one since: new, and hers. */
  readonly elsewhere: string;
}

const exception = (code: string): object => ({ objectType: 'KalturaAPIException', code, message: 'No.' });
const VALUES = {
  'the original': ({ original }: Known) => original,
  'another room': ({ other }: Known) => other,
  'a part of the original': ({ child }: Known) => child,
  'a room that she has just copied': ({ elsewhere }: Known) => elsewhere,
  'another activity': () => 5,
  'the original itself': ({ original }: Known) => ({ id: original, objectType: 'KalturaRoomEntry' }),
  'another room itself': ({ other }: Known) => ({ id: other, objectType: 'KalturaRoomEntry', name: 'x' }),
  'no known id': () => '9_zzzzzzzz',
  'a long id': () => `1_${'a'.repeat(70)}`,
  'a token': () => '{1:result:id}',
  'a path': () => '../../../service/baseEntry/action/delete',
  null: () => null,
  zero: () => 0,
  negative: () => -1,
  'a fraction': () => 0.5,
  'a thousand million': () => 1_000_000_000,
  'the end of time': () => 8.64e15,
  'no number': () => 'NaN',
  true: () => true,
  'an empty text': () => '',
  'a long text': () => 'x'.repeat(20_000),
  'half a character': () => '\ud800',
  html: () => '<html><body>Please log in</body></html>',
  'an empty list': () => [],
  'a long list': () => Array.from({ length: 2_000 }, () => ({})),
  'a list in lists': () => [[[[]]]],
  'an empty object': () => ({}),
  'a prototype': () => JSON.parse('{"__proto__":{"id":"1_proto000"},"constructor":1}') as unknown,
  gone: () => exception('ENTRY_ID_NOT_FOUND'),
  'session over': () => exception('INVALID_KS'),
  blocked: () => exception('ACTION_BLOCKED'),
  fault: () => exception('INTERNAL_SERVERL_ERROR'),
  'a code that nobody knows': () => exception('<script>alert(1)</script>'),
} satisfies Readonly<Record<string, (known: Known) => unknown>>;

const lies: fc.Arbitrary<Lie> = fc.record({
  // Each room of the others costs as much as some small ones.
  kind: fc.oneof(
    ...(
      [
        ['small', 20],
        ['batches', 2],
        ['services', 2],
        ['moodle', 1],
      ] as const
    ).map(([kind, weight]) => ({ weight, arbitrary: fc.constant<Kind>(kind) })),
  ),
  during: fc.constantFrom('reading', 'cloning', 'cloning', 'removing'),
  request: fc.integer({ min: 1, max: Math.max(...Object.values(REQUESTS)) }),
  // A server that is wrong for good is looked at some sixty times, and costs as many runs.
  extent: fc.oneof(
    { weight: 27, arbitrary: fc.constant('one' as const) },
    { weight: 5, arbitrary: fc.constant('some' as const) },
    { weight: 1, arbitrary: fc.constant('forGood' as const) },
  ),
  at: fc.oneof(
    fc.constantFrom('ids' as const, 'ids' as const, 'receipts' as const),
    fc.array(fc.nat(40), { maxLength: 4 }),
  ),
  // Its keys are its names.
  says: fc.constantFrom(...(Object.keys(VALUES) as (keyof typeof VALUES)[])),
});

/** Servers with which jobs did not end once: they could not be read, and were looked at for ever. */
const FOR_GOOD: [Lie][] = (['session over', 'null', 'fault', 'an empty object'] as const).flatMap((says) =>
  (['cloning', 'removing'] as const).flatMap((during): [Lie][] => [
    [{ kind: 'small', during, request: 1, extent: 'forGood', at: 'ids', says }],
    [{ kind: 'small', during, request: 1, extent: 'forGood', at: [], says }],
  ]),
);

/** Undo is told that what the same teacher has copied elsewhere is this job's. */
const NOT_OURS: [Lie][] = [1, 2].map((request) => [
  {
    ...{ kind: 'small', during: 'removing', request, extent: 'one', at: 'receipts' },
    says: 'a room that she has just copied',
  },
]);

/** The value with another one at a place: at each level the nth of what is there. */
function changed(value: unknown, [nth, ...deeper]: Path, to: unknown): unknown {
  if (nth === undefined || value === null || typeof value !== 'object') return to;
  const keys = Object.keys(value);
  const key = keys[nth % keys.length];
  if (key === undefined) return to;
  const inside: unknown = Reflect.get(value, key);
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  Reflect.set(copy, key, changed(inside, deeper, to));
  return copy;
}

/** What an answer says of which entry it is about. */
const IDS: ReadonlySet<string> = new Set([
  ...['id', 'entryId', 'rootEntryId', 'parentEntryId', 'contextId', 'roomId', 'cmid'],
]);

function withIds(value: unknown, to: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withIds(one, to));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [key, IDS.has(key) ? to : withIds(inside, to)]),
  );
}

/** In place of the receipts that there are one that this job has not left, and that names an entry as a room of its own. */
function withReceipt(value: unknown, to: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withReceipt(one, to));
  const isList = value !== null && typeof value === 'object' && Reflect.get(value, 'objectType') === RECEIPTS;
  if (!isList) return value;
  const objects = [
    { objectType: 'KalturaUploadToken', id: 'forged', fileName: `clone-room|job-1|room|${String(to)}` },
  ];
  return { ...value, objects, totalCount: 1 };
}
const RECEIPTS = 'KalturaUploadTokenListResponse';

function changedAt(value: unknown, at: Lie['at'], to: unknown): unknown {
  if (at === 'ids') return withIds(value, to);
  return at === 'receipts' ? withReceipt(value, to) : changed(value, at, to);
}

/** A page of Moodle's with other ids in it, or with what is no page in its place. */
const asPage = (page: string, at: Lie['at'], to: unknown): string => {
  const said = typeof to === 'string' ? to : JSON.stringify(to);
  return at === 'ids'
    ? page.replace(/(?<=[?&;]id=|name="(?:coursemodule|update|id)" value=")\d+/g, said)
    : said;
};

async function lying(answer: Response, { at, says }: Lie, known: Known): Promise<Response> {
  // What a browser tells nothing of stays so.
  if (answer.type === 'opaqueredirect') return answer;
  const to: unknown = VALUES[says](known);
  const text = await answer.text();
  const body = parsed(text);
  const changedText =
    body === undefined && text !== ''
      ? asPage(text, at, to)
      : JSON.stringify(changedAt(body, at, to) ?? null);
  const { status, headers } = answer;
  // A Response of ours has no address of its own.
  return Object.defineProperty(new Response(changedText, { status, headers }), 'url', { value: answer.url });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Scene {
  readonly campus: World;
  readonly known: Known;
  readonly start: (reading: Reading) => Promise<Job>;
  /** Everything that was there, but what a clone changes of it: by an id. */
  readonly picture: () => ReadonlyMap<string, string>;
  /** From now on the answers of all servers are what this makes of them. */
  readonly lies: (change: (answer: Response) => Promise<Response>) => void;
  /** Ids of this scene, in an order that is that of every other scene of its kind. */
  readonly ids: readonly string[];
}

const TEXTS = { name: 'Copy', description: '', tags: '' };

async function scene(kind: Kind): Promise<Scene> {
  // Moodle redirects, which only Node's own do.
  if (kind === 'moodle') keepRequestsByNode();
  else keepRequestsInMemory();
  const moodle = kind === 'moodle' ? await campusWithMoodle(USUAL) : undefined;
  const campus = moodle?.kaltura ?? world();
  const { admin, kaltura, services } = campus;
  const add = async (name: string, owner: string): Promise<string> => {
    const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name, entitledUsersEdit: COEDITOR };
    return String((await admin.must(owner, 'room_room', 'add', { entry }))['id']);
  };
  const [original, other] = [moodle?.room ?? (await add('Algebra', OWNER)), await add('Geometry', COEDITOR)];
  if (moodle)
    await admin.must(OWNER, 'baseEntry', 'update', {
      entryId: original,
      baseEntry: { entitledUsersEdit: COEDITOR },
    });
  const children: string[] = [];
  for (let nth = 0; nth < (kind === 'batches' ? PARTS : 1); nth += 1) {
    const entry = { objectType: 'KalturaDataEntry', name: `Sheet ${nth}`, parentEntryId: original };
    children.push(String((await admin.must(OWNER, 'baseEntry', 'add', { entry, type: 6 }))['id']));
  }
  if (kind === 'services') {
    for (const room of [original, other]) services.seed(room, contentOf(room, children[0]!));
  }
  campus.pass(130_000);
  const elsewhere = String((await admin.must(COEDITOR, 'baseEntry', 'clone', { entryId: other }))['id']);
  const known: Known = { original, other, child: children[0]!, elsewhere };
  return {
    campus,
    known,
    ids: [original, other, elsewhere, ...children],
    start: async (reading) => {
      const job = await campus.startWith(
        reading,
        TEXTS,
        kind === 'services' ? { services: WITH_SERVICES } : {},
        moodle && { base: moodle.moodle.base, courseId: 2, cmid: ACTIVITY, module: 'lti', name: 'Live room' },
      );
      return kind === 'batches'
        ? campus.journal.changeJob(job.id, (made) => ({ ...made!, firstChildren: FIRST }))
        : job;
    },
    picture: () =>
      new Map<string, string>([
        ...kaltura
          .entries()
          .map(({ updatedAt: _changed, ...entry }) => [entry.id, JSON.stringify(entry)] as const),
        ...[original, other, elsewhere].flatMap((room) => [
          [`chat of ${room}`, JSON.stringify(services.interactions(room))] as const,
          [`storyboard of ${room}`, JSON.stringify(services.storyboard(room))] as const,
        ]),
        ...(moodle?.moodle.moodle.course.modules ?? []).map(
          (one: CourseModule) => [`activity ${one.id}`, JSON.stringify(one)] as const,
        ),
      ]),
    lies: (change) => {
      campus.lies(change);
      if (moodle) moodle.moodle.through = async (effect) => change(await effect());
    },
  };
}

const USUAL = EACH_VERSION.find(({ version }) => version === '4.5')!;

const contentOf = (room: string, child: string): Parameters<World['services']['seed']>[1] => {
  const made = { contextId: room, createdAt: 1_767_000_000, createdBy: OWNER, status: 'draft' };
  const question = { question: 'Ready?', answers: ['Yes', 'No'], multipleAnswers: false, shareResults: true };
  return {
    interactions: [
      { ...made, id: `poll of ${room}`, type: 'poll', content: question },
      { ...made, id: `cloud of ${room}`, type: 'wordCloud', content: { question: 'Algebra in one word' } },
    ],
    storyboard: [{ id: `item of ${room}`, kind: 'slides', title: 'Sheet', entryId: child, settings: {} }],
  };
};

/** What was read of a room of a kind, once: rooms of all scenes are the same but for their ids. */
const recorded = new Map<Kind, { readonly ids: readonly string[]; readonly reading: string }>();

async function readingOf(kind: Kind, { campus, known, ids }: Scene): Promise<Reading> {
  const before = recorded.get(kind);
  if (before) {
    const reading = before.ids.reduce((text, id, nth) => text.replaceAll(id, ids[nth]!), before.reading);
    return JSON.parse(reading) as Reading; // as it was written
  }
  const reading = await campus.read(known.original);
  if (!reading.ok) throw new Error('The room is not read.');
  recorded.set(kind, { ids, reading: JSON.stringify(reading.value) });
  return reading.value;
}

/** Tells the lie at its time. Answers how often it was told. */
function tell(lie: Lie, { known, lies: onAnswers }: Scene, said: { times: number }): void {
  let answers = 0;
  const first = ((lie.request - 1) % REQUESTS[lie.kind]) + 1;
  onAnswers((answer) => {
    const nth = (answers += 1) - first;
    const last = { one: 0, some: SOME, forGood: Infinity }[lie.extent];
    if (nth < 0 || nth > last) return Promise.resolve(answer);
    said.times += 1;
    return lying(answer, lie, known);
  });
}

/** Sessions that come for a job, each a while after the other, before one says that it waits for ever. */
const SESSIONS = 40;
const WHILE_MS = 120_000;

/** Lets a job end: where it waits for a session one comes, where for a Moodle its patience ends, and the teacher leaves what is asked. */
async function ends(campus: World, job: Job): Promise<Job> {
  let now = await campus.finish(job);
  for (let nth = 0; ; nth += 1) {
    const pause = pauseOf(now);
    if (now.state.kind === 'decision') await campus.decide(job, { kind: 'leave' });
    else if (pause === undefined) return now;
    expect(nth, JSON.stringify(now.state)).toBeLessThan(SESSIONS);
    campus.pass(pause?.until === 'moodle' ? 4 * 86_400_000 : WHILE_MS);
    now = await campus.finish(job, 'session');
  }
}

/** How it ends: what the job's state is, or that the room was not read. */
async function end(
  lie: Lie,
  at: Scene,
  before: ReadonlyMap<string, string>,
  said: { times: number },
): Promise<string> {
  const { campus, known } = at;
  if (lie.during === 'reading') tell(lie, at, said);
  const read = lie.during === 'reading' ? await campus.read(known.original) : undefined;
  if (read && !read.ok) return `not read: ${read.failure.kind}`;
  const reading = read ? read.value : await readingOf(lie.kind, at);
  if (lie.during === 'cloning') tell(lie, at, said);
  const job = await at.start(reading);
  let ended = await ends(campus, job);
  expect(before.has(ended.room ?? '')).toBe(false);
  if (lie.during === 'removing') tell(lie, at, said);
  if (lie.during !== 'cloning' || lie.extent === 'forGood') {
    await campus.undo(job, true);
    ended = await ends(campus, job);
  }
  expect(before.has(ended.room ?? '')).toBe(false);
  const journal = JSON.stringify([ended, await campus.journal.steps(job.id)]);
  expect(journal).not.toContain('djJ8');
  return ended.state.kind;
}

test(`${RUNS} answers that are not what they should be (seed ${SEED})`, async () => {
  const found = new Map<string, number>();
  const said = { times: 0 };
  await fc.assert(
    fc.asyncProperty(lies, async (lie) => {
      const at = await scene(lie.kind);
      const before = at.picture();
      const how = `${lie.kind}: ${await end(lie, at, before, said)}`;
      found.set(how, (found.get(how) ?? 0) + 1);
      const after = at.picture();
      for (const [id, picture] of before) expect(after.get(id), id).toBe(picture);
    }),
    { numRuns: RUNS, seed: SEED, examples: [...FOR_GOOD, ...NOT_OURS] },
  );
  // They are told, and lead somewhere else than the truth would, which ends ready or undone.
  expect(said.times).toBeGreaterThan(RUNS * 2);
  const truthful = [...found].reduce(
    (sum, [how, times]) => (/ready|undone/.test(how) ? sum + times : sum),
    0,
  );
  expect(truthful).toBeLessThan(RUNS * 0.95);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseOf } from '../../lib/clone/job/state.ts';
import type { Reading } from '../../lib/clone/reading/read-room.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { type World, world } from './world.ts';

/**
 * A server whose answers are not what they should be: one is changed at one place, or is none at all, once, some times
 * over, or for good, while a room is read, cloned, and undone. However that ends, it ends, and nothing is touched that
 * the job has not made.
 */

/** `HOSTILE_RUNS` and `HOSTILE_SEED` make more of them, or the same again. */
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 2_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? 12);
/** Reading the room below takes five requests, its clone three, undoing it two. */
const MOST_REQUESTS = 6;
/** So many answers after it, where some are changed: longer than anything tries again at once. */
const SOME = 6;

type Path = readonly number[];
type Extent = 'one' | 'some' | 'forGood';
interface Lie {
  /** What is going on when it begins. */
  readonly during: 'reading' | 'cloning' | 'removing';
  readonly request: number;
  readonly extent: Extent;
  /** Where in it; or everywhere where an answer names an entry. */
  readonly at: Path | 'ids';
  readonly says: keyof typeof VALUES;
}
/** The ids that a server may name in place of another. */
interface Known {
  readonly original: string;
  readonly other: string;
  readonly child: string;
}

const exception = (code: string): object => ({ objectType: 'KalturaAPIException', code, message: 'No.' });
const VALUES = {
  'the original': ({ original }: Known) => original,
  'another room': ({ other }: Known) => other,
  'a part of the original': ({ child }: Known) => child,
  'the original itself': ({ original }: Known) => ({ id: original, objectType: 'KalturaRoomEntry' }),
  'another room itself': ({ other }: Known) => ({ id: other, objectType: 'KalturaRoomEntry', name: 'x' }),
  'no known id': () => '9_zzzzzzzz',
  'a long id': () => `1_${'a'.repeat(70)}`,
  'a token': () => '{1:result:id}',
  'a path': () => '../../service/baseEntry/action/delete',
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
  during: fc.constantFrom('reading', 'cloning', 'cloning', 'removing'),
  request: fc.integer({ min: 1, max: MOST_REQUESTS }),
  // A server that is wrong for good is looked at some sixty times, and costs as many runs.
  extent: fc.oneof(
    { weight: 12, arbitrary: fc.constant('one' as const) },
    { weight: 4, arbitrary: fc.constant('some' as const) },
    { weight: 1, arbitrary: fc.constant('forGood' as const) },
  ),
  at: fc.oneof(fc.constant('ids' as const), fc.array(fc.nat(40), { maxLength: 4 })),
  // Its keys are its names.
  says: fc.constantFrom(...(Object.keys(VALUES) as (keyof typeof VALUES)[])),
});

/** Servers with which jobs did not end once: they could not be read, and were looked at for ever. */
const FOR_GOOD: [Lie][] = (['session over', 'null', 'fault', 'an empty object'] as const).flatMap((says) =>
  (['cloning', 'removing'] as const).flatMap((during): [Lie][] => [
    [{ during, request: 1, extent: 'forGood', at: 'ids', says }],
    [{ during, request: 1, extent: 'forGood', at: [], says }],
  ]),
);

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
const IDS: ReadonlySet<string> = new Set(['id', 'entryId', 'rootEntryId', 'parentEntryId', 'fileName']);

function withIds(value: unknown, to: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withIds(one, to));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [key, IDS.has(key) ? to : withIds(inside, to)]),
  );
}

async function lying(answer: Response, { at, says }: Lie, known: Known): Promise<Response> {
  const body: unknown = await answer.json().catch(() => null);
  const to: unknown = VALUES[says](known);
  return Response.json((at === 'ids' ? withIds(body, to) : changed(body, at, to)) ?? null);
}

interface Scene {
  readonly campus: World;
  readonly known: Known;
  /** Entry → all that it is, but what a clone of it changes. */
  readonly before: ReadonlyMap<string, string>;
}

const pictureOf = (campus: World): ReadonlyMap<string, string> =>
  new Map(
    campus.kaltura.entries().map(({ updatedAt: _changed, ...entry }) => [entry.id, JSON.stringify(entry)]),
  );

async function scene(): Promise<Scene> {
  const campus = world();
  const add = async (name: string): Promise<string> => {
    const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name, entitledUsersEdit: COEDITOR };
    return String((await campus.admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
  };
  const [original, other] = [await add('Algebra'), await add('Geometry')];
  const child = await campus.admin.must(OWNER, 'baseEntry', 'add', {
    entry: { objectType: 'KalturaDataEntry', name: 'Sheet', parentEntryId: original },
    type: 6,
  });
  campus.pass(130_000);
  return { campus, known: { original, other, child: String(child['id']) }, before: pictureOf(campus) };
}

const TEXTS = { name: 'Copy', description: '', tags: '' };

/** What was read of a room like this one, once: rooms of all scenes are the same but for their ids. */
let recorded: { readonly known: Known; readonly reading: string } | undefined;

async function readingOf({ campus, known }: Scene): Promise<Reading> {
  if (!recorded) {
    const reading = await campus.read(known.original);
    if (!reading.ok) throw new Error('The room is not read.');
    recorded = { known, reading: JSON.stringify(reading.value) };
  }
  const { known: then, reading } = recorded;
  return JSON.parse(
    reading
      .replaceAll(then.original, known.original)
      .replaceAll(then.other, known.other)
      .replaceAll(then.child, known.child),
  ) as Reading; // as it was written
}

/** Tells the lie at its time. Answers how often it was told. */
function tell(lie: Lie, { campus, known }: Scene, said: { times: number }): void {
  let first: number | undefined;
  campus.lies((answer, n) => {
    first ??= n;
    const nth = n - first + 1 - lie.request;
    const last = { one: 0, some: SOME, forGood: Infinity }[lie.extent];
    if (nth < 0 || nth > last) return Promise.resolve(answer);
    said.times += 1;
    return lying(answer, lie, known);
  });
}

/** How it ends: what the job's state is, or that the room was not read. */
async function end(lie: Lie, at: Scene, said: { times: number }): Promise<string> {
  const { campus, known, before } = at;
  if (lie.during === 'reading') tell(lie, at, said);
  const read = lie.during === 'reading' ? await campus.read(known.original) : undefined;
  if (read && !read.ok) return `not read: ${read.failure.kind}`;
  const reading = read ? read.value : await readingOf(at);
  if (lie.during === 'cloning') tell(lie, at, said);
  const job = await campus.startWith(reading, TEXTS);
  let ended = await campus.finish(job);
  expect(before.has(ended.room ?? '')).toBe(false);
  if (lie.during === 'removing') tell(lie, at, said);
  if (lie.during !== 'cloning' || lie.extent === 'forGood') {
    await campus.undo(job, true);
    ended = await campus.finish(job);
    // Only the teacher can tell: she leaves it.
    if (ended.state.kind === 'decision') {
      await campus.decide(job, { kind: 'leave' });
      ended = await campus.finish(job);
    }
  }
  expect(before.has(ended.room ?? '')).toBe(false);
  const journal = JSON.stringify([ended, await campus.journal.steps(job.id)]);
  expect(journal).not.toContain('djJ8');
  return pauseOf(ended) ? `${ended.state.kind}, ${pauseOf(ended)?.until}` : ended.state.kind;
}

test(`${RUNS} answers that are not what they should be (seed ${SEED})`, { timeout: 600_000 }, async () => {
  const ends = new Map<string, number>();
  const said = { times: 0 };
  await fc.assert(
    fc.asyncProperty(lies, async (lie) => {
      const at = await scene();
      const how = await end(lie, at, said);
      ends.set(how, (ends.get(how) ?? 0) + 1);
      const after = pictureOf(at.campus);
      for (const [id, picture] of at.before) expect(after.get(id), id).toBe(picture);
    }),
    { numRuns: RUNS, seed: SEED, examples: FOR_GOOD },
  );
  // They are told, and lead somewhere else than the truth would, which ends ready or undone.
  expect(said.times).toBeGreaterThan(RUNS * 2);
  const truthful = (ends.get('ready') ?? 0) + (ends.get('undone') ?? 0);
  expect(truthful).toBeLessThan(RUNS * 0.95);
});

import { beforeEach, expect, test, vi } from 'vitest';
import type { Launch, MoodleResult } from '../../moodle/port.ts';
import { ActivityCache } from './activity-cache.ts';
import { ActivityRooms, type Tool } from './activity-rooms.ts';

type Seen = (entries: { isIntersecting: boolean; target: Element }[]) => void;

/** The browser's observer, by hand: what is observed comes into view when a test says so. */
class Observer {
  static last: Observer;
  readonly observed = new Set<Element>();
  readonly #seen: Seen;
  constructor(seen: Seen) {
    this.#seen = seen;
    Observer.last = this;
  }
  observe(row: Element): void {
    this.observed.add(row);
  }
  unobserve(row: Element): void {
    this.observed.delete(row);
  }
  disconnect(): void {
    this.observed.clear();
  }
  show(rows: readonly Element[]): void {
    this.#seen(rows.map((target) => ({ isIntersecting: true, target })));
  }
}

beforeEach(() => vi.stubGlobal('IntersectionObserver', Observer));

const ROOM = 'https://102.kaf.kaltura.com/embeddedrooms/index/view-room';
const room = (cmid: number): MoodleResult<Launch> => ({
  ok: true,
  value: { toolUrl: ROOM, entryId: `1_${String(cmid).padStart(8, '0')}` },
});

/** A Moodle whose launches a test answers, one by one. */
function moodle() {
  const waiting: { cmid: number; answer: (result: MoodleResult<Launch>) => void; fail: () => void }[] = [];
  let asked = 0;
  return {
    waiting,
    asked: () => asked,
    launch: (cmid: number) => {
      asked += 1;
      return new Promise<MoodleResult<Launch>>((resolve, reject) => {
        waiting.push({ cmid, answer: resolve, fail: () => reject(new Error('broken')) });
      });
    },
  };
}

const items = new Map<string, string>();
// The two methods that are used.
const tab = {
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => void items.set(key, value),
} as Storage;

function page(at: ReturnType<typeof moodle>, signal = new AbortController().signal) {
  const cache = new ActivityCache(
    'https://moodle.example.edu',
    () => tab,
    () => 1_000,
  );
  let changes = 0;
  /** How many were known at each turn of the page's. */
  const turns: number[] = [];
  const turn = (): Promise<void> => (turns.push(changes), new Promise((resolve) => setTimeout(resolve)));
  let isBroken = false;
  const changed = (): void => {
    if (isBroken) throw new Error('The page fails.');
    changes += 1;
  };
  const rooms = new ActivityRooms(at, cache, changed, signal, turn);
  return { rooms, cache, turns, changes: () => changes, fails: () => (isBroken = true) };
}

const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 0));
/** The parts of a row that are used; a later one stands below an earlier one. */
let rowsMade = 0;
function row(isConnected = true): Element {
  const at = (rowsMade += 1);
  const made = {
    at,
    isConnected,
    DOCUMENT_POSITION_FOLLOWING: 4,
    compareDocumentPosition: (other: unknown) => ((other as { at: number }).at > at ? 4 : 2), // another of these
  };
  return made as unknown as Element;
}
const tools = (count: number): Tool[] =>
  Array.from({ length: count }, (_, at) => ({ cmid: at + 1, module: 'lti' }));

beforeEach(() => items.clear());

test('of a course of 200, whatever is in view is looked into, two at a time, and each once a tab', async () => {
  const at = moodle();
  const { rooms } = page(at);
  const all = tools(200).map((tool) => ({ tool, row: row() }));
  for (const { tool, row: shown } of all) rooms.await(tool, shown);
  expect(at.asked()).toBe(0);
  Observer.last.show(all.map(({ row: shown }) => shown));
  let most = 0;
  while (at.waiting.length > 0) {
    most = Math.max(most, at.waiting.length);
    const next = at.waiting.shift()!; // one waits
    next.answer(room(next.cmid));
    await settle();
  }
  expect([most, at.asked(), rooms.entryIds.length]).toEqual([2, 200, 200]);
  // Seen again, in this page or the next one, nothing is asked.
  const again = page(at);
  await again.rooms.readAll(tools(200));
  expect([at.asked(), again.rooms.entryIds.length]).toEqual([200, 200]);
  expect(again.rooms.of(7)).toEqual({ entryId: '1_00000007', room: true, partner: 102 });
  // A few in one task: in between the page has its turn.
  const known = [...again.turns, again.changes()];
  expect(known.at(-1)).toBe(200);
  expect(Math.max(...known.map((count, task) => count - (known[task - 1] ?? 0)))).toBeLessThanOrEqual(10);
});

test('what was scrolled past in one go is looked into after what is in view, at once where it comes into view', async () => {
  const at = moodle();
  const { rooms } = page(at);
  const all = tools(9).map((tool) => ({ tool, row: row(tool.cmid !== 3) }));
  for (const { tool, row: shown } of all) rooms.await(tool, shown);
  const asked: number[] = [];
  const answerNext = async (): Promise<void> => {
    const next = at.waiting.shift()!; // as each caller has seen
    asked.push(next.cmid);
    next.answer(room(next.cmid));
    await settle();
  };
  // From the top to the seventh and the eighth; the ninth was never in view, and Moodle has made the third anew.
  Observer.last.show([all[6]!.row, all[7]!.row]);
  for (let count = 0; count < 3; count += 1) await answerNext();
  Observer.last.show([all[5]!.row]);
  while (at.waiting.length > 0) await answerNext();
  expect(asked).toEqual([7, 8, 1, 2, 4, 6, 5]);
});

test.each(['breaks', 'is lost', 'opens nothing', 'is refused'] as const)(
  'an answer that %s frees its place for the next one',
  async (how) => {
    const at = moodle();
    const { rooms } = page(at);
    const done = rooms.readAll(tools(5));
    for (let count = 0; count < 5; count += 1) {
      const next = at.waiting.shift()!; // it is asked for one after the other
      if (how === 'breaks') next.fail();
      if (how === 'is lost') next.answer({ ok: false, failure: { kind: 'lost' } });
      if (how === 'opens nothing') next.answer({ ok: true, value: { toolUrl: 'https://tool.example.edu' } });
      if (how === 'is refused')
        next.answer({ ok: false, failure: { kind: 'refused', code: 'nopermissions' } });
      await settle();
    }
    await done;
    expect([at.asked(), rooms.entryIds]).toEqual([5, []]);
    // What a silent Moodle would have said is asked again in the next page; what it has said is not.
    void page(at).rooms.readAll(tools(1));
    expect(at.asked()).toBe(how === 'breaks' || how === 'is lost' ? 6 : 5);
  },
);

test('where the page fails that is told of an answer, the next ones have their turn (J18)', async () => {
  const at = moodle();
  const { rooms, fails } = page(at);
  fails();
  const done = rooms.readAll(tools(5));
  for (let count = 0; count < 5; count += 1) {
    const next = at.waiting.shift()!; // one waits
    next.answer(room(next.cmid));
    await settle();
  }
  await done;
  expect(at.asked()).toBe(5);
});

test('before anything is done with it, what an earlier page has found is looked up anew', async () => {
  const at = moodle();
  const earlier = page(at);
  earlier.cache.set(1, { entryId: '1_old00000', room: true });
  const { rooms, changes } = page(at);
  await rooms.readAll(tools(1));
  expect(rooms.of(1)).toMatchObject({ entryId: '1_old00000' });
  const current = rooms.current({ cmid: 1, module: 'lti' });
  at.waiting.shift()!.answer(room(1));
  expect(await current).toMatchObject({ entryId: '1_00000001' });
  expect(await rooms.current({ cmid: 1, module: 'lti' })).toMatchObject({ entryId: '1_00000001' });
  expect([at.asked(), changes()]).toEqual([1, 2]);
});

test('what is said after the end of the page is not kept, and nothing more is asked', async () => {
  const at = moodle();
  const life = new AbortController();
  const { rooms } = page(at, life.signal);
  const done = rooms.readAll(tools(5));
  life.abort();
  at.waiting.shift()!.answer(room(1));
  await done;
  expect([at.asked(), rooms.entryIds, items.size]).toEqual([2, [], 0]);
});

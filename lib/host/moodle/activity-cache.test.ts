import { expect, test } from 'vitest';
import { ActivityCache } from './activity-cache.ts';

const MOODLE = 'https://campus.example.edu/moodle';
const KEY = `clone-room-activity ${MOODLE} 4`;

/** The storage of one tab, as far as it is used. */
class Tab {
  readonly items = new Map<string, string>();
  /** How often it was asked for anything, and how much was written. */
  asked = 0;
  written = 0;
  readonly storage = this.#storage();
  now = 1_000_000;

  #storage(): Storage {
    const { items } = this;
    const ask = <T>(answer: T): T => ((this.asked += 1), answer);
    return {
      get length() {
        return items.size;
      },
      key: (at: number) => ask([...items.keys()][at] ?? null),
      getItem: (key: string) => ask(items.get(key) ?? null),
      removeItem: (key: string) => void ask(items.delete(key)),
      setItem: (key: string, value: string) => {
        this.written += value.length;
        ask(items.set(key, value));
      },
    } as Storage; // what is used of it
  }

  page(base = MOODLE): ActivityCache {
    return new ActivityCache(
      base,
      () => this.storage,
      () => this.now,
    );
  }
}

const ROOM = { entryId: '1_abcd1234', room: true, partner: 102 };

test('what was found is known in the next page of the tab, for a while', () => {
  const tab = new Tab();
  const first = tab.page();
  first.set(4, ROOM);
  first.set(5, undefined);
  expect(first.get(4)).toEqual({ opened: ROOM });
  const next = tab.page();
  expect(next.get(4)).toEqual({ opened: ROOM });
  expect(next.get(5)).toEqual({ opened: undefined });
  expect(next.get(6)).toBeUndefined();
  tab.now += 29 * 60_000;
  expect(tab.page().get(4)).toEqual({ opened: ROOM });
  tab.now += 60_000;
  expect(tab.page().get(4)).toBeUndefined();
  // A clock that was set back.
  tab.now = 0;
  expect(tab.page().get(4)).toBeUndefined();
});

test('an activity that is being changed is forgotten', () => {
  const tab = new Tab();
  tab.page().set(4, ROOM);
  tab.page().set(5, ROOM);
  tab.page().forget(4);
  expect(tab.page().get(4)).toBeUndefined();
  expect(tab.page().get(5)).toEqual({ opened: ROOM });
});

test.each(['', '[', 'null', '{"at":1000000,"opened":{"entryId":"<script>","room":true}}', '7'])(
  'what the page has put there in its place (%s) is nothing',
  (text) => {
    const tab = new Tab();
    tab.items.set(KEY, text);
    expect(tab.page().get(4)).toBeUndefined();
  },
);

test('where the site forbids it, or it is full, it is kept for the page', () => {
  const cache = new ActivityCache(
    MOODLE,
    () => {
      throw new DOMException('No storage', 'SecurityError');
    },
    () => 0,
  );
  cache.set(4, ROOM);
  expect(cache.get(4)).toEqual({ opened: ROOM });
});

test('two Moodles of one host have activities of the same number', () => {
  const tab = new Tab();
  tab.page().set(4, ROOM);
  expect(tab.page('https://campus.example.edu/old').get(4)).toBeUndefined();
  expect(tab.page('https://campus.example.edu').get(4)).toBeUndefined();
  expect(tab.page().get(4)).toEqual({ opened: ROOM });
});

test('it does not grow without end', () => {
  const tab = new Tab();
  const cache = tab.page();
  const keep = (page: ActivityCache, from: number, to: number): void => {
    for (let cmid = from; cmid <= to; cmid += 1) page.set(cmid, ROOM);
  };
  tab.items.set('another', 'x');
  keep(cache, 2, 600);
  tab.now += 1;
  cache.set(1, ROOM);
  tab.now += 1;
  // In the next page the oldest of the last one go first.
  keep(tab.page(), 601, 1_599);
  expect(tab.items.size).toBe(1_001);
  expect([1, 599, 600, 1_599].map((cmid) => tab.page().get(cmid) !== undefined)).toEqual([
    ...[true, false, false, true],
  ]);
});

test('one more costs the same, however many there are', () => {
  const tab = new Tab();
  const cache = tab.page();
  const costOf = (cmid: number): readonly number[] => {
    const { asked, written } = tab;
    cache.set(cmid, ROOM);
    cache.get(cmid);
    return [tab.asked - asked, tab.written - written];
  };
  const first = costOf(1_000);
  for (let cmid = 2_000; cmid < 2_200; cmid += 1) cache.set(cmid, ROOM);
  expect(costOf(1_001)).toEqual(first);
  expect(first[0]).toBe(1);
});

import { expect, test } from 'vitest';
import { ActivityCache } from './activity-cache.ts';

const MOODLE = 'https://campus.example.edu/moodle';
const KEY = `clone-room-activities ${MOODLE}`;

/** The storage of one tab, as far as it is used. */
class Tab {
  readonly items = new Map<string, string>();
  readonly storage = {
    getItem: (key: string) => this.items.get(key) ?? null,
    setItem: (key: string, value: string) => void this.items.set(key, value),
  } as Storage; // the two methods that are used
  now = 1_000_000;

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

test.each(['', '[', 'null', '{"4":{"at":1000000,"opened":{"entryId":"<script>","room":true}}}', '{"4":7}'])(
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
  for (let cmid = 1; cmid <= 1_100; cmid += 1) cache.set(cmid, ROOM);
  expect(cache.get(1_100)).toBeDefined();
  // It was kept just above.
  expect(Object.keys(JSON.parse(tab.items.get(KEY)!) as object)).toHaveLength(1_000);
});

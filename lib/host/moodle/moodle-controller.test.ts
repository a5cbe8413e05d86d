// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"disableIframePageLoading":true}}
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PageMessage, PageRoom } from '../../messages/messages.ts';
import type { CourseState, Launch, MoodleResult } from '../../moodle/port.ts';
import { ActivityCache } from './activity-cache.ts';
import { MoodleController } from './moodle-controller.ts';

const BASE = 'https://moodle.example.edu';
const ROOM = '1_abcd1234';
const FILM = '1_film00001';
const VIEW_ROOM = 'https://102.kaf.kaltura.com/embeddedrooms/index/view-room';
const TEXTS = { item: 'Clone room', updated: 'Updated.', copied: 'A copy is here.' };

/** Rows are in view as soon as they are observed. */
class Observer {
  readonly #seen: (entries: { isIntersecting: boolean; target: Element }[]) => void;
  constructor(seen: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
    this.#seen = seen;
  }
  observe(target: Element): void {
    this.#seen([{ isIntersecting: true, target }]);
  }
  readonly unobserve = (): void => undefined;
  readonly disconnect = (): void => undefined;
}

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('IntersectionObserver', Observer);
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

/** Lets the script's time pass until this holds: it waits for no clock, however busy the machine is. */
async function until(holds: () => void): Promise<void> {
  for (let step = 0; step < 1_000; step += 1) {
    try {
      return holds();
    } catch {
      await vi.advanceTimersByTimeAsync(50);
      // What the page's own observers tell is told by timers that are not the test's.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  holds();
}

function show(fixture: 'moodle-course' | 'moodle-activity'): void {
  const html = readFileSync(`${import.meta.dirname}/../../pages/fixtures/${fixture}.html`, 'utf8');
  const page = new DOMParser().parseFromString(html, 'text/html');
  const fresh = document.importNode(page.documentElement, true);
  document.documentElement.remove();
  document.append(fresh);
}

const opens = (entryId: string, toolUrl = VIEW_ROOM): MoodleResult<Launch> => ({
  ok: true,
  value: { toolUrl, entryId },
});

interface Options {
  /** Activity → what it launches; all others open nothing that we know. */
  readonly launches?: Record<number, MoodleResult<Launch> | Promise<MoodleResult<Launch>>>;
  readonly course?: MoodleResult<CourseState>;
  /** What the background knows of rooms; undefined: it has no session to ask with. */
  readonly rooms?: readonly PageRoom[];
  readonly isThere?: () => boolean;
  /** What earlier pages of the tab have left. */
  readonly tabStorage?: Map<string, string>;
}

/** What a Moodle says that does not answer. */
const SILENT = {
  slow: (): Promise<MoodleResult<Launch>> => new Promise(() => undefined),
  silent: (): MoodleResult<Launch> => ({ ok: false, failure: { kind: 'lost' } }),
};

/** Our script at work in the page, with a Moodle and a background that answer as said. */
function start({
  launches = { 4: opens(ROOM) },
  course,
  rooms,
  isThere = () => true,
  tabStorage,
}: Options = {}) {
  const messages: PageMessage[] = [];
  const launched: number[] = [];
  const page = {
    base: BASE,
    answer: (question: unknown) => Promise.resolve({ ok: true as const, value: question }),
    course: () => Promise.resolve(course ?? { ok: true as const, value: [] }),
    launch: (cmid: number) => {
      launched.push(cmid);
      return Promise.resolve(
        launches[cmid] ?? { ok: true as const, value: { toolUrl: 'https://tool.example.edu' } },
      );
    },
  };
  const send = (message: PageMessage): Promise<unknown> => {
    messages.push(message);
    if (message.type !== 'rooms.seen') return Promise.resolve(undefined);
    return Promise.resolve({
      session: rooms !== undefined,
      rooms: rooms ?? [],
      texts: TEXTS,
      partners: [102],
    });
  };
  const kept = tabStorage ?? new Map<string, string>();
  const tab = {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage; // what is used of it
  const cache = new ActivityCache(
    'https://moodle.example.edu',
    () => tab,
    () => 1_000,
  );
  const controller = new MoodleController(window, page, cache, { send, isThere }, life.signal);
  controller.start();
  const sent = (type: PageMessage['type']): PageMessage[] => messages.filter((each) => each.type === type);
  return { controller, messages, launched, sent };
}

const items = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-clone-room-activity]')];
const rows = (): (string | undefined)[] => items().map((item) => item.closest('li.activity')?.id);

/** A click as a person makes it: what a page makes is not trusted. */
function click(item: Element, isTrusted = true, type = 'click'): void {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  item.dispatchEvent(event);
}

const right = (entryId: string, may: boolean): PageRoom => ({ entryId, name: entryId, right: may });

test('a course: the item is where an activity opens a room, and a click of a person asks for the window', async () => {
  show('moodle-course');
  const { sent } = start();
  await until(() => expect(rows()).toEqual(['module-4']));
  click(items()[0]!, false);
  click(items()[0]!);
  await until(() => expect(sent('clone.clicked')).toHaveLength(1));
  expect(sent('clone.clicked')[0]).toEqual({
    type: 'clone.clicked',
    entryId: ROOM,
    sessions: [],
    activity: { base: BASE, courseId: 2, cmid: 4, module: 'lti', name: 'Kaltura room (embed)' },
  });
});

test('by Space it is chosen as by a click, and the menu hears of one, so that it closes (M15)', async () => {
  show('moodle-course');
  const { sent } = start();
  await until(() => expect(rows()).toEqual(['module-4']));
  const [item] = items();
  let heard = 0;
  item!.closest('.dropdown-menu')!.addEventListener('click', () => (heard += 1), { signal: life.signal });
  const press = (isTrusted: boolean): void => {
    const event = new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    item!.dispatchEvent(event);
  };
  press(false);
  expect(heard).toBe(0);
  press(true);
  await until(() => expect(sent('clone.clicked')).toHaveLength(1));
  expect(heard).toBe(1);
});

test('of a video only Kaltura can tell whether it is a room: it is asked of when there is a session', async () => {
  show('moodle-course');
  const launches = { 4: opens(ROOM), 7: opens(FILM, '') };
  const { launched } = start({ launches });
  await until(() => expect(rows()).toEqual(['module-4']));
  expect(launched).not.toContain(7);
  life.abort();
  life = new AbortController();
  show('moodle-course');
  start({ launches, rooms: [right(ROOM, false), right(FILM, true)] });
  await until(() => expect(rows()).toEqual(['module-7']));
});

test('the item goes where it turns out that this teacher may not, and no click is likely in its menu any more', async () => {
  show('moodle-course');
  const rooms: PageRoom[] = [right(ROOM, true)];
  const { controller, sent } = start({ rooms });
  await until(() => expect(rows()).toEqual(['module-4']));
  const [menu] = document.querySelectorAll('#module-4 .dropdown-menu');
  click(menu!, false, 'pointermove');
  expect(sent('dialog.likely')).toEqual([]);
  click(menu!, true, 'pointermove');
  expect(sent('dialog.likely')).toHaveLength(1);
  rooms.splice(0, 1, right(ROOM, false));
  expect(controller.receive({ type: 'rooms.known' })).toBeUndefined();
  await until(() => expect(rows()).toEqual([]));
  vi.spyOn(performance, 'now').mockReturnValue(1e9);
  click(menu!, true, 'pointermove');
  vi.restoreAllMocks();
  expect(sent('dialog.likely')).toHaveLength(1);
});

test('a row that Moodle makes anew has the item again', async () => {
  show('moodle-course');
  start();
  await until(() => expect(rows()).toEqual(['module-4']));
  // No look at the page is due any more.
  await vi.advanceTimersByTimeAsync(500);
  const row = document.querySelector('#module-4')!;
  const fresh = row.cloneNode(true) as Element; // as the row is
  fresh.querySelectorAll('[data-clone-room-activity-node]').forEach((node) => node.remove());
  row.replaceWith(fresh);
  expect(rows()).toEqual([]);
  await until(() => expect(rows()).toEqual(['module-4']));
});

test('a row that is made again from its own HTML, with our mark and no listener, has an item that works (P11)', async () => {
  show('moodle-course');
  const { sent } = start();
  await until(() => expect(rows()).toEqual(['module-4']));
  await vi.advanceTimersByTimeAsync(500);
  const row = document.querySelector('#module-4')!;
  row.replaceWith(row.cloneNode(true));
  const [dead] = items();
  await until(() => expect(items()[0]).not.toBe(dead));
  expect(rows()).toEqual(['module-4']);
  click(items()[0]!);
  await until(() => expect(sent('clone.clicked')).toHaveLength(1));
});

test('of a course of many rooms a few rows are looked at, and get their item, in one task: the page has its turn in between', async () => {
  show('moodle-course');
  const row = document.querySelector('#module-4')!;
  const cmids = Array.from({ length: 60 }, (_, at) => 1000 + at);
  for (const cmid of cmids) {
    const other = row.cloneNode(true) as HTMLElement; // as the row is
    other.id = `module-${cmid}`;
    other.dataset['id'] = String(cmid);
    row.after(other);
  }
  const observed = vi.spyOn(Observer.prototype, 'observe');
  // Rows looked at, and items made, by each turn of the page's.
  const done: (readonly [rows: number, items: number])[] = [];
  const note = (): unknown => done.push([observed.mock.calls.length, items().length]);
  const turn = (): Promise<void> => (note(), new Promise((resolve) => setTimeout(resolve)));
  vi.stubGlobal('scheduler', { yield: turn });
  start({ launches: Object.fromEntries([4, ...cmids].map((cmid) => [cmid, opens(ROOM)])) });
  for (let step = 0; step < 100 && items().length < 61; step += 1) await vi.advanceTimersByTimeAsync(100);
  note();
  expect(items()).toHaveLength(61);
  expect(done.at(-1)?.[0]).toBeGreaterThanOrEqual(61);
  const atOnce = done.map(([rowsNow, itemsNow], at) => [
    rowsNow - (done[at - 1]?.[0] ?? 0),
    itemsNow - (done[at - 1]?.[1] ?? 0),
  ]);
  expect(Math.max(...atOnce.flat())).toBeLessThanOrEqual(5);
  vi.unstubAllGlobals();
  observed.mockRestore();
});

/** A course of so many rooms, each of which takes its time to be looked into. @returns how often a row was looked at */
async function looksAtCourse(of: number): Promise<number> {
  show('moodle-course');
  const row = document.querySelector('#module-4')!;
  for (let cmid = 1_001; cmid < 1_000 + of; cmid += 1) {
    const other = row.cloneNode(true) as HTMLElement; // as the row is
    other.id = `module-${cmid}`;
    other.dataset['id'] = String(cmid);
    row.after(other);
  }
  const query = vi.spyOn(Element.prototype, 'querySelector');
  const later = (cmid: string): Promise<MoodleResult<Launch>> =>
    new Promise((resolve) => setTimeout(() => resolve(opens(`1_room${cmid.padStart(6, '0')}`)), 100));
  const launches = new Proxy({}, { get: (_, cmid) => later(String(cmid)) });
  start({ launches });
  await until(() => expect(items()).toHaveLength(of));
  // What is looked at when the page is ready, and again when the last item is in it.
  await vi.advanceTimersByTimeAsync(5_000);
  const looks = query.mock.calls.filter(([selector]) => selector.includes('editing_duplicate')).length;
  query.mockRestore();
  return looks;
}

test('while the rooms of a course are looked into one by one, each row is looked at a few times, however many there are', async () => {
  const of = 60;
  const looks = await looksAtCourse(of);
  expect(looks).toBeGreaterThanOrEqual(of);
  // At first, when there are texts, when the page is ready, and when its item has come; the fixture has other rows.
  expect(looks).toBeLessThanOrEqual((of + 5) * 4);
});

test('an item that the page puts elsewhere, or into a row that has no menu any more, goes', async () => {
  show('moodle-course');
  start();
  await until(() => expect(rows()).toEqual(['module-4']));
  await vi.advanceTimersByTimeAsync(5_000);
  const copy = document.querySelector('[data-clone-room-activity-node]')!.cloneNode(true);
  document.body.append(copy);
  await until(() => expect(copy.isConnected).toBe(false));
  expect(rows()).toEqual(['module-4']);
  const [item] = items();
  const row = document.querySelector('#module-4')!;
  const menu = item!.closest('.dropdown-menu')!;
  menu.replaceWith(...menu.childNodes);
  await until(() => expect(items()).toEqual([]));
  expect(row.isConnected).toBe(true);
});

test('left behind by an update, it says so, and asks nobody', async () => {
  show('moodle-course');
  let there = true;
  const { sent } = start({ isThere: () => there });
  await until(() => expect(items()).toHaveLength(1));
  there = false;
  click(items()[0]!);
  await until(() => expect(document.documentElement.textContent).toContain(TEXTS.updated));
  expect(sent('clone.clicked')).toEqual([]);
});

test('at its end nothing of ours is left', async () => {
  show('moodle-course');
  const { controller } = start();
  await until(() => expect(items()).toHaveLength(1));
  await controller.receive({ type: 'launch.show', base: BASE, cmid: 4 });
  const hosts = (): number => document.querySelectorAll('[data-clone-room-host]').length;
  expect(hosts()).toBe(1);
  life.abort();
  expect([items().length, hosts()]).toEqual([0, 0]);
  document.body.append(document.createElement('p'));
  await vi.advanceTimersByTimeAsync(300);
  expect(items()).toEqual([]);
});

test("an activity's own page says that it shows the room, of the entry that it opens alone", async () => {
  show('moodle-activity');
  const { controller } = start();
  const shown = (entryId: string, where: 'frame' | 'tab') =>
    controller.receive({ type: 'activity.shown', entryId, where });
  for (const where of ['frame', 'tab'] as const) {
    expect(await shown('1_other5678', where)).toBeUndefined();
    expect(await shown(ROOM, where)).toMatchObject({ cmid: 4 });
  }
});

describe('a course whose room has a tab of its own', () => {
  const tool = (cmid: number) => ({ cmid, name: `Room ${cmid}`, module: 'lti', visible: true, sectionId: 1 });
  async function ask(
    others: readonly number[],
    entryId: string,
    where: 'frame' | 'tab',
    { launches = {}, pressed = [] as readonly number[], isTrusted = true } = {},
  ) {
    show('moodle-course');
    for (const cmid of pressed) document.querySelector(`#module-${cmid}`)!.append(linkTo(cmid));
    const course = { ok: true as const, value: [4, ...others].map(tool) };
    const { controller } = start({ course, launches: { 4: opens(ROOM), ...launches } });
    await until(() => expect(rows()).toContain('module-4'));
    for (const cmid of pressed) click(document.querySelector(`#module-${cmid} .instancename`)!, isTrusted);
    return controller.receive({ type: 'activity.shown', entryId, where });
  }

  /** As Moodle writes it for a tool that opens in a window of its own. */
  function linkTo(cmid: number): Element {
    const link = document.createElement('a');
    link.href = `${BASE}/mod/lti/view.php?id=${cmid}`;
    link.setAttribute('onclick', 'return false;');
    link.append(Object.assign(document.createElement('span'), { className: 'instancename' }));
    return link;
  }

  test('says which activity opened it, where that is one alone', async () => {
    expect(await ask([], ROOM, 'tab')).toMatchObject({ cmid: 4, name: 'Room 4' });
    expect(await ask([], '1_other5678', 'tab')).toBeUndefined();
    expect(await ask([], ROOM, 'frame')).toBeUndefined();
  });

  test('of two activities it is the one that a person has opened from there; none where that was neither, or both', async () => {
    const askOfTwo = (pressed: readonly number[], isTrusted = true) =>
      ask([5], ROOM, 'tab', { launches: { 5: opens(ROOM) }, pressed, isTrusted });
    expect(await askOfTwo([])).toBeUndefined();
    expect(await askOfTwo([5])).toMatchObject({ cmid: 5, name: 'Room 5' });
    expect(await askOfTwo([4])).toMatchObject({ cmid: 4 });
    expect(await askOfTwo([4, 5])).toBeUndefined();
    expect(await askOfTwo([5], false)).toBeUndefined();
  });
});

test("an activity's own page has the item in one place: what stands above the frame goes when the menu has come (M1)", async () => {
  show('moodle-activity');
  const nav = document.querySelector('.secondary-navigation nav')!;
  const more = nav.querySelector('[data-region=moredropdown]')!;
  const filled = [...more.children];
  // As the server sends it, by a script of Moodle's that is late.
  nav.classList.remove('observed');
  more.replaceChildren();
  const { controller } = start({ rooms: [right(ROOM, true)] });
  const places = (): string[] =>
    items().map((item) => (item.closest('[data-region=moredropdown]') ? 'more' : 'frame'));
  expect(await controller.receive({ type: 'activity.shown', entryId: ROOM, where: 'frame' })).toMatchObject({
    cmid: 4,
  });
  await vi.advanceTimersByTimeAsync(2_900);
  expect(places()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(places()).toEqual(['frame']);
  more.replaceChildren(...filled);
  nav.classList.add('observed');
  await until(() => expect(places()).toEqual(['more']));
});

describe.each(['slow', 'silent'] as const)('a Moodle that is %s by now', (how) => {
  test('is not waited for at a click: the window is asked for, for the room that was there', async () => {
    const tabStorage = new Map<string, string>();
    show('moodle-course');
    start({ tabStorage });
    await until(() => expect(rows()).toEqual(['module-4']));
    life.abort();
    life = new AbortController();
    show('moodle-course');
    const { sent } = start({ tabStorage, launches: { 4: SILENT[how]() } });
    await until(() => expect(rows()).toEqual(['module-4']));
    click(items()[0]!);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent('clone.clicked')).toMatchObject([{ entryId: ROOM, activity: { cmid: 4 } }]);
  });

  test("has said nothing against the activity around a room's frame", async () => {
    show('moodle-activity');
    const { controller } = start({ launches: { 4: SILENT[how]() } });
    const shown = controller.receive({ type: 'activity.shown', entryId: ROOM, where: 'frame' });
    // The background waits for a second.
    await vi.advanceTimersByTimeAsync(900);
    const answer = await Promise.race([shown, Promise.resolve('late')]);
    expect(answer).toMatchObject({ cmid: 4 });
  });
});

test('what is for another Moodle at the same host, or for another course, is not ours', async () => {
  show('moodle-course');
  const { controller } = start();
  const base = `${BASE}/other`;
  expect(controller.receive({ type: 'moodle.here', base })).toBeUndefined();
  expect(controller.receive({ type: 'moodle.ask', base, question: { ask: 'hello' } })).toBeUndefined();
  expect(controller.receive({ type: 'launch.show', base, cmid: 4 })).toBeUndefined();
  expect(controller.receive({ type: 'activity.copied', base, courseId: 2 })).toBeUndefined();
  expect(controller.receive({ type: 'activity.copied', base: BASE, courseId: 3 })).toBeUndefined();
  expect(await controller.receive({ type: 'moodle.here', base: BASE })).toBe(true);
  const asked = { type: 'moodle.ask', base: BASE, question: { ask: 'hello' } } as const;
  expect(await controller.receive(asked)).toEqual({ ok: true, value: { ask: 'hello' } });
});

test('a copy that the course page does not show is said there, once', async () => {
  show('moodle-course');
  const { controller } = start();
  await until(() => expect(items()).toHaveLength(1));
  const copied = { type: 'activity.copied', base: BASE, courseId: 2 } as const;
  expect(await controller.receive(copied)).toBe(true);
  await until(() => expect(document.documentElement.textContent).toContain(TEXTS.copied));
});

test("the popup's question is answered by the course's state, in its order, each room's activity by its name", async () => {
  show('moodle-course');
  const activity = (cmid: number, module: string, name: string) => ({
    cmid,
    module,
    name,
    sectionId: 1,
    visible: true,
  });
  const course = [
    activity(9, 'lti', 'Far below'),
    activity(3, 'assign', 'Exercises'),
    activity(4, 'lti', 'Room'),
  ];
  const launches = { 4: opens(ROOM), 9: opens('1_below0001') };
  const { controller, sent } = start({ launches, course: { ok: true, value: course } });
  let described: unknown;
  void controller.receive({ type: 'page.describe' })?.then((page) => (described = page));
  await until(() => expect(described).toBeDefined());
  expect(described).toMatchObject({
    hasEntries: true,
    rooms: [
      { entryId: '1_below0001', name: 'Far below', right: true, cmid: 9 },
      { entryId: ROOM, name: 'Room', right: true, cmid: 4 },
    ],
  });
  expect(await controller.receive({ type: 'activity.clone', cmid: 3 })).toBe(false);
  expect(await controller.receive({ type: 'activity.clone', cmid: 9 })).toBe(true);
  await until(() => expect(sent('clone.clicked')).toMatchObject([{ entryId: '1_below0001' }]));
});

test('a page that is neither a course nor an activity has no rooms to tell of', () => {
  show('moodle-course');
  document.body.id = 'page-my-index';
  expect(start().controller.receive({ type: 'page.describe' })).toBeUndefined();
});

// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import script from '../../entrypoints/content-script.ts';
import itemsScript from '../../entrypoints/kaltura-items.ts';
import type { Extension } from '../../lib/host/extension.ts';
import { PAGE } from '../../lib/host/instance.ts';
import { PageController } from '../../lib/host/kaltura/controller.ts';
import { Items } from '../../lib/host/kaltura/page-items.ts';
import { ACTIONS, button, icon, listPage, mediaPage, menu } from './design-system.ts';
import { items, parsed, press, rest, ROOM, show, start, type Started, whereItems } from './page.ts';

/** How often a script has touched the runtime of the extension. */
const runtime = vi.hoisted(() => ({ touched: 0 }));
vi.mock('wxt/browser', () => ({
  browser: {
    get runtime(): unknown {
      runtime.touched += 1;
      return undefined;
    },
  },
}));

/** What a change of a page costs: what has changed, and not the page. Counted are the queries, and what they go through. */

const DOTS = button(icon('MoreVertical24'));
const VIDEO = '1_video001';
const rows = Array.from({ length: 250 }, (_, at) => ({
  entryId: `1_row${String(at).padStart(5, '0')}`,
  buttons: DOTS,
}));
const PAGES = {
  'a list of 250 rows': [listPage([{ entryId: ROOM, buttons: DOTS }, ...rows]), '/my-media'],
  'a room’s page with 250 rows': [mediaPage({ buttons: DOTS, more: listPage(rows) }), `/media/t/${ROOM}`],
  'a room’s page without any button': [mediaPage({ more: '<div class="chat"></div>' }), `/media/t/${ROOM}`],
  'a list without a title': [
    listPage([{ entryId: ROOM, buttons: DOTS }, ...rows]).replaceAll('h1', 'b'),
    '/my-media',
  ],
  'a video’s page': [mediaPage({ buttons: DOTS, more: listPage(rows) }), `/media/t/${VIDEO}`],
} as const;

interface Cost {
  /** Queries over all of the document, and lists of it that are read. */
  document: number;
  /** The elements that all other queries went through, at most. */
  elements: number;
}

const undo: (() => void)[] = [];
let started: Started | undefined;
afterEach(() => {
  undo.splice(0).forEach((one) => one());
  started?.stop();
  started = undefined;
});

/** Counts from now on. */
function count(): Cost {
  const cost: Cost = { document: 0, elements: 0 };
  const inside = (part: Element): number =>
    [...part.children].reduce((sum, child) => sum + 1 + inside(child), 1);
  const scripts = vi.spyOn(document, 'scripts', 'get').mockImplementation(() => {
    cost.document += 1;
    return document.getElementsByTagName('script');
  });
  undo.push(() => scripts.mockRestore());
  for (const start of [document, document.documentElement])
    for (const name of ['querySelector', 'querySelectorAll'] as const) {
      // Whichever of its prototypes has it.
      let holder: object = start;
      while (!Object.hasOwn(holder, name)) holder = Object.getPrototypeOf(holder) as object;
      const original = Object.getOwnPropertyDescriptor(holder, name)!;
      const query = original.value as (selector: string) => unknown;
      const counted = function (this: Document | Element, selector: string): unknown {
        if (this === document || this === document.documentElement || this === document.body)
          cost.document += 1;
        else cost.elements += inside(this as Element);
        return query.call(this, selector);
      };
      Object.defineProperty(holder, name, { ...original, value: counted });
      undo.push(() => Object.defineProperty(holder, name, original));
    }
  return cost;
}

/** Until what began with our script is over: it looks at a few elements a task. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const cost = count();
    await new Promise((done) => setTimeout(done, 5));
    undo.splice(0).forEach((one) => one());
    quiet = cost.document + cost.elements === 0 ? quiet + 1 : 0;
  }
}

const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));

/** So many frames in a row: what each costs is the same for the next, so that more would say no more. */
const FRAMES = 20;

/** What these frames cost, once the page has come to rest. @param happen what the page does in each */
async function costOf(happen: (at: number) => void): Promise<Cost> {
  const cost = count();
  for (let at = 0; at < FRAMES; at += 1) {
    happen(at);
    await frame();
  }
  await rest();
  undo.splice(0).forEach((one) => one());
  return cost;
}

const toggle = (element: Element) => (at: number) =>
  element.setAttribute('aria-expanded', String(at % 2 === 0));

/** A chat to which a hundred elements come at a time. */
function chat(): () => void {
  const lines = document.createElement('div');
  document.querySelector('#kms-root')?.append(lines);
  return () => {
    const batch = document.createElement('div');
    for (let line = 0; line < 50; line += 1) {
      const text = document.createElement('p');
      text.append(document.createElement('b'), 'Hello');
      batch.append(text);
    }
    lines.append(batch);
  };
}
/** Each new element is gone through some times, whatever is there already. */
const OF_CHAT = FRAMES * 101 * 12;

describe.each(Object.entries(PAGES))('%s', (_name, [markup, path]) => {
  test('an attribute that toggles in each frame costs nothing of the page; a chat costs what it is', async () => {
    show(markup, path);
    started = await start();
    await settled();
    const before = items().length;
    const toggled =
      document.querySelector('[data-at="row 0"] button') ?? document.querySelector('.chat, button')!;
    const toggling = await costOf(toggle(toggled));
    expect(toggling.document).toBe(0);
    expect(toggling.elements).toBeLessThan(FRAMES * 20);
    expect(items()).toHaveLength(before);
    const chatting = await costOf(chat());
    expect(chatting.document).toBe(0);
    expect(chatting.elements).toBeLessThan(OF_CHAT);
  });
});

test('while a room’s menu is open, what toggles in it costs the menu, and a chat what it is', async () => {
  show(...PAGES['a room’s page with 250 rows']);
  started = await start();
  await settled();
  const add = (): void =>
    document.body.append(
      ...new DOMParser().parseFromString(menu('menu', ACTIONS), 'text/html').body.children,
    );
  await press(document.querySelector('[data-at=bar] button')!, add);
  await vi.waitFor(() => expect(whereItems()).toContain(`${ROOM} in menu`));
  const open = document.querySelector('[data-at=menu]')!;
  const toggling = await costOf(toggle(open.querySelector('li')!));
  // Whose menu it is, is judged anew, once a frame: by its button, and by the page's title, which is looked for.
  expect(toggling.document).toBeLessThanOrEqual(FRAMES);
  expect(toggling.elements).toBeLessThan(FRAMES * 400);
  const chatting = await costOf(chat());
  // Of the press itself, when its time is over.
  expect(chatting.document).toBeLessThanOrEqual(2);
  expect(chatting.elements).toBeLessThan(OF_CHAT);
  expect(whereItems()).toContain(`${ROOM} in menu`);
});

test('a page that shows no entry is asked once, by one query and one event, and hears five kinds of events', async () => {
  show('<div id="kms-root"><h1>Channels</h1></div>', '/my-channels');
  const listens = vi.spyOn(window, 'addEventListener');
  const dispatches = vi.spyOn(document, 'dispatchEvent');
  undo.push(
    () => listens.mockRestore(),
    () => dispatches.mockRestore(),
  );
  const cost = count();
  started = await start();
  expect(cost).toEqual({ document: 1, elements: 0 });
  // The DOM of these tests has events of its own, and dispatches each more than once.
  const asked = new Set(
    dispatches.mock.calls.flatMap(([event]) => (event.type.startsWith('clone-room:') ? event : [])),
  );
  expect(asked.size).toBe(1);
  expect(listens.mock.calls.map(([type]) => type).toSorted()).toEqual(
    ['click', 'currententrychange', 'keydown', 'pointerdown', 'popstate'].toSorted(),
  );
  expect(started.messages).toEqual([]);
});

test('a page without a room does not touch the runtime of the extension; one with a room does', async () => {
  // By the next instance, as after an update.
  undo.push(() => document.dispatchEvent(new Event('clone-room:newer')));
  const touches = async (markup: string, path: string): Promise<number> => {
    show(markup, path);
    runtime.touched = 0;
    void script.main();
    await rest();
    document.querySelector('h1')?.append(document.createElement('b'));
    await rest();
    return runtime.touched;
  };
  expect(await touches('<div id="kms-root"><h1>Channels</h1></div>', '/my-channels')).toBe(0);
  expect(await touches(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`)).toBeGreaterThan(0);
});

test('the script of the items does nothing in the task in which it is read, and begins once', async () => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  const extension: Extension = { isThere: () => true, send: () => Promise.resolve() };
  const page = new PageController(window, extension, new AbortController().signal);
  vi.stubGlobal(PAGE, page);
  const updated = vi.spyOn(Items.prototype, 'update');
  undo.push(() => updated.mockRestore());
  const found = vi.spyOn(document, 'querySelectorAll');
  undo.push(() => found.mockRestore());
  void itemsScript.main();
  // Its question was answered twice.
  const first = page.items;
  void itemsScript.main();
  expect(page.items).toBe(first);
  expect([updated, found].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  await vi.waitFor(() => expect(updated).toHaveBeenCalledTimes(1));
  await sleep(20);
  expect(updated).toHaveBeenCalledTimes(1);
});

/** What is done in each task, as it is counted by the answered function: until the page has its turn. */
function tasks(): { readonly most: number[]; readonly count: () => void } {
  let done = 0;
  const most: number[] = [];
  vi.stubGlobal('scheduler', {
    yield: () => {
      most.push(done);
      done = 0;
      return Promise.resolve();
    },
  });
  undo.push(() => vi.unstubAllGlobals());
  return { most, count: () => (done += 1) };
}

test('of rows that come at once, some are looked at in a task, and the page has its turn in between', async () => {
  show('<div id="kms-root"><h1>Media</h1></div>', '/my-media');
  const { most, count } = tasks();
  started = await start();
  const matches = vi.spyOn(Element.prototype, 'matches').mockImplementation(() => {
    count();
    return false;
  });
  undo.push(() => matches.mockRestore());
  document
    .querySelector('#kms-root')
    ?.append(...new DOMParser().parseFromString(listPage(rows), 'text/html').body.children);
  await frame();
  await rest();
  expect(most.length).toBeGreaterThanOrEqual(2);
  expect(Math.max(...most)).toBe(40);
});

const idOf = (at: number): string => `1_own${String(at).padStart(5, '0')}`;
/** More than are handled in one task. */
const MANY = Array.from({ length: 110 }, (_, at) => idOf(at));
const edit = (id: string): string => `<a href="/edit/${id}">Edit</a>`;
const row = (id: string, inside: string): string =>
  `<tr><td><a href="/media/t/${id}">Lesson</a></td><td>${inside}</td></tr>`;

test.each([
  ['rows', edit],
  ['dropdowns', (id: string) => `<ul class="dropdown-menu"><li>${edit(id)}</li></ul>`],
] as const)('of %s of rooms that come at once, some get their item in a task', async (_name, inside) => {
  show(`<table>${row(ROOM, inside(ROOM))}</table>`, '/my-media');
  const rooms = [ROOM, ...MANY].map((entryId) => ({ entryId, name: entryId, right: true }));
  started = await start({ rooms });
  expect(items()).toHaveLength(1);
  const { most, count: placed } = tasks();
  const after = vi.spyOn(Element.prototype, 'after').mockImplementation(function (this: Element, ...nodes) {
    placed();
    nodes.forEach((node) => this.parentNode?.insertBefore(node as Node, this.nextSibling));
  });
  undo.push(() => after.mockRestore());
  document
    .querySelector('table')
    ?.append(...parsed(`<table>${MANY.map((id) => row(id, inside(id))).join('')}</table>`));
  await vi.waitFor(() => expect(items()).toHaveLength(MANY.length + 1));
  expect(Math.max(...most)).toBe(5);
  await settled();
  // They are looked for again where something went, and not where something came.
  const contains = vi.spyOn(Node.prototype, 'contains');
  undo.push(() => contains.mockRestore());
  document.querySelector('table')?.append(document.createElement('tr'));
  await frame();
  await rest();
  const isItem = (node: unknown): boolean =>
    node instanceof Element && node.matches('[data-clone-room-item]');
  expect(contains.mock.calls.filter(([node]) => isItem(node))).toEqual([]);
  document.querySelector('table tr:last-child')?.remove();
  await frame();
  await rest();
  expect(contains.mock.calls.filter(([node]) => isItem(node))).toHaveLength(items().length);
});

test('in a hidden tab, where no frame is drawn, what changed does not pile up', async () => {
  show('<div id="kms-root"><h1>Media</h1></div>', '/my-media');
  started = await start();
  vi.stubGlobal('requestAnimationFrame', () => 0);
  undo.push(() => vi.unstubAllGlobals());
  const root = document.querySelector('#kms-root');
  for (let at = 0; at < 1_001; at += 1) root?.append(document.createElement('p'));
  root?.append(...parsed(edit(VIDEO)));
  await vi.waitFor(() => expect(started?.messages.map(({ type }) => type)).toContain('rooms.seen'));
});

test('an address that a script changes, and nothing else, takes the stand-in away', async () => {
  const navigation = new EventTarget();
  vi.stubGlobal('navigation', navigation);
  undo.push(() => vi.unstubAllGlobals());
  show(...PAGES['a room’s page without any button']);
  started = await start();
  expect(items()).toHaveLength(1);
  history.pushState(undefined, '', `/media/t/${VIDEO}`);
  navigation.dispatchEvent(new Event('currententrychange'));
  await frame();
  await rest();
  expect(items()).toEqual([]);
});

test('an open menu that did not change is asked for its looks when the page was drawn, and no earlier', async () => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  started = await start();
  await press(document.querySelector('[data-at=bar] button')!, () =>
    document.body.append(...parsed(menu('menu', ACTIONS))),
  );
  await vi.waitFor(() => expect(whereItems()).toContain(`${ROOM} in menu`));
  const { most, count: asked } = tasks();
  const visible = vi.spyOn(Element.prototype, 'checkVisibility').mockImplementation(() => {
    asked();
    return true;
  });
  undo.push(() => visible.mockRestore());
  const chatted = chat();
  for (let at = 0; at < FRAMES; at += 1) {
    chatted();
    await frame();
    await rest();
  }
  expect(most.length).toBeGreaterThanOrEqual(FRAMES);
  expect(visible.mock.calls.length).toBeGreaterThanOrEqual(FRAMES);
  expect(most[0]).toBe(0);
});

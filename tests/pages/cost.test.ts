// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ACTIONS, button, icon, listPage, mediaPage, menu } from './design-system.ts';
import { items, press, rest, ROOM, show, start, type Started, whereItems } from './page.ts';

/** What a change of a page costs: what has changed, and not the page. Counted are the queries, and what they go through. */

const DOTS = button(icon('MoreVertical24'));
const VIDEO = '1_video001';
const rows = Array.from({ length: 500 }, (_, at) => ({
  entryId: `1_row${String(at).padStart(5, '0')}`,
  buttons: DOTS,
}));
const PAGES = {
  'a list of 500 rows': [listPage([{ entryId: ROOM, buttons: DOTS }, ...rows]), '/my-media'],
  'a room’s page with 500 rows': [mediaPage({ buttons: DOTS, more: listPage(rows) }), `/media/t/${ROOM}`],
  'a room’s page without any button': [mediaPage({ more: '<div class="chat"></div>' }), `/media/t/${ROOM}`],
  'a video’s page': [mediaPage({ buttons: DOTS, more: listPage(rows) }), `/media/t/${VIDEO}`],
} as const;

interface Cost {
  /** Queries over all of the document. */
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
  show(...PAGES['a room’s page with 500 rows']);
  started = await start();
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

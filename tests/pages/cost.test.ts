// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest';
import { button, icon, listPage, mediaPage } from './design-system.ts';
import { items, rest, ROOM, show, start, type Started } from './page.ts';

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

describe.each(Object.entries(PAGES))('%s', (_name, [markup, path]) => {
  test('an attribute that toggles in each frame costs nothing of the page', async () => {
    show(markup, path);
    started = await start();
    const before = items().length;
    const toggled =
      document.querySelector('[data-at="row 0"] button') ?? document.querySelector('.chat, button')!;
    const cost = count();
    for (let at = 0; at < 60; at += 1) {
      toggled.setAttribute('aria-expanded', String(at % 2 === 0));
      await frame();
    }
    await rest();
    expect(cost.document).toBe(0);
    expect(cost.elements).toBeLessThan(60 * 20);
    expect(items()).toHaveLength(before);
  });

  test('60 batches of 100 nodes, as of a chat, cost what they are', { timeout: 20_000 }, async () => {
    show(markup, path);
    started = await start();
    const chat = document.createElement('div');
    document.querySelector('#kms-root')?.append(chat);
    await rest();
    const cost = count();
    for (let at = 0; at < 60; at += 1) {
      const batch = document.createElement('div');
      for (let line = 0; line < 50; line += 1) {
        const text = document.createElement('p');
        text.append(document.createElement('b'), 'Hello');
        batch.append(text);
      }
      chat.append(batch);
      await frame();
    }
    await rest();
    expect(cost.document).toBe(0);
    // Each new element is gone through some times, whatever is there already.
    expect(cost.elements).toBeLessThan(60 * 101 * 12);
  });
});

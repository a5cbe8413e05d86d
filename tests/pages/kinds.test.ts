// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { type FixtureName, FIXTURES, items, load, OTHER_ROOM, rest, ROOM, start } from './page.ts';

/** Each fixture as it is: how many items, where, and of what they are made. */

const EXPECTED: Readonly<Record<FixtureName, readonly string[]>> = {
  'kaltura-classic': [ROOM],
  'classic-list': [OTHER_ROOM, ROOM],
  'classic-gallery': [OTHER_ROOM, ROOM],
  'theming-page': [ROOM],
  'theming-list': [ROOM],
};

test.each(Object.keys(FIXTURES) as FixtureName[])('%s has its items, each behind Edit', async (name) => {
  load(name);
  const { stop } = await start();
  expect(items().map((item) => item.getAttribute('data-clone-room-item'))).toEqual(EXPECTED[name]);
  for (const item of items()) {
    const node = item.closest('[data-clone-room-node]');
    const before = node?.previousElementSibling;
    expect(before?.textContent.trim()).toBe('Edit');
    expect(node?.textContent.trim()).toBe('Clone room');
    expect(node?.tagName).toBe(before?.tagName);
    expect(node?.querySelector('[id], [aria-controls], [data-toggle]')).toBeNull();
    expect(item.getAttribute('href') ?? '#').toBe('#');
  }
  stop();
});

test('entries are asked about once, all together', async () => {
  load('classic-list');
  const { messages, stop } = await start();
  document.body.append(document.createElement('p'));
  await rest();
  const asked = messages.flatMap((message) => (message.type === 'rooms.seen' ? [message.entryIds] : []));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toEqual(expect.arrayContaining([ROOM, OTHER_ROOM]));
  stop();
});

test('without the right there is no item, and the page says what it shows', async () => {
  load('classic-list');
  const { describe: ask, stop } = await start({ rooms: [{ entryId: ROOM, name: 'Algebra', right: false }] });
  expect(items()).toEqual([]);
  expect(ask()).toEqual({
    hasEntries: true,
    hasSession: true,
    isGallery: false,
    own: undefined,
    asking: false,
    unanswered: false,
    native: false,
    rooms: [{ entryId: ROOM, name: 'Algebra', right: false }],
  });
  stop();
});

test("the site's own item keeps ours away, unless both are wanted", async () => {
  load('kaltura-classic');
  const delete_ = document.querySelector('#tabLabel-Delete');
  if (delete_) delete_.textContent = ' Clone Room ';
  const first = await start();
  expect(items()).toEqual([]);
  first.stop();
  const both = await start({ nativeLabels: undefined } as object);
  expect(items()).toHaveLength(1);
  both.stop();
});

test('a menu gets no item where its button stands with another entry than the one that it edits', async () => {
  load('theming-list');
  const opener = document.querySelector('[aria-controls="RowActionsMenu"]');
  const other = document.querySelector('[aria-label="Actions: Office hours"]');
  for (const name of ['aria-controls', 'aria-expanded']) {
    other?.setAttribute(name, opener?.getAttribute(name) ?? '');
    opener?.removeAttribute(name);
  }
  const { stop } = await start();
  expect(items()).toEqual([]);
  stop();
});

test('on the page of a room a menu that edits another entry has the item of that one, or none', async () => {
  load('theming-page');
  document.querySelector('[role=menu] a')?.setAttribute('href', `/edit/${OTHER_ROOM}`);
  const { stop } = await start();
  const inMenu = [...document.querySelectorAll('[role=menu] [data-clone-room-item]')];
  expect(inMenu.map((item) => item.getAttribute('data-clone-room-item'))).not.toContain(ROOM);
  stop();
});

test('a background that did not hear that the items are wanted is asked again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  load('theming-page');
  const { stop, messages } = await start({}, new AbortController(), 1);
  expect(items()).toEqual([]);
  await vi.waitFor(() => expect(items()).toHaveLength(1), { timeout: 5_000, interval: 250 });
  vi.useRealTimers();
  expect(messages.filter(({ type }) => type === 'items.wanted')).toHaveLength(2);
  stop();
});

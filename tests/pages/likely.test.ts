// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { ACTIONS, button, icon, mediaPage, menu } from './design-system.ts';
import { items, load, OTHER_ROOM, press, rest, ROOM, show, start, type Started } from './page.ts';

/** When a click on our item is likely, so that its window is prepared; and when nobody is near it. */

const DOTS = button(icon('MoreVertical24'));
let started: Started | undefined;
afterEach(() => {
  started?.stop();
  started = undefined;
});

const told = (): number => started?.messages.filter(({ type }) => type === 'dialog.likely').length ?? NaN;
const dots = (): Element => document.querySelector('.kms-ds-media-page-title-actions button')!;
const openMenu = (): void => {
  const parsed = new DOMParser().parseFromString(menu('menu', ACTIONS), 'text/html');
  document.body.append(...parsed.body.childNodes);
};

test('nobody is near an item that stands in a page', async () => {
  load('kaltura-classic');
  started = await start();
  expect([items().length, told()]).toEqual([1, 0]);
});

test('the three dots open a menu with our item: once', async () => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  started = await start();
  expect(told()).toBe(0);
  await press(dots(), openMenu);
  await rest();
  expect([items().length, told()]).toEqual([1, 1]);
});

test('the button of a menu that is kept in the page', async () => {
  load('kaltura-classic');
  started = await start();
  await press(document.getElementById('entryActionsMenuBtn')!);
  expect(told()).toBe(1);
});

test('a menu that was opened before it was known that it gets our item', async () => {
  load('kaltura-classic');
  const dropdown = document.getElementById('entryActionsMenu')!;
  const held = [...dropdown.childNodes];
  dropdown.replaceChildren();
  started = await start();
  await press(document.getElementById('entryActionsMenuBtn')!);
  expect([items().length, told()]).toEqual([0, 0]);
  dropdown.append(...held);
  await rest();
  expect([items().length, told()]).toEqual([1, 1]);
});

test('a press elsewhere in the page is none', async () => {
  load('kaltura-classic');
  started = await start();
  const other = document.body.appendChild(document.createElement('button'));
  await press(other);
  expect(told()).toBe(0);
});

test('a menu that the page opens by itself is none', async () => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  started = await start();
  dots().dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
  dots().dispatchEvent(new MouseEvent('click', { bubbles: true }));
  openMenu();
  await rest();
  for (const type of ['pointermove', 'keyup'])
    items().forEach((item) => item.dispatchEvent(new Event(type, { bubbles: true })));
  expect(told()).toBe(0);
});

test.each([
  ['may not be cloned', { rooms: [{ entryId: ROOM, name: 'x', right: false }] }],
  ['is no room', { rooms: [] }],
  ['is not the one of which we know', { rooms: [{ entryId: OTHER_ROOM, name: 'x', right: true }] }],
])('the menu of what %s is none', async (_what, answer) => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  started = await start(answer);
  await press(dots(), openMenu);
  await rest();
  expect([items().length, told()]).toEqual([0, 0]);
});

test('a pointer that comes to an item in a row', async () => {
  load('classic-gallery');
  started = await start();
  const event = new Event('pointermove', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  items()[0]!.dispatchEvent(event);
  expect(told()).toBe(1);
});

// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { kalturaClassic } from './kaltura-classic.ts';

const fixture = readFileSync(`${import.meta.dirname}/fixtures/kaltura-classic.html`, 'utf8');
let document: Document;
beforeEach(() => {
  document = new DOMParser().parseFromString(fixture, 'text/html');
});

test.each([
  ['/media/Algebra+I/1_wxyz9876', '1_wxyz9876'],
  ['/media/t/1_wxyz9876/377263782', '1_wxyz9876'],
  ['/media/1_wxyz9876', '1_wxyz9876'],
  ['/id/1_wxyz9876', '1_wxyz9876'],
  ['/embeddedrooms/index/view-room', '1_abcd1234'],
])('%s is the page of %s', (path, id) => {
  expect(kalturaClassic.entryId(document, path)).toBe(id);
});

test('a list is the page of no entry', () => {
  document.body.replaceChildren();
  expect(kalturaClassic.entryId(document, '/my-media')).toBeUndefined();
});

test('the item is made from Edit, and carries nothing of it but its looks', () => {
  const menu = kalturaClassic.menus(document)[0]!;
  const item = kalturaClassic.makeItem(menu, 'Clone room')!;
  expect(item.after.querySelector('#tab-Edit')).not.toBeNull();
  const attributes = [item.node, ...item.node.querySelectorAll('*')].flatMap((element) =>
    element.getAttributeNames(),
  );
  expect(attributes).not.toContain('id');
  expect(attributes).not.toContain('aria-keyshortcuts');
  expect(item.control.getAttribute('href')).toBe('#');
  expect(item.control.getAttribute('role')).toBe('menuitem');
  expect(item.control.textContent.trim()).toBe('Clone room');
});

test('without Edit it is made from the first item', () => {
  document.querySelector('#tab-Edit')?.closest('li')?.remove();
  const menu = kalturaClassic.menus(document)[0]!;
  expect(kalturaClassic.makeItem(menu, 'Clone room')?.control.textContent.trim()).toBe('Clone room');
});

test('a menu without items gets none', () => {
  const menu = kalturaClassic.menus(document)[0]!;
  menu.replaceChildren();
  expect(kalturaClassic.makeItem(menu, 'Clone room')).toBeUndefined();
});

test('the focus goes back to the button', () => {
  expect(kalturaClassic.opener(kalturaClassic.menus(document)[0]!)?.id).toBe('entryActionsMenuBtn');
});

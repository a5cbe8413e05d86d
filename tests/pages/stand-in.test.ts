// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { mediaPage } from './design-system.ts';
import { items, rest, ROOM, show, start, whereItems } from './page.ts';

test('the stand-in behind a title whose bar is empty stays the same node while the page changes', async () => {
  show(mediaPage(), `/media/t/${ROOM}`);
  const { stop } = await start();
  expect(whereItems()).toEqual([`${ROOM} in title`]);
  const [item] = items();
  document.querySelector('h1')?.setAttribute('aria-hidden', 'false');
  await rest();
  expect(items()).toHaveLength(1);
  expect(items()[0]).toBe(item);
  stop();
});

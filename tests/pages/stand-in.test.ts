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

test("a row of the page's own entry that shows an item needs no stand-in; one that is hidden does", async () => {
  const page = (
    hidden: string,
  ): string => `<main data-at="title"><h1>Algebra I</h1><button aria-haspopup="true">More</button>
    <nav data-at="row" ${hidden}><a href="/edit/${ROOM}">Edit</a><a href="#">Share</a></nav></main>`;
  show(page(''), `/media/t/${ROOM}`);
  const shown = await start();
  expect(whereItems()).toEqual([`${ROOM} in row`]);
  shown.stop();
  show(page('hidden'), `/media/t/${ROOM}`);
  const hidden = await start();
  expect(whereItems()).toEqual([`${ROOM} in title`, `${ROOM} in row`]);
  hidden.stop();
});

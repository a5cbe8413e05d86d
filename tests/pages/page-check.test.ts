// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { linkedOpener } from '../../lib/pages/kaltura/menus.ts';
import { checkFrame, type FrameCheck } from '../../lib/pages/page-check.ts';
import { NATIVE_LABELS } from '../../lib/texts/native-labels.ts';
import { type FixtureName, load, OTHER_ROOM, ROOM, start } from './page.ts';

/** What "Check this page" sees of each kind of page. */

const check = (own: string | undefined): FrameCheck =>
  checkFrame(document, location, { own, openerOf: linkedOpener, nativeLabels: NATIVE_LABELS });

test.each<[FixtureName, FrameCheck['kind'], string]>([
  ['kaltura-classic', 'classic', `/media/t/${ROOM}`],
  ['classic-gallery', 'classic', '/channel/x/x'],
  ['theming-page', 'theming', `/media/t/${ROOM}`],
])('%s is a page of the kind %s, at %s', async (name, kind, address) => {
  load(name);
  const own = address.includes(ROOM) ? ROOM : undefined;
  const { stop } = await start();
  expect(check(own)).toMatchObject({ host: '102.kaf.kaltura.com', address, kind, own, native: false });
  stop();
});

test('a menu is told with whose it is, and the evidence for it', async () => {
  load('theming-page');
  const { stop } = await start();
  const { menus, itemsInMenus } = check(ROOM);
  expect(itemsInMenus).toBe(1);
  expect(menus).toContainEqual(
    expect.objectContaining({
      entryId: ROOM,
      because: 'edits',
      evidence: expect.objectContaining({ edits: [ROOM], own: ROOM }) as unknown,
    }),
  );
  stop();
});

test("the site's own item is found wherever it stands, and the hosts of frames are told", () => {
  load('classic-list');
  const item = document.createElement('li');
  item.textContent = 'Clone Room…';
  const frame = document.createElement('iframe');
  frame.allow = 'microphone https://media.example.org; camera https://media.example.org';
  document.body.append(item, frame);
  const found = check(undefined);
  expect(found).toMatchObject({ native: true, frameHosts: ['media.example.org'] });
  expect(found.entries).toEqual(expect.arrayContaining([ROOM, OTHER_ROOM]));
});

test('it holds no text of the page', () => {
  load('classic-list');
  const heading = document.createElement('h1');
  heading.textContent = 'Dana Levi';
  const link = document.createElement('a');
  link.href = `/media/Exam+of+Dana/${ROOM}`;
  link.title = 'Exam of Dana';
  document.body.append(heading, link);
  expect(JSON.stringify(check(undefined))).not.toMatch(/Dana|Exam/);
});

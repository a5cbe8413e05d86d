// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { structureOf } from '../../lib/pages/structure.ts';
import { NATIVE_LABELS } from '../../lib/texts/native-labels.ts';
import { ACTIONS, listPage, mediaPage, menu, button, icon } from './design-system.ts';
import { itemsOfMarkup, ROOM, show } from './page.ts';
import { filesFrom } from './sent-structure.ts';

/** As the popup saves it. */
function saved(page: string, path: string, own?: string): string {
  show(page, path);
  const frame = structureOf(document, path, own, new RegExp(NATIVE_LABELS, 'i'));
  return JSON.stringify({ structure: 1, frames: [frame] });
}

const OPEN = button(icon('MoreVertical24'), 'aria-haspopup="true" aria-controls="x" aria-expanded="true"');
const withMenu = (page: string): string =>
  page.replace('</body>', `${menu('menu', ACTIONS, { id: 'x' })}</body>`);

async function itemsAsMade(json: string): Promise<{ expected: string; found: string[] }> {
  const [fixture, test_] = filesFrom(json, 'Example University');
  const path = /'utf8'\), '([^']+)'\)/.exec(test_!.text)![1]!;
  return {
    expected: /toEqual\((.*)\)/.exec(test_!.text)![1]!,
    found: await itemsOfMarkup(fixture!.text, path),
  };
}

test('a page on which the item is right gives a test that passes', async () => {
  const page = withMenu(mediaPage({ buttons: OPEN }));
  const { expected, found } = await itemsAsMade(saved(page, `/media/t/${ROOM}`, ROOM));
  expect(expected).toBe("['1_aaaa0001']");
  expect(found).toEqual(['1_aaaa0001']);
});

test('a page on which the item fails gives a test that fails', async () => {
  const strange = withMenu(listPage([{ entryId: ROOM, buttons: '' }]));
  const { expected, found } = await itemsAsMade(saved(strange, '/my-media'));
  expect(expected).toBe("['1_aaaa0001']");
  expect(found).toEqual([]);
});

test('a menu in a shadow root is there again', async () => {
  // In a list nothing stands in for it.
  show(listPage([{ entryId: ROOM, buttons: '<x-actions></x-actions>' }]), '/my-media');
  const root = document.querySelector('x-actions')!.attachShadow({ mode: 'open' });
  const inside = new DOMParser().parseFromString(
    `<button aria-haspopup="true" aria-expanded="true">⋮</button><ul role="menu"><li role="menuitem"><a href="/edit/${ROOM}">x</a></li></ul>`,
    'text/html',
  );
  root.append(...inside.body.children);
  const frame = structureOf(document, '/my-media', undefined, new RegExp(NATIVE_LABELS, 'i'));
  const { expected, found } = await itemsAsMade(JSON.stringify({ structure: 1, frames: [frame] }));
  expect(expected).toBe("['1_aaaa0001']");
  expect(found).toEqual(['1_aaaa0001']);
});

test('a fixture stands beside the others, its test beside theirs; frames without an entry give none', () => {
  const one = JSON.parse(saved(mediaPage(), `/media/t/${ROOM}`, ROOM)) as { frames: object[] };
  const two = {
    ...one,
    frames: [...one.frames, { path: '/', html: '<html></html>', isCut: false }, ...one.frames],
  };
  expect(filesFrom(JSON.stringify(two), 'A/../b c').map(({ path }) => path)).toEqual([
    'lib/pages/fixtures/sent-a-b-c-1.html',
    'tests/pages/sent-a-b-c-1.test.ts',
    'lib/pages/fixtures/sent-a-b-c-2.html',
    'tests/pages/sent-a-b-c-2.test.ts',
  ]);
});

test.each([
  ['no JSON', 'x'],
  ['another file', '{}'],
  [
    'code in an address',
    JSON.stringify({ structure: 1, frames: [{ path: "/x'+y", html: '', isCut: false }] }),
  ],
  [
    'code in an id',
    JSON.stringify({ structure: 1, frames: [{ path: '/x', own: "'+x", html: '', isCut: false }] }),
  ],
])('%s is refused', (_name, json) => {
  expect(() => filesFrom(json, 'x')).toThrow();
});

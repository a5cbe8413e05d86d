// @vitest-environment happy-dom
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { beginInstance } from '../../lib/host/instance.ts';
import { inlineObjects } from '../../lib/pages/sessions/inline-data.ts';
import {
  entryInGlobals,
  GLOBALS_ANSWER,
  GLOBALS_REQUEST,
  handedInGlobals,
} from '../../lib/pages/sessions/page-globals.ts';
import { ACTIONS, button, DRAWN_DOTS, icon, item, listPage, mediaPage, menu } from './design-system.ts';
import { ownTimers } from './kind-table.ts';
import {
  add,
  VIDEO,
  afterPress,
  items,
  OTHER_ROOM,
  press,
  rest,
  ROOM,
  show,
  start,
  whereItems,
} from './page.ts';

/** Which menu gets the item of which entry: pages as Kaltura's design system builds them, one line each. */

const PAGE = `/media/t/${ROOM}`;
const DOTS = button(icon('MoreVertical24'));
const nth = (selector: string, at = 0): Element => document.querySelectorAll(selector)[at]!;
const dots = (): Element => nth('.kms-ds-media-page-title-actions button, [data-at=bar] button');

const ends = ownTimers();

interface Case {
  readonly page: string;
  readonly path?: string;
  /** What is pressed, and what the page shows then. */
  readonly pressed?: () => Element;
  readonly opens?: () => void;
  readonly expected: readonly string[];
}

const inMenu = [`${ROOM} in menu`];
const inBar = [`${ROOM} in bar`];
const open =
  (items_ = ACTIONS, options = {}) =>
  (): void =>
    add(menu('menu', items_, options));
const related = (...ids: string[]): string =>
  `<aside>${ids.map((id) => `<div class="kms-ds-related-item"><a href="/media/x/${id}">x</a>${button(icon('MoreVertical24'))}</div>`).join('')}</aside>`;

const ROOM_PAGES: Readonly<Record<string, Case>> = {
  'three dots beside the title': { page: mediaPage({ buttons: DOTS }), expected: inMenu },
  'three dots that are only drawn': { page: mediaPage({ buttons: button(DRAWN_DOTS) }), expected: inMenu },
  'horizontal dots': { page: mediaPage({ buttons: button(icon('MoreHorizontal24')) }), expected: inMenu },
  'dots as text': { page: mediaPage({ buttons: button('⋮') }), expected: inMenu },
  'no ids at all': {
    page: mediaPage({ buttons: button(icon('MoreVertical24'), 'aria-haspopup="true"') }),
    opens: open(ACTIONS, { id: '' }),
    expected: inMenu,
  },
  'no aria at all': {
    page: mediaPage({ buttons: button(icon('MoreVertical24'), '') }),
    opens: open(ACTIONS, { id: '' }),
    expected: inMenu,
  },
  'a word that opens a menu with a pencil': {
    page: mediaPage({ buttons: button('Aktionen') }),
    expected: inMenu,
  },
  'renamed bar': { page: mediaPage({ buttons: DOTS, bar: 'x' }), expected: inMenu },
  'items without icons': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(item('Bearbeiten') + item('Löschen')),
    expected: inMenu,
  },
  'a popover with a plain list': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(ACTIONS.replaceAll('role="menuitem"', 'role="button"'), { role: 'none' }),
    expected: inMenu,
  },
  'a listbox': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(ACTIONS.replaceAll('role="menuitem"', 'role="option"'), { role: 'listbox' }),
    expected: inMenu,
  },
  'a drawer': {
    page: mediaPage({ buttons: DOTS }),
    opens: () =>
      add(
        `<div role="presentation" class="MuiDrawer-root MuiModal-root"><div class="MuiPaper-root MuiDrawer-paper"><ul class="MuiList-root" data-at="menu">${ACTIONS}</ul></div></div>`,
      ),
    expected: inMenu,
  },
  'a popper beside its button': {
    page: mediaPage({ buttons: DOTS }),
    opens: () =>
      add(
        `<div class="MuiPopper-root"><ul class="MuiList-root" role="menu" data-at="menu">${ACTIONS}</ul></div>`,
      ),
    expected: inMenu,
  },
  'groups of items': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(`<div role="group">${ACTIONS}</div><div role="group">${item('Analyse')}</div>`),
    expected: inMenu,
  },
  'items that are wrapped': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(ACTIONS.replaceAll('<li', '<div class="wrap"><li').replaceAll('</li>', '</li></div>')),
    expected: inMenu,
  },
  'links to the edit page': {
    page: mediaPage({ buttons: button('Aktionen') }),
    opens: open(
      `<a role="menuitem" class="MuiMenuItem-root" href="/edit/${ROOM}">Bearbeiten</a>${item('Löschen')}`,
    ),
    expected: inMenu,
  },
  'an item that opens a submenu': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(item('Mehr', undefined, 'aria-haspopup="true"') + ACTIONS),
    expected: inMenu,
  },
  // Not beside, not in: other menus.
  'the download menu': {
    page: mediaPage({
      buttons:
        DOTS +
        button(icon('Download24') + 'Herunterladen', 'aria-haspopup="true" aria-controls="DownloadMenu"'),
    }),
    pressed: () => nth('[data-at=bar] button', 1),
    opens: open(item('HD') + item('Bearbeiten', 'Pencil24'), { id: 'DownloadMenu' }),
    expected: [],
  },
  'the share menu': {
    page: mediaPage({ buttons: DOTS + button(icon('Share24'), '') }),
    pressed: () => nth('[data-at=bar] button', 1),
    opens: open(item('Link') + item('Einbetten', 'Pencil24'), { id: '' }),
    expected: [],
  },
  'the add-new menu': {
    page: mediaPage({ buttons: DOTS + button(icon('Plus24') + 'Neu', '') }),
    pressed: () => nth('[data-at=bar] button', 1),
    opens: open(item('Raum') + item('Quiz', 'Pencil24'), { id: '' }),
    expected: [],
  },
  'the user menu': {
    page: mediaPage({ buttons: DOTS, header: button('Noa', 'aria-haspopup="true" aria-controls="u"') }),
    pressed: () => nth('#header button'),
    opens: open(item('Profil', 'Pencil24') + item('Abmelden'), { id: 'u' }),
    expected: [],
  },
  'three dots in the site’s header': {
    page: mediaPage({ buttons: DOTS, header: button(icon('MoreVertical24')) }),
    pressed: () => nth('#header button'),
    expected: [],
  },
  'a language menu': {
    page: mediaPage({ buttons: DOTS + button('Deutsch', '') }),
    pressed: () => nth('[data-at=bar] button', 1),
    opens: open(item('English', 'Pencil24', 'lang="en"') + item('עברית', undefined, 'lang="he"'), { id: '' }),
    expected: [],
  },
  'a menu of choices': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(ACTIONS.replace('role="menuitem"', 'role="menuitemradio" aria-checked="true"')),
    expected: [],
  },
  'a comment’s three dots': {
    page: mediaPage({
      buttons: DOTS,
      more: `<section><h2>Kommentare</h2><div class="c"><p>Gut</p>${DOTS}</div></section>`,
    }),
    pressed: () => nth('section button'),
    expected: [],
  },
  'a related room’s three dots': {
    page: mediaPage({ buttons: DOTS, more: related(OTHER_ROOM, VIDEO) }),
    pressed: () => nth('aside button'),
    expected: [],
  },
  'the only related room’s three dots': {
    page: mediaPage({ buttons: DOTS, more: related(OTHER_ROOM) }),
    pressed: () => nth('aside button'),
    expected: [],
  },
  'beside related rooms': {
    page: mediaPage({ buttons: DOTS, more: related(OTHER_ROOM, VIDEO) }),
    pressed: dots,
    expected: inMenu,
  },
  'a video’s page with a related room': {
    page: mediaPage({ buttons: DOTS, more: related(ROOM) }),
    path: `/media/t/${VIDEO}`,
    expected: [],
  },
  'Edit of another entry': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(`<a role="menuitem" href="/edit/${OTHER_ROOM}">Bearbeiten</a>`),
    expected: [],
  },
  'the site’s own item': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(ACTIONS + item('Clone Room…')),
    expected: [],
  },
  'the site’s own item, by another word': {
    page: mediaPage({ buttons: DOTS }),
    opens: open(ACTIONS + item('Duplicate room')),
    expected: [],
  },
  // The stand-in.
  'no buttons at all': {
    page: mediaPage(),
    expected: [`${ROOM} in title`],
    pressed: () => document.body,
    opens: () => undefined,
  },
  'a download button alone': {
    page: mediaPage({
      buttons: button(icon('Download24') + 'x', 'aria-haspopup="true" aria-controls="DownloadMenu"'),
    }),
    pressed: () => document.body,
    opens: () => undefined,
    expected: inBar,
  },
  'a menu without any sign of whose it is': {
    page: mediaPage({ buttons: button('Aktionen') }),
    opens: open(item('Ändern') + item('Löschen')),
    expected: inBar,
  },
  'the site’s own button beside the title': {
    page: mediaPage({ buttons: button('Clone room', '') + DOTS }),
    pressed: () => nth('[data-at=bar] button', 1),
    expected: [],
  },
  'nothing was pressed yet': {
    page: mediaPage({ buttons: DOTS }),
    pressed: () => document.body,
    opens: () => undefined,
    expected: [],
  },
};

describe('on a room’s own page', () => {
  test.each(Object.entries(ROOM_PAGES))(
    '%s',
    async (_name, { page, path = PAGE, pressed = dots, opens = open(), expected }) => {
      show(page, path);
      ends(await start());
      await press(pressed(), opens);
      expect(whereItems()).toEqual(expected);
    },
  );
});

test('the stand-in comes when a press beside the title has opened no menu that is known', async () => {
  show(mediaPage({ buttons: DOTS }), PAGE);
  ends(await start());
  await press(dots(), () => add(`<div class="own-menu"><p>Bearbeiten</p></div>`));
  expect(items()).toEqual([]);
  await afterPress();
  expect(whereItems()).toEqual(inBar);
});

test('it does not come when a menu for something else was opened, or something far from the title was pressed', async () => {
  const download = button(icon('Download24') + 'x', 'aria-haspopup="true" aria-controls="DownloadMenu"');
  show(mediaPage({ buttons: download + DOTS, more: `<section><h2>x</h2>${DOTS}</section>` }), PAGE);
  ends(await start());
  await press(nth('[data-at=bar] button'), open(item('HD'), { id: 'DownloadMenu' }));
  const far = nth('section button');
  await press(far, () => far.remove());
  await afterPress();
  expect(items()).toEqual([]);
});

const row = (entryId: string, more = {}) => ({ entryId, buttons: DOTS, ...more });
const LISTS: Readonly<Record<string, Case>> = {
  'constant ids in every row': { page: listPage([row(VIDEO), row(ROOM), row(OTHER_ROOM)]), expected: inMenu },
  'rows without links': {
    page: listPage([row(VIDEO, { link: false }), row(ROOM, { link: false })]),
    expected: inMenu,
  },
  'a video’s row': { page: listPage([row(ROOM), row(VIDEO)]), expected: [] },
  'a row’s share menu': {
    page: listPage([row(VIDEO), row(ROOM, { buttons: button(icon('Share24')) + DOTS })]),
    opens: open(item('Link', 'Pencil24')),
    expected: [],
  },
  'the list’s filters': {
    page: listPage([row(ROOM)], button(icon('Filter24'))),
    pressed: () => nth('.tools button'),
    opens: open(item('Räume', 'Pencil24')),
    expected: [],
  },
  'the list’s own three dots, where one room is': {
    page: listPage([row(ROOM)], DOTS),
    pressed: () => nth('.tools button'),
    expected: [],
  },
  'Edit of another entry': {
    page: listPage([row(VIDEO), row(ROOM)]),
    opens: open(`<a role="menuitem" href="/edit/${OTHER_ROOM}">x</a>`),
    expected: [],
  },
};

describe('in a list', () => {
  test.each(Object.entries(LISTS))(
    '%s',
    async (_name, { page, pressed = () => nth('.row button', 1), opens = open(), expected }) => {
      show(page, '/my-media');
      ends(await start());
      await press(pressed(), opens);
      expect(whereItems()).toEqual(expected);
    },
  );

  test('nothing pressed, nothing known: a menu with constant ids has no item', async () => {
    show(listPage([row(ROOM), row(OTHER_ROOM)]), '/my-media');
    add(menu('menu', ACTIONS));
    ends(await start());
    expect(items()).toEqual([]);
  });

  test('one menu for row after row, kept in the page while it is closed', async () => {
    show(listPage([row(VIDEO), row(ROOM), row(OTHER_ROOM)]), '/my-media');
    add(menu('menu', ACTIONS, { root: 'aria-hidden="true"' }));
    ends(await start());
    const root = nth('.MuiMenu-root');
    for (const [at, expected] of [
      [1, inMenu],
      [0, []],
      [2, [`${OTHER_ROOM} in menu`]],
      [1, inMenu],
    ] as const) {
      await press(nth('.row button', at), () => root.removeAttribute('aria-hidden'));
      expect(whereItems()).toEqual(expected);
      root.setAttribute('aria-hidden', 'true');
      await rest();
      expect(items()).toEqual([]);
    }
  });

  test('a submenu has none, and its parent keeps its own', async () => {
    show(listPage([row(VIDEO), row(ROOM)]), '/my-media');
    ends(await start());
    const nested = item('Mehr', undefined, 'aria-haspopup="true" id="nested"');
    await press(nth('.row button', 1), open(ACTIONS + nested));
    await press(nth('#nested'), () => add(menu('submenu', ACTIONS, { id: '' })));
    expect(whereItems()).toEqual(inMenu);
  });
});

test('the item is as its neighbours are, in looks and for keys', async () => {
  show(mediaPage({ buttons: DOTS }), PAGE);
  ends(await start());
  await press(dots(), open());
  const [ours] = items();
  const edit = nth('[role=menuitem]');
  expect(ours?.previousElementSibling).toBe(edit);
  expect(ours?.tagName).toBe('LI');
  expect(ours?.className).toBe(edit.className);
  expect(ours?.getAttribute('role')).toBe('menuitem');
  expect(ours?.getAttribute('tabindex')).toBe('-1');
  expect(ours?.textContent.trim()).toBe('Clone room');
  expect(ours?.querySelector('path')?.getAttribute('d')).not.toBe(
    edit.querySelector('path')?.getAttribute('d'),
  );
});

describe('a mark without a listener is no item of ours', () => {
  test('a menu that is made again from its own HTML gets one that works', async () => {
    show(mediaPage({ buttons: DOTS }), PAGE);
    const started = ends(await start());
    await press(dots(), open());
    const list = nth('[data-at=menu]');
    const dead = items()[0];
    // As a page does that keeps its menus as HTML.
    list.replaceChildren(...[...list.childNodes].map((node) => node.cloneNode(true)));
    await rest();
    expect(whereItems()).toEqual(inMenu);
    expect(items()[0]).not.toBe(dead);
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    Object.defineProperty(click, 'isTrusted', { value: true });
    items()[0]?.dispatchEvent(click);
    await rest();
    expect(started.messages).toContainEqual(
      expect.objectContaining({ type: 'clone.clicked', entryId: ROOM }),
    );
  });

  test('what an older instance left is replaced', async () => {
    show(mediaPage({ buttons: DOTS }), PAGE);
    nth('[data-at=bar]').append(
      new DOMParser().parseFromString(
        '<span data-clone-room-node><button data-clone-room-item="x">old</button></span>',
        'text/html',
      ).body.firstElementChild!,
    );
    ends(await start());
    expect(items()).toEqual([]);
  });
});

test('installed twice, one of the two works, wholly; the other leaves nothing and asks nothing more (P17)', async () => {
  show(mediaPage({ buttons: DOTS }), PAGE);
  const first = await start({}, beginInstance(document));
  const asked = first.messages.length;
  const started = ends(await start({}, beginInstance(document)));
  for (let opening = 0; opening < 4; opening += 1) {
    await press(dots(), open());
    expect(whereItems()).toEqual(inMenu);
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    Object.defineProperty(click, 'isTrusted', { value: true });
    items()[0]?.dispatchEvent(click);
    await rest();
    const clicked = started.messages.filter(({ type }) => type === 'clone.clicked');
    expect(clicked).toHaveLength(opening + 1);
    nth('.MuiMenu-root').remove();
    await rest();
  }
  // Something new to ask about: one of them asks.
  add(`<a href="/media/x/${OTHER_ROOM}">x</a>`);
  await rest();
  expect(started.messages.at(-1)).toMatchObject({ type: 'rooms.seen', entryIds: [OTHER_ROOM] });
  expect(first.messages).toHaveLength(asked);
});

test('the focus goes to the button that stands where the one that was pressed stood', async () => {
  show(mediaPage({ buttons: DOTS }), PAGE);
  const started = ends(await start());
  await press(dots(), open());
  const click = new MouseEvent('click', { bubbles: true, cancelable: true });
  Object.defineProperty(click, 'isTrusted', { value: true });
  items()[0]?.dispatchEvent(click);
  await rest();
  // As MUI does, when a label changes.
  const remade = dots().cloneNode(true);
  dots().replaceWith(remade);
  started.receive({ type: 'focus.restore' });
  expect(document.activeElement).toBe(remade);
});

/** Structures of real pages, which are no part of the project. */
const STRUCTURES = join(import.meta.dirname, '../../../shared/kaltura-dom');
const isThere = existsSync(STRUCTURES);
if (!isThere) console.log('Not tested: structures of real Kaltura pages, which are not at hand.');

const filled = (name: string): string =>
  readFileSync(join(STRUCTURES, `${name}.html`), 'utf8')
    .replaceAll(/ data-clone-room-(?:node|item)="[^"]*"/g, ' data-old')
    .replaceAll(/0_fcj4rmwj|\{\{ROOM\}\}/g, ROOM)
    .replaceAll(/\{\{#ROWS\}\}([\s\S]*?)\{\{\/ROWS\}\}/g, (_all, rowMarkup: string) =>
      [ROOM, VIDEO, OTHER_ROOM].map((id) => rowMarkup.replaceAll('{{ID}}', id)).join(''),
    )
    .replaceAll('{{VIDEO}}', VIDEO)
    .replaceAll('{{PARTNER}}', '102')
    .replaceAll('{{KS}}', btoa('v2|102|in the page'))
    .replaceAll(/\{\{\w+\}\}/g, 'x');

describe.runIf(isThere)('structures of real pages', () => {
  test.each(['new-media-page-menu-open-mui5', 'new-media-page-menu-open-mui7'])(
    '%s: in the open menu',
    async (name) => {
      show(filled(name), PAGE);
      document.querySelectorAll('[data-old]').forEach((old) => old.remove());
      ends(await start());
      expect(items().map((one) => one.getAttribute('data-clone-room-item'))).toEqual([ROOM]);
      expect(items()[0]?.closest('[role=menu]')).not.toBeNull();
      expect(items()[0]?.previousElementSibling?.textContent).toBe('Edit');
    },
  );

  test('classic-entry-owner: behind Edit', async () => {
    show(filled('classic-entry-owner'), PAGE);
    ends(await start());
    expect(items()).toHaveLength(1);
    expect(items()[0]?.closest('#entryActionsMenu')).not.toBeNull();
  });

  test('classic-gallery: an icon with a name behind each room’s pencil', async () => {
    show(filled('classic-gallery'), '/channel/Algebra/17');
    ends(await start());
    expect(items().map((one) => one.getAttribute('data-clone-room-item'))).toEqual([ROOM, OTHER_ROOM]);
    for (const one of items()) {
      expect(one.closest('.buttons-expand')).not.toBeNull();
      expect(one.getAttribute('aria-label')).toMatch(/^Clone room/);
      expect(one.textContent.trim()).toBe('');
    }
  });

  test.each([
    ['classic-entry-guest', PAGE],
    ['classic-search-results', '/search'],
  ])('%s: nothing where nothing can be edited', async (name, path) => {
    show(filled(name), path);
    ends(await start({ session: true, rooms: [] }));
    expect(items()).toEqual([]);
  });

  test('p3-viewroom-lobby: no menu for the item, and the popup offers the room that the page names', async () => {
    show(filled('p3-viewroom-lobby'), '/embeddedrooms/index/view-room');
    const lobby = inlineObjects(document.scripts[0]?.textContent ?? '').find(
      ({ name }) => name === 'lobbyProps',
    );
    const globals = { lobbyProps: lobby?.value };
    // As the script in the page's own world answers.
    const detail = JSON.stringify({ sessions: handedInGlobals(globals), entryId: entryInGlobals(globals) });
    const { signal } = new AbortController();
    const answer = (): boolean => document.dispatchEvent(new CustomEvent(GLOBALS_ANSWER, { detail }));
    document.addEventListener(GLOBALS_REQUEST, answer, { once: true, signal });
    const started = ends(await start());
    expect(items()).toEqual([]);
    const page = started.describe();
    expect([page.own, page.rooms.map(({ entryId }) => entryId)]).toEqual([ROOM, [ROOM]]);
  });

  test('p7-edit-theming: a button of its own, once, at the title of the room', async () => {
    show(filled('p7-edit-theming'), `/edit/${ROOM}`);
    ends(await start());
    expect(items().map((one) => [one.getAttribute('data-clone-room-item'), one.localName])).toEqual([
      [ROOM, 'button'],
    ]);
    expect(items()[0]?.closest('nav')).toBeNull();
  });

  test('there are no others than these', () => {
    const files = readdirSync(STRUCTURES).filter((file) => file.endsWith('.html'));
    expect(files.sort()).toEqual([
      ...['classic-entry-guest.html', 'classic-entry-owner.html', 'classic-gallery.html'],
      ...['classic-search-results.html', 'new-media-page-menu-open-mui5.html'],
      ...['new-media-page-menu-open-mui7.html', 'p3-viewroom-lobby.html', 'p7-edit-theming.html'],
    ]);
  });
});

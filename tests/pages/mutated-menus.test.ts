// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { RoomsAnswer } from '../../lib/messages/messages.ts';
import { ACTIONS, button, DRAWN_DOTS, icon, item, listPage, mediaPage, menu } from './design-system.ts';
import { ownTimers } from './kind-table.ts';
import {
  add,
  parsed,
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

/**
 * The design system's menus, changed in every part that nobody has seen: what opens them, what holds them, where the
 * page is, when its session comes. Each must end with the item in the right menu, or with the stand-in beside the title;
 * never in another menu, never twice.
 */

const MORE = icon('MoreVertical24');

/** The opener is what has `data-opener`. */
const OPENERS: Readonly<Record<string, string>> = {
  'a button with a name': button(MORE, 'data-opener aria-label="Mehr" aria-haspopup="menu"'),
  'a button in a tooltip': `<div aria-label="Mehr">${button(MORE, 'data-opener')}</div>`,
  'a div with a role': `<div role="button" tabindex="0" data-opener>${MORE}</div>`,
  'a div without a role': `<div tabindex="0" data-opener>${DRAWN_DOTS}</div>`,
  'a link': `<a href="#" data-opener aria-haspopup="true">${MORE}</a>`,
  'three circles': `<button data-opener><svg><circle r="1"/><circle r="1"/><circle r="1"/></svg></button>`,
  'a picture': `<button data-opener aria-haspopup="true"><img src="/dots.svg" alt=""></button>`,
  'a sprite': `<button data-opener aria-haspopup="true"><svg><use href="#more"></use></svg></button>`,
  'an element of its own': `<ds-icon-button><button data-opener>${MORE}</button></ds-icon-button>`,
  'a word with an arrow': button(`Aktionen ${icon('MoreHorizontal24')}`, 'data-opener'),
};

/** What shows the items; `data-at=menu` is right. */
const HOLDERS: Readonly<Record<string, (list: string) => void>> = {
  'a menu without an id': (list) => add(menu('menu', list, { id: '' })),
  'a menu with an id that something else names': (list) => {
    document.body.append(...parsed('<input aria-controls="x" type="hidden">'));
    add(menu('menu', list, { id: 'x' }));
  },
  'a popper': (list) =>
    add(`<div class="MuiPopper-root"><ul class="MuiList-root" role="menu" data-at="menu">${list}</ul></div>`),
  'a drawer from below': (list) =>
    add(
      `<div class="MuiDrawer-root MuiModal-root" role="presentation"><div class="MuiDrawer-paper"><div><ul class="MuiList-root" data-at="menu">${list}</ul></div></div></div>`,
    ),
  'a menu in a menu’s paper': (list) =>
    add(
      `<div class="MuiPopover-root"><div class="MuiPaper-root"><div class="own"><ul class="MuiList-root" role="menu" data-at="menu">${list}</ul></div></div></div>`,
    ),
  'a list that nobody knows': (list) => add(`<div class="float"><ul data-at="menu">${list}</ul></div>`),
};

const ends = ownTimers();

const opener = (at = 0): Element => document.querySelectorAll('[data-opener]')[at]!;
const RIGHT = [`${ROOM} in menu`];
const STAND_INS = [`${ROOM} in bar`, `${ROOM} in title`];

async function expectRightOrStandIn(): Promise<void> {
  if (items().length === 0) await afterPress();
  const where = whereItems();
  expect(where).toHaveLength(1);
  expect([...RIGHT, ...STAND_INS]).toContain(where[0]);
}

const pairs = Object.keys(OPENERS).flatMap((one) =>
  Object.keys(HOLDERS).map((other) => [one, other] as const),
);

test.each(pairs)('a room’s page: %s opens %s', async (what, holder) => {
  show(mediaPage({ buttons: OPENERS[what]! }), `/media/t/${ROOM}`);
  ends(await start());
  if (items().length === 0) await press(opener(), () => HOLDERS[holder]?.(ACTIONS));
  await expectRightOrStandIn();
});

test.each(pairs.filter(([, holder]) => holder !== 'a list that nobody knows'))(
  'a list: %s of the second row opens %s',
  async (what, holder) => {
    const buttons = OPENERS[what]!;
    show(listPage([VIDEO, ROOM, OTHER_ROOM].map((entryId) => ({ entryId, buttons }))), '/my-media');
    ends(await start());
    await press(opener(1), () => HOLDERS[holder]?.(ACTIONS));
    expect(whereItems()).toEqual(RIGHT);
  },
);

const ROUTES: Readonly<Record<string, string>> = {
  'a playlist': `/playlist/dedicated/123/1_plist001/${ROOM}`,
  'a playlist without a category': `/playlist/dedicated/1_plist001/${ROOM}`,
  'a launch of a room': `/embeddedrooms/index/view-room/entryid/${ROOM}`,
  'the short form': `/id/${ROOM}`,
  'a category behind it': `/media/Algebra+I/${ROOM}/177251882`,
  'a name that looks like an entry': `/media/1_name0001/${ROOM}`,
  'browse and embed': `/browseandembed/index/media/entryid/${ROOM}/showDescription/false`,
};

test.each(Object.entries(ROUTES))('at the address of %s', async (_name, path) => {
  show(mediaPage({ buttons: OPENERS['a button with a name']! }), path);
  ends(await start());
  await press(opener(), () => add(menu('menu', ACTIONS, { id: '' })));
  expect(whereItems()).toEqual(RIGHT);
});

/** What another menu may be, on the same page: nothing of ours in it, whatever its items look like. */
const OTHERS: Readonly<Record<string, readonly [opener: string, list: string]>> = {
  'of the user, with a pencil': [button(icon('User24'), 'data-other'), item('Profil', 'Pencil24')],
  'of the bell': [button(icon('Bell24'), 'data-other'), item('Neu', 'Pencil24')],
  'of the globe': [button(icon('Globe24'), 'data-other'), item('English', 'Pencil24')],
  'of the share sign': [button(icon('Share24'), 'data-other'), item('Einbetten', 'Pencil24')],
  'of choices': [button(MORE, 'data-other'), item('Neueste', undefined, 'aria-selected="true"')],
  'of speeds, by its id': [
    button(MORE, 'data-other id="playbackSpeed"').replaceAll(MORE, '1x'),
    item('2x', 'Pencil24'),
  ],
  'with fields': [button(MORE, 'data-other'), item('<input type="checkbox">', 'Pencil24')],
  'of another entry': [
    button(MORE, 'data-other'),
    `<li role="menuitem"><a href="/edit/${OTHER_ROOM}">x</a></li>`,
  ],
};

test.each(Object.entries(OTHERS))('not in a menu %s', async (_name, [other, list]) => {
  show(mediaPage({ buttons: OPENERS['a button with a name']! + other }), `/media/t/${ROOM}`);
  ends(await start());
  await press(document.querySelector('[data-other]')!, () => add(menu('other', list, { id: '' })));
  await afterPress();
  expect(whereItems().filter((where) => where.endsWith('in other'))).toEqual([]);
});

/** The site's own item, by its names and in any form: ours is not beside it. */
const NATIVE_ITEMS: Readonly<Record<string, string>> = {
  'in capitals': item('CLONE ROOM'),
  'with dots': item('Clone room...'),
  'with a character for dots': item('Clone Room…'),
  'by another word': item('Duplicate room'),
  'as a button in an item': `<li><button type="button">Clone room</button></li>`,
  'over two lines': item('Clone\n      room'),
};

test.each(Object.entries(NATIVE_ITEMS))('not beside the site’s own item %s', async (_name, native) => {
  show(mediaPage({ buttons: OPENERS['a button with a name']! }), `/media/t/${ROOM}`);
  ends(await start());
  await press(opener(), () => add(menu('menu', ACTIONS + native, { id: '' })));
  await afterPress();
  expect(items()).toEqual([]);
});

/** Parts that a page draws late, or anew: what was pressed before counts. */
const LATE: Readonly<Record<string, () => Promise<void>>> = {
  'items come after their menu': async () => {
    await press(opener(), () => add(menu('menu', '', { id: '' })));
    document.querySelector('[data-at=menu]')!.append(...parsed(ACTIONS));
  },
  'a menu is drawn twice': async () => {
    await press(opener(), () => add(menu('menu', ACTIONS, { id: '' })));
    document.querySelector('.MuiMenu-root')!.remove();
    add(menu('menu', ACTIONS, { id: '' }));
  },
  'a menu is hidden at first': async () => {
    await press(opener(), () => add(menu('menu', ACTIONS, { id: '', root: 'aria-hidden="true"' })));
    document.querySelector('.MuiMenu-root')!.removeAttribute('aria-hidden');
  },
  'the button is made anew': async () => {
    const one = opener();
    await press(one, () => one.replaceWith(one.cloneNode(true)));
    add(menu('menu', ACTIONS, { id: '' }));
  },
};

test.each(Object.entries(LATE))('%s', async (_name, happen) => {
  show(mediaPage({ buttons: OPENERS['a button with a name']! }), `/media/t/${ROOM}`);
  ends(await start());
  await happen();
  await rest();
  await expectRightOrStandIn();
});

/** How a session comes after the page: until then nothing is offered, and then all is as if it had been there. */
const SESSIONS_LATE: Readonly<Record<string, (come: () => void) => void>> = {
  'with another script': (come) => {
    come();
    document.body.append(document.createElement('script'));
  },
  'when the network is back': (come) => {
    come();
    window.dispatchEvent(new Event('online'));
  },
  'when the page is back from the cache': (come) => {
    come();
    window.dispatchEvent(new Event('pageshow'));
  },
  'with another script, beside a menu that is open': (come) => {
    add(menu('menu', ACTIONS, { id: '' }));
    come();
    document.body.append(document.createElement('script'));
  },
};

test.each(Object.entries(SESSIONS_LATE))('a session that comes late, %s', async (_name, happen) => {
  show(mediaPage({ buttons: OPENERS['a button with a name']! }), `/media/t/${ROOM}`);
  const answer: { session: boolean; rooms?: RoomsAnswer['rooms'] } = { session: false, rooms: [] };
  ends(await start(answer));
  await press(opener());
  expect(items()).toEqual([]);
  happen(() => {
    answer.session = true;
    delete answer.rooms;
  });
  await rest();
  if (!document.querySelector('[data-at=menu]'))
    await press(opener(), () => add(menu('menu', ACTIONS, { id: '' })));
  await afterPress();
  await expectRightOrStandIn();
});

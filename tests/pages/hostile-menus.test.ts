// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { ACTIONS, button, icon, item, listPage, mediaPage } from './design-system.ts';
import {
  closeAll,
  DOTS,
  IN_MENU,
  inMenu,
  type Kind,
  nth,
  open,
  opener,
  ownPage,
  ownTimers,
  row,
  testKinds,
} from './kind-table.ts';
import { add, afterPress, items, OTHER_ROOM, parsed, press, rest, ROOM, show, start, VIDEO } from './page.ts';

/**
 * More pages that nobody has seen, of kinds that are in none of the other tables: each ends with the item in the right
 * menu, or with the stand-in beside the title; where the session's rooms are not what is pressed, with nothing.
 */

const cell = (inside: string): string => `<div class="MuiDataGrid-cell" role="gridcell">${inside}</div>`;
/** As MUI's data grid makes its rows: their menu's button stands in a cell that has the role of a menu itself. */
const grid = (ids: readonly string[]): string =>
  `<!doctype html><html><body><div id="kms-root"><h1>Medien</h1><div class="MuiDataGrid-root" role="grid">${ids
    .map(
      (id, at) =>
        `<div class="MuiDataGrid-row" role="row" data-id="${id}" data-rowindex="${at}">${cell(`<a href="/media/Room/${id}">Room ${at}</a>`)}${cell(
          `<div role="menu" class="MuiDataGrid-actionsCell"><button data-opener class="MuiIconButton-root" role="menuitem" aria-label="more" aria-haspopup="menu" aria-expanded="true">${icon('MoreVertical24')}</button></div>`,
        )}</div>`,
    )
    .join('')}</div></div></body></html>`;
const gridMenu = (): void =>
  add(
    `<div class="MuiPopper-root MuiDataGrid-menu" role="tooltip"><div class="MuiPaper-root"><ul class="MuiList-root" role="menu" data-at="menu">${ACTIONS}</ul></div></div>`,
  );

const by = (attribute: string) => (at: number, id: string) =>
  `<div class="row" data-at="row ${at}" ${attribute}="${id}"><span>Room</span>${DOTS}</div>`;
const rowsBy = (attribute: string): Kind => ({
  page: `<!doctype html><html><body><div id="kms-root"><h1>Medien</h1><div>${[VIDEO, ROOM, OTHER_ROOM]
    .map((id, at) => by(attribute)(at, id))
    .join('')}</div></div></body></html>`,
  path: '/my-media',
  happen: () => press(opener(1), () => open()),
  right: [IN_MENU],
});

/** The row is used for another entry, as lists do that draw only what is in view. */
function reuse(at: number, entryId: string): void {
  const reused = nth('.row', at);
  reused.querySelector('img')!.src =
    `https://cfvod.kaltura.com/p/102/thumbnail/entry_id/${entryId}/width/120`;
  reused.querySelector('a')!.href = `/media/Room/${entryId}`;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'an icon font of ligatures': inMenu(
    ownPage('<button data-opener><i class="material-icons">more_vert</i></button>'),
  ),
  'an icon font of classes': inMenu(
    ownPage('<button data-opener><i class="fas fa-ellipsis-v"></i></button>'),
  ),
  'an icon font on a span': inMenu(
    ownPage('<button data-opener><span class="bi bi-three-dots-vertical"></span></button>'),
  ),
  'an icon font with no pencil either': inMenu(
    ownPage('<button data-opener><i class="fa-solid fa-ellipsis-vertical"></i></button>', () =>
      press(opener(), () => open(item('Bearbeiten') + item('Löschen'))),
    ),
  ),
  'a dialog that is a menu': ownPage(DOTS, () =>
    press(opener(), () => add(`<dialog open><div role="menu" data-at="menu">${ACTIONS}</div></dialog>`)),
  ),
  'a dialog without a role': ownPage(DOTS, () =>
    press(opener(), () => add(`<dialog open data-at="menu">${ACTIONS}</dialog>`)),
  ),
  'a popover, named by its button': inMenu(
    ownPage(button(icon('MoreVertical24'), 'data-opener popovertarget="pop"'), () =>
      press(opener(), () => add(`<div popover id="pop" role="menu" data-at="menu">${ACTIONS}</div>`)),
    ),
  ),
  'a popover that a key opened, which its button alone names': {
    page: listPage([
      row(VIDEO, { buttons: button(icon('MoreVertical24'), 'popovertarget="p0"') }),
      row(ROOM, { buttons: button(icon('MoreVertical24'), 'popovertarget="p1"') }),
    ]),
    path: '/my-media',
    happen: async () => {
      add(`<div popover id="p1" role="menu" data-at="menu">${ACTIONS}</div>`);
      await rest();
    },
    right: [IN_MENU],
  },
  'a menu that its button owns': {
    page: listPage([
      row(VIDEO, { buttons: button(icon('MoreVertical24'), 'aria-owns="m0"') }),
      row(ROOM, { buttons: button(icon('MoreVertical24'), 'aria-owns="m1"') }),
    ]),
    path: '/my-media',
    happen: async () => {
      open(ACTIONS, { id: 'm1' });
      await rest();
    },
    right: [IN_MENU],
  },
  'two openers in a row, the other one pressed': {
    page: listPage([
      row(ROOM, { buttons: button(icon('Share24'), 'data-other aria-haspopup="true"') + DOTS }),
    ]),
    path: '/my-media',
    happen: () => press(nth('[data-other]'), () => open(item('Link', 'Pencil24'))),
    right: [[]],
  },
  'two openers in a row, the right one after the other': {
    page: listPage([
      row(ROOM, { buttons: button(icon('Share24'), 'data-other aria-haspopup="true"') + DOTS }),
    ]),
    path: '/my-media',
    happen: async () => {
      await press(nth('[data-other]'), () => open(item('Link', 'Pencil24')));
      closeAll();
      await press(opener(), () => open());
    },
    right: [IN_MENU],
  },
  'a menu that comes long after the press': inMenu(
    ownPage(DOTS, async () => {
      await press(opener());
      await afterPress();
      open();
    }),
  ),
  'a menu that is moved to the body after a while': inMenu(
    ownPage(DOTS, async () => {
      await press(opener(), () =>
        nth('[data-at=bar]').append(...parsed(`<div><ul role="menu" data-at="menu">${ACTIONS}</ul></div>`)),
      );
      await afterPress();
      document.body.append(nth('[data-at=menu]').parentElement!);
    }),
  ),
  'rows that are used again for a video': {
    page: listPage([row(ROOM)]),
    path: '/my-media',
    happen: async () => {
      await press(opener(), () => open());
      closeAll();
      reuse(0, VIDEO);
      await rest();
      await press(opener(), () => open());
    },
    right: [[]],
  },
  'rows that are used again for another room': {
    page: listPage([row(ROOM)]),
    path: '/my-media',
    happen: async () => {
      await press(opener(), () => open());
      closeAll();
      reuse(0, OTHER_ROOM);
      await rest();
      await press(opener(), () => open());
    },
    right: [[`${OTHER_ROOM} in menu`]],
  },
  'a row that is used again under its open menu': {
    page: listPage([row(ROOM), row(VIDEO)]),
    path: '/my-media',
    happen: async () => {
      await press(opener(), () => open());
      reuse(0, OTHER_ROOM);
      reuse(1, ROOM);
      await rest();
      nth('[data-at=menu]').append(...parsed(item('Neu')));
    },
    // As the row shows it now: a list that uses a row again does so with its menu.
    right: [[`${OTHER_ROOM} in menu`]],
  },
  'a menu that is kept and shown for the next row': {
    page: listPage([row(ROOM), row(VIDEO)]),
    path: '/my-media',
    happen: async () => {
      await press(opener(), () => open());
      nth('.MuiMenu-root').setAttribute('aria-hidden', 'true');
      await rest();
      await press(opener(1), () => nth('.MuiMenu-root').removeAttribute('aria-hidden'));
    },
    right: [[]],
  },
  'rows of a data grid': {
    page: grid([VIDEO, ROOM, OTHER_ROOM]),
    path: '/my-media',
    happen: () => press(opener(1), gridMenu),
    right: [IN_MENU],
  },
  'a data grid’s row of a video': {
    page: grid([ROOM, VIDEO]),
    path: '/my-media',
    happen: () => press(opener(1), gridMenu),
    right: [[]],
  },
  'entries in data-entryid alone': rowsBy('data-entryid'),
  'entries in an attribute that nobody knows': rowsBy('data-kaltura-entry'),
  'a name in the query is no entry': {
    ...ownPage(DOTS),
    path: `/media/t/${VIDEO}?entryId=${ROOM}`,
    right: [[]],
  },
  'a search for an entry is not its page': {
    page: listPage([row(VIDEO)]),
    path: `/search?keyword=${ROOM}`,
    happen: () => press(opener(), () => open()),
    right: [[]],
  },
  'a wrapper that is closed to us': {
    ...ownPage('<ds-menu-button data-opener></ds-menu-button>'),
  },
  'a toolbar around the button': inMenu(ownPage(`<div role="toolbar">${DOTS}</div>`)),
  'a menu bar around the button': inMenu(
    ownPage(
      `<ul role="menubar"><li role="none">${DOTS.replace('data-opener', 'data-opener role="menuitem"')}</li></ul>`,
    ),
  ),
  'items in groups': inMenu(
    ownPage(DOTS, () =>
      press(opener(), () =>
        add(
          `<div role="menu" data-at="menu"><div role="group"><p>Medien</p><div role="menuitem">${icon('Pencil24')}Bearbeiten</div></div><hr role="separator"><div role="group"><div role="menuitem">Löschen</div></div></div>`,
        ),
      ),
    ),
  ),
  'a skeleton, and the items when the server has answered': inMenu(
    ownPage(DOTS, async () => {
      await press(opener(), () => open('<li class="MuiSkeleton-root" aria-hidden="true"></li>'));
      await afterPress();
      nth('[data-at=menu]').replaceChildren(...parsed(ACTIONS));
    }),
  ),
  'all items made anew at each move of the pointer': inMenu(
    ownPage(DOTS, async () => {
      await press(opener(), () => open());
      for (let time = 0; time < 5; time += 1) {
        nth('[data-at=menu]').replaceChildren(...parsed(ACTIONS));
        await rest();
      }
    }),
  ),
  'a title that is no heading by name': {
    ...ownPage(DOTS),
    page: mediaPage({ buttons: DOTS }).replace(
      '<h1>Algebra</h1>',
      '<div role="heading" aria-level="1">Algebra</div>',
    ),
  },
  'a second title with buttons, that sticks to the top': inMenu({
    ...ownPage(DOTS, () => press(opener(), () => open())),
    page: mediaPage({ buttons: DOTS }).replace(
      '<div id="kms-root">',
      `<div id="kms-root"><div class="sticky" aria-hidden="true"><h1>Algebra</h1>${DOTS.replace('data-opener', '')}</div>`,
    ),
  }),
  'a button in a shadow root in a shadow root': ownPage('<x-outer></x-outer>', async () => {
    const outer = nth('x-outer').attachShadow({ mode: 'open' });
    outer.append(document.createElement('x-inner'));
    const inner = outer.querySelector('x-inner')!.attachShadow({ mode: 'open' });
    inner.append(...parsed(DOTS));
    await press(inner.querySelector('[data-opener]')!, () => open());
  }),
  'a menu that a right click opened on the row': {
    page: listPage([row(VIDEO), row(ROOM)]),
    path: '/my-media',
    happen: () => press(nth('.row', 1).querySelector('img')!, () => open()),
    right: [IN_MENU],
  },
};

const NATIVE: Readonly<Record<string, string>> = {
  'in English': item('Clone room'),
  'in Spanish': item('Clonar sala'),
  'in French': item('Dupliquer la salle'),
  'in German': item('Raum duplizieren'),
  'in Hebrew': item('שכפול חדר'),
  'in Arabic': item('استنساخ الغرفة'),
  'with a badge': item('Clone room <span class="MuiBadge-badge">NEW</span>'),
  'by its name for screen readers alone': '<li role="menuitem" aria-label="Clone room"><svg></svg></li>',
  'in a group of its own': `<li role="group"><ul>${item('Clone room')}</ul></li>`,
};

const ends = ownTimers();

testKinds(KINDS, ends);

test.each(Object.entries(NATIVE))('not beside the site’s own item %s', async (_name, native) => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  ends(await start());
  await press(opener(), () => open(ACTIONS + native));
  await afterPress();
  expect(items()).toEqual([]);
});

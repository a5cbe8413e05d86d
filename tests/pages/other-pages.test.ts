// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { ACTIONS, DRAWN_DOTS, icon, item, listPage, mediaPage, menu } from './design-system.ts';
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
 * Kinds of pages that are in none of the other tables: routes, what names an entry, what is pressed, several menus at
 * once, pages that go on by themselves, pages that a browser has translated.
 */

const rows = (...ids: string[]): Pick<Kind, 'page' | 'path'> => ({
  page: listPage(ids.map((id) => row(id))),
  path: '/my-media',
});
const LIST = rows(VIDEO, ROOM, OTHER_ROOM);
const second = (): Promise<void> => press(opener(1), () => open());

/** A list whose rows name their entry in one way alone; the second one's three dots are pressed. */
const named = (by: (entryId: string) => string, right: Kind['right'] = [IN_MENU]): Kind => ({
  page: `<!doctype html><html><body><div id="kms-root"><h1>Medien</h1><div>${[VIDEO, ROOM, OTHER_ROOM]
    .map((id) => by(id))
    .join('')}</div></div></body></html>`,
  happen: second,
  right,
});
const at = (path: string, right: Kind['right'] = [IN_MENU]): Kind => ({ ...ownPage(DOTS), path, right });

const openers = (markup: string): Kind => inMenu(ownPage(markup));
/** What is pressed is deep in the opener. */
const pressedIn = (markup: string, selector: string): Kind => ({
  page: listPage([{ entryId: ROOM, buttons: markup }]),
  happen: () => press(nth(selector), () => open()),
  right: [IN_MENU],
});

const holder = (markup: (list: string) => string, right: Kind['right'] = [IN_MENU]): Kind => ({
  ...LIST,
  happen: () => press(opener(1), () => add(markup(ACTIONS))),
  right,
});

/** As a browser does that translates a page: each text is wrapped, twice. */
function translate(part: Element, words: Readonly<Record<string, string>>): void {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text); // as it was asked to show
  for (const text of texts) {
    const word = words[text.data.trim()];
    if (word === undefined) continue;
    text.replaceWith(...parsed(`<font><font>${word}</font></font>`));
  }
}

/** The page goes on to another entry by itself. */
function goOn(entryId: string, how: 'push' | 'replace' | 'hash' = 'push'): void {
  if (how === 'hash') location.hash = `#/media/t/${entryId}`;
  else if (how === 'push') history.pushState(null, '', `/media/t/${entryId}`);
  else history.replaceState(null, '', `/media/t/${entryId}`);
}

const ROUTES: Readonly<Record<string, Kind>> = {
  'a query in place of a path, entryId': at(`/media/index?entryId=${ROOM}`),
  'a query in place of a path, entryid': at(`/embeddedrooms/index/view-room?entryid=${ROOM}&x=1`),
  'a query in place of a path, entry_id': at(`/hosted/index/view-entry?a=b&entry_id=${ROOM}`),
  'a path before the query': at(`/media/t/${VIDEO}?entryId=${ROOM}`, [[]]),
  'a query of a list': { ...LIST, path: `/my-media?entryId=${VIDEO}`, happen: second, right: [IN_MENU] },
  'a search’s words': {
    ...rows(VIDEO),
    path: `/search?keyword=${ROOM}`,
    happen: () => press(opener()),
    right: [[]],
  },
  'a part of a longer query name': {
    ...ownPage(DOTS),
    path: `/media/index?parentEntryId=${ROOM}`,
    right: [[]],
  },
  'a path behind the hash': at(`/index#/media/t/${ROOM}`),
  'an application’s prefix': at(`/kms/media/t/${ROOM}`),
  'a language before it': at(`/he/media/Algebra/${ROOM}`),
  'a route that nobody knows': at(`/room/${ROOM}/lobby`),
  'a category behind it and a slash': at(`/media/Algebra+I/${ROOM}/177251882/`),
  'a channel that is named like an entry': {
    ...rows(VIDEO),
    path: `/channel/${ROOM}/17`,
    happen: () => press(opener(), () => open()),
    right: [[]],
  },
  'a search whose word is an entry': {
    ...rows(VIDEO),
    path: `/search/${ROOM}`,
    happen: () => press(opener(), () => open()),
    right: [[]],
  },
};

const NAMES: Readonly<Record<string, Kind>> = {
  'an attribute that nobody knows': named((id) => `<div data-kaltura-entry="${id}">Room ${DOTS}</div>`),
  'data-id': named((id) => `<div data-id="${id}"><p>Room</p><div>${DOTS}</div></div>`),
  'the button’s own attribute': named(
    (id) => `<div>Room ${DOTS.replace('data-opener', `data-opener data-entry="${id}"`)}</div>`,
  ),
  'a picture by style': named(
    (id) =>
      `<div><div class="thumb" style="background-image: url(https://cfvod.kaltura.com/p/102/thumbnail/entry_id/${id}/width/120)"></div>Room ${DOTS}</div>`,
  ),
  'a picture that is loaded late': named(
    (id) =>
      `<div><img data-src="https://cfvod.kaltura.com/p/102/thumbnail/entry_id/${id}/width/120" alt="">${DOTS}</div>`,
  ),
  'a picture in several sizes': named(
    (id) =>
      `<div><picture><source srcset="https://cfvod.kaltura.com/p/102/thumbnail/entry_id/${id}/width/120 1x"><img alt=""></picture>${DOTS}</div>`,
  ),
  'an id with something behind it': named((id) => `<div id="row_${id}_media">Room ${DOTS}</div>`),
  'a link with a query': named((id) => `<div><a href="/media/t/${id}?st=20">Room</a>${DOTS}</div>`),
  'a link with a query in place of a path': named(
    (id) => `<div><a href="/media/index?entryId=${id}">Room</a>${DOTS}</div>`,
  ),
  'a form’s field': named(
    (id) => `<div><input type="checkbox" value="${id}" aria-label="Room">${DOTS}</div>`,
  ),
  'two entries in one row': named(
    (id) => `<div data-id="${id}" data-related="${VIDEO}">Room ${DOTS}</div>`,
    [[]],
  ),
};

const PRESSES: Readonly<Record<string, Kind>> = {
  'a picture in a span without a role': pressedIn(`<span class="dots">${DRAWN_DOTS}</span>`, '.dots path'),
  'a picture alone': pressedIn(DRAWN_DOTS, '.buttons path'),
  'a summary': openers(`<details><summary data-opener>${icon('MoreVertical24')}</summary></details>`),
  'a label': openers(`<label tabindex="0" data-opener>${DRAWN_DOTS}</label>`),
  'a button whose icon is a mask': inMenu(
    ownPage('<button data-opener aria-haspopup="true"><span class="mask"></span></button>'),
  ),
  'a custom element that holds the dots': openers(
    `<ds-more data-opener tabindex="0">${icon('MoreHorizontal24')}</ds-more>`,
  ),
  'a button that is made anew as its menu opens, in a list': {
    ...LIST,
    happen: () =>
      press(opener(1), () => {
        opener(1).replaceWith(opener(1).cloneNode(true));
        open();
      }),
    right: [IN_MENU],
  },
  'a row that is made anew as its menu opens': {
    ...LIST,
    happen: () =>
      press(opener(1), () => {
        nth('.row', 1).replaceWith(nth('.row', 1).cloneNode(true));
        open();
      }),
    right: [IN_MENU],
  },
  'the list made anew as a menu opens': {
    ...LIST,
    happen: () =>
      press(opener(1), () => {
        const list = nth('.rows');
        list.replaceWith(list.cloneNode(true));
        open();
      }),
    right: [IN_MENU],
  },
  'a list that is sorted as a menu opens': {
    ...LIST,
    happen: () =>
      press(opener(1), () => {
        nth('.rows').append(nth('.row', 0));
        open();
      }),
    right: [IN_MENU],
  },
};

const HOLDERS: Readonly<Record<string, Kind>> = {
  'a listbox': holder(
    (list) =>
      `<div class="MuiPopper-root"><ul role="listbox" data-at="menu">${list.replaceAll('role="menuitem"', 'role="option"')}</ul></div>`,
  ),
  'a listbox of choices': holder(
    (list) =>
      `<ul role="listbox" data-at="menu">${list.replaceAll('role="menuitem"', 'role="option" aria-selected="false"')}</ul>`,
    [[]],
  ),
  'links that are scripts': holder(
    () =>
      `<div role="menu" data-at="menu"><a role="menuitem" href="javascript:edit()">${icon('Pencil24')}Edit</a><a role="menuitem" href="javascript:remove()">Delete</a></div>`,
  ),
  'buttons in a menu': holder(
    () =>
      `<div role="menu" data-at="menu"><button role="menuitem">${icon('Pencil24')}Edit</button><button role="menuitem">Delete</button></div>`,
  ),
  'a menu whose label is its own heading': holder(
    (list) =>
      `<div role="presentation"><h2 id="menu-title">Aktionen</h2><ul role="menu" aria-labelledby="menu-title" data-at="menu">${list}</ul></div>`,
  ),
  'a dialog in the top layer': holder(
    (list) => `<dialog open><ul role="menu" data-at="menu">${list}</ul></dialog>`,
  ),
  'a popover in the top layer': holder(
    (list) => `<div popover="manual" id="p"><ul role="menu" data-at="menu">${list}</ul></div>`,
  ),
  'from right to left': {
    ...holder((list) => `<div dir="rtl"><ul role="menu" data-at="menu">${list}</ul></div>`),
  },
};

const constantLabel = (markup: string): string =>
  markup.replace('data-opener', 'data-opener id="more-button"');
const labelled = (): void => open(ACTIONS, { id: 'x', root: '' });

const SEVERAL: Readonly<Record<string, Kind>> = {
  'two menus at once, each of its row': {
    ...LIST,
    happen: async () => {
      await press(opener(1), () => open());
      await press(opener(2), () => add(menu('other menu', ACTIONS, { id: '' })));
    },
    right: [[...IN_MENU, `${OTHER_ROOM} in other menu`]],
  },
  'one menu for all rows that is put to another room’s row without a change of its own': {
    ...LIST,
    happen: async () => {
      await second();
      await press(opener(2));
    },
    right: [[`${OTHER_ROOM} in menu`]],
  },
  'the same, to a video’s row': {
    ...LIST,
    happen: async () => {
      await second();
      await press(opener(0));
    },
    right: [[]],
  },
  'a press beside a menu that stays': {
    ...LIST,
    happen: async () => {
      await second();
      await press(nth('h1'));
    },
    right: [IN_MENU],
  },
  'a menu that the page opens by itself beside the one that was pressed for': {
    ...LIST,
    happen: async () => {
      await second();
      add(menu('bell', item('Neu', 'Pencil24'), { id: '' }));
    },
    right: [IN_MENU],
  },
  'the same, where the button says that its menu is open': {
    page: listPage([
      row(VIDEO),
      row(ROOM, { buttons: DOTS.replace('data-opener', 'data-opener aria-expanded="true"') }),
    ]),
    happen: async () => {
      await second();
      add(menu('bell', item('Neu', 'Pencil24'), { id: '' }));
    },
    right: [IN_MENU],
  },
  'a label that is the same in every row, and no press': {
    page: listPage([ROOM, VIDEO, OTHER_ROOM].map((id) => ({ entryId: id, buttons: constantLabel(DOTS) }))),
    happen: async () => {
      labelled();
      nth('[role=menu]').setAttribute('aria-labelledby', 'more-button');
      await rest();
      nth('[role=menu]').append(...parsed(item('Mehr')));
    },
    right: [[]],
  },
  'a label that is the same in every row, one of which is open': {
    page: listPage(
      [VIDEO, ROOM, OTHER_ROOM].map((id) => ({
        entryId: id,
        buttons: constantLabel(DOTS).replace('data-opener', `data-opener aria-expanded="${id === ROOM}"`),
      })),
    ),
    happen: async () => {
      labelled();
      nth('[role=menu]').setAttribute('aria-labelledby', 'more-button');
      await rest();
      nth('[role=menu]').append(...parsed(item('Mehr')));
    },
    right: [IN_MENU],
  },
  'one menu after the other, quickly': {
    ...LIST,
    happen: async () => {
      await press(opener(2), () => open());
      closeAll();
      await press(opener(0), () => open());
      closeAll();
      await second();
    },
    right: [IN_MENU],
  },
};

const MOVING: Readonly<Record<string, Kind>> = {
  'the address changes before the page': {
    ...ownPage(DOTS),
    path: `/media/t/${VIDEO}`,
    happen: async () => {
      goOn(ROOM);
      await rest();
      await press(opener(), () => open());
    },
    right: [IN_MENU],
  },
  'the address changes after the page, by replaceState': {
    ...ownPage(DOTS),
    path: `/media/t/${VIDEO}`,
    happen: async () => {
      nth('h1').textContent = 'Algebra';
      await rest();
      goOn(ROOM, 'replace');
      await press(opener(), () => open());
    },
    right: [IN_MENU],
  },
  'from a room to a video, with the button kept': {
    ...ownPage(DOTS),
    happen: async () => {
      await press(opener(), () => open());
      closeAll();
      goOn(VIDEO);
      await press(opener(), () => open());
    },
    right: [[]],
  },
  'from a room to a video, with its menu open': {
    ...ownPage(DOTS),
    happen: async () => {
      await press(opener(), () => open());
      goOn(VIDEO);
      nth('h1').textContent = 'Video';
    },
    right: [[]],
  },
  'a stand-in goes when the address has, though the page has not changed since': {
    page: mediaPage(),
    path: `/media/t/${ROOM}`,
    happen: async () => {
      goOn(VIDEO);
      dispatchEvent(new Event('popstate'));
      await rest();
    },
    right: [[]],
  },
  'behind the hash': {
    ...ownPage(DOTS),
    path: '/index',
    happen: async () => {
      goOn(ROOM, 'hash');
      await rest();
      await press(opener(), () => open());
    },
    right: [IN_MENU],
  },
  'the whole body is drawn anew': {
    ...ownPage(DOTS),
    happen: async () => {
      await press(opener(), () => open());
      document.body.replaceChildren(...parsed(mediaPage({ buttons: DOTS })));
      await rest();
      await press(opener(), () => open());
    },
    right: [IN_MENU],
  },
};

const TRANSLATED: Readonly<Record<string, Kind>> = {
  'a menu that the browser translates': inMenu(
    ownPage(DOTS, async () => {
      await press(opener(), () => open());
      translate(nth('[data-at=menu]'), { Bearbeiten: 'Modifica', 'Clone room': 'Clona stanza' });
    }),
  ),
  'a menu that was translated before our item came': inMenu(
    ownPage(DOTS, () =>
      press(opener(), () => {
        open();
        translate(nth('[data-at=menu]'), { Bearbeiten: 'Modifica' });
      }),
    ),
  ),
  'the site’s own item, translated into a language that we do not know': {
    ...ownPage(DOTS, async () => {
      await press(opener(), () => open(ACTIONS + item('Clone room')));
      translate(nth('[data-at=menu]'), { 'Clone room': 'Clona stanza' });
    }),
    right: [[]],
  },
};

const ends = ownTimers();
testKinds({ ...ROUTES, ...NAMES }, ends);
testKinds({ ...PRESSES, ...HOLDERS, ...SEVERAL }, ends);
testKinds({ ...MOVING, ...TRANSLATED }, ends);

test('our item in a list of scripts is no script', async () => {
  const { page, happen } = HOLDERS['links that are scripts']!;
  show(page, '/my-media');
  ends(await start());
  await happen?.();
  expect(items()[0]?.getAttribute('href')).toBe('#');
});

/** More of what the site's own item may be called, in the languages of the windows. */
const NATIVE = [
  ...[
    'Clone this room',
    'Duplicate meeting room',
    'Copy room',
    'Make a copy of this room',
    'Clone Room – Beta',
  ],
  ...['Duplicar la sala', 'Clonar sala de reuniones', 'Copiar sala'],
  ...['Cloner la salle', 'Copier la salle de réunion', 'Dupliquer cette salle'],
  ...['Raum klonen', 'Meetingraum duplizieren', 'Meeting-Raum kopieren', 'Diesen Raum klonen'],
  ...['שכפל חדר', 'שכפול החדר', 'שכפל את החדר', 'העתק חדר', 'שכפול חדר פגישות'],
  ...['استنساخ غرفة الاجتماع', 'نسخ الغرفة', 'تكرار الغرفة', 'استنساخ هذه الغرفة'],
];
test.each(NATIVE)('not beside the site’s own item %s', async (label) => {
  show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
  ends(await start());
  await press(opener(), () => open(ACTIONS + item(label)));
  await afterPress();
  expect(items()).toEqual([]);
});

test.each(['Copy link', 'Copy room link', 'Clone settings', 'Duplicate', 'Room', 'Copy embed code'])(
  'an item %s is not the site’s own',
  async (label) => {
    show(mediaPage({ buttons: DOTS }), `/media/t/${ROOM}`);
    ends(await start());
    await press(opener(), () => open(ACTIONS + item(label)));
    expect(items()).toHaveLength(1);
  },
);

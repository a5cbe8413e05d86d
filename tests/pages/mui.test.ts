// @vitest-environment happy-dom
import Drawer7 from '@mui/material/Drawer';
import Menu7 from '@mui/material/Menu';
import MenuItem7 from '@mui/material/MenuItem';
import MenuList7 from '@mui/material/MenuList';
import Popover7 from '@mui/material/Popover';
import Popper7 from '@mui/material/Popper';
import ClickAway7 from '@mui/material/ClickAwayListener';
import Drawer5 from 'mui-5/Drawer';
import Menu5 from 'mui-5/Menu';
import MenuItem5 from 'mui-5/MenuItem';
import MenuList5 from 'mui-5/MenuList';
import Popover5 from 'mui-5/Popover';
import Popper5 from 'mui-5/Popper';
import ClickAway5 from 'mui-5/ClickAwayListener';
import {
  type ComponentType,
  createElement as h,
  type ReactElement,
  StrictMode,
  useEffect,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { listPage, mediaPage } from './design-system.ts';
import { DOTS, opener, ownTimers } from './kind-table.ts';
import { afterPress, items, OTHER_ROOM, parsed, press, rest, ROOM, show, start, VIDEO } from './page.ts';

/**
 * Menus as MUI itself makes them, in both versions that the design system has been on, with React 19: in every holder
 * and place that a menu may have. The browser's tests have three of them, and what can only be seen.
 */

type Component = ComponentType<Readonly<Record<string, unknown>>>;
type Library = Readonly<
  Record<'ClickAway' | 'Drawer' | 'Menu' | 'MenuItem' | 'MenuList' | 'Popover' | 'Popper', Component>
>;

/** The two differ in types that do not matter here. */
const LIBRARIES = {
  'MUI 5': {
    ClickAway: ClickAway5,
    Drawer: Drawer5,
    Menu: Menu5,
    MenuItem: MenuItem5,
    MenuList: MenuList5,
    Popover: Popover5,
    Popper: Popper5,
  },
  'MUI 7': {
    ClickAway: ClickAway7,
    Drawer: Drawer7,
    Menu: Menu7,
    MenuItem: MenuItem7,
    MenuList: MenuList7,
    Popover: Popover7,
    Popper: Popper7,
  },
} as unknown as Readonly<Record<string, Library>>;

interface HeldMenu {
  readonly anchorEl: HTMLElement | null;
  readonly open: boolean;
  readonly onClose: () => void;
}
type Holder = (ui: Library, menu: HeldMenu, list: readonly ReactElement[]) => ReactElement;

const root = (): Element | null => document.querySelector('#kms-root');

const popper =
  (more: object): Holder =>
  ({ Popper, ClickAway, MenuList }, { anchorEl, open, onClose }, list) =>
    h(
      Popper,
      { anchorEl, open, ...more },
      h(ClickAway, { onClickAway: onClose }, h('div', null, h(MenuList, null, ...list))),
    );

/** What shows the items. The design system's menus have no name, and ids that are the same in every row. */
const HOLDERS: Readonly<Record<string, Holder>> = {
  'a Menu': ({ Menu }, menu, list) => h(Menu, { ...menu, id: 'MoreActionsMenu' }, ...list),
  'a Menu that is kept mounted': ({ Menu }, menu, list) => h(Menu, { ...menu, keepMounted: true }, ...list),
  'a Menu without a portal': ({ Menu }, menu, list) => h(Menu, { ...menu, disablePortal: true }, ...list),
  'a Menu in the application’s own element': ({ Menu }, menu, list) =>
    h(Menu, { ...menu, container: root }, ...list),
  'a Popover with a list': ({ Popover, MenuList }, menu, list) =>
    h(Popover, { ...menu }, h(MenuList, null, ...list)),
  'a Popper': popper({}),
  'a Popper that is kept mounted': popper({ keepMounted: true }),
  'a Popper without a portal': popper({ disablePortal: true }),
  'a Drawer': ({ Drawer, MenuList }, { open, onClose }, list) =>
    h(Drawer, { anchor: 'bottom', open, onClose }, h(MenuList, null, ...list)),
  'a Drawer that is kept mounted': ({ Drawer, MenuList }, { open, onClose }, list) =>
    h(
      Drawer,
      { anchor: 'bottom', open, onClose, ModalProps: { keepMounted: true } },
      h(MenuList, null, ...list),
    ),
};

const icon = (name: string): ReactElement => h('svg', { className: `__private__-icon-root-${name}24Icon` });

interface RowMenuProps {
  readonly ui: Library;
  readonly holder: Holder;
}

interface ActionsProps extends RowMenuProps {
  readonly anchorEl: HTMLElement | null;
  readonly close: () => void;
}

/** A menu, one of whose items opens a second one. */
function Actions({ ui, holder, anchorEl, close }: ActionsProps): ReactElement {
  const [nested, setNested] = useState<HTMLElement | null>(null);
  const { Menu, MenuItem } = ui;
  const list = [
    h(MenuItem, { key: 'edit', onClick: close }, icon('Pencil'), 'Bearbeiten'),
    h(
      MenuItem,
      {
        key: 'more',
        'data-more': '',
        onClick: (event: Event) => setNested(event.currentTarget as HTMLElement),
      },
      'Mehr',
    ),
    h(MenuItem, { key: 'delete', onClick: close }, icon('Trash'), 'Löschen'),
  ];
  return h(
    'div',
    null,
    holder(ui, { anchorEl, open: anchorEl !== null, onClose: close }, list),
    h(
      Menu,
      { anchorEl: nested, open: nested !== null, onClose: () => setNested(null) },
      h(MenuItem, { 'data-nested': '' }, icon('Pencil'), 'Untertitel'),
    ),
  );
}

/** The three dots of a row or a page, and their menu. */
function RowMenu(props: RowMenuProps): ReactElement {
  const [anchorEl, setAnchor] = useState<HTMLElement | null>(null);
  return h(
    'div',
    null,
    h(
      'button',
      {
        type: 'button',
        'data-opener': '',
        'aria-haspopup': 'true',
        onClick: (event: { currentTarget: HTMLElement }) => setAnchor(event.currentTarget),
      },
      icon('MoreVertical'),
    ),
    h(Actions, { ...props, anchorEl, close: () => setAnchor(null) }),
  );
}

/** One menu for all three dots of a page, which are not React's. */
function SharedMenu(props: RowMenuProps): ReactElement {
  const [anchorEl, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const open = ({ target }: Event): void => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-opener]') : null;
      if (button) flushSync(() => setAnchor(button));
    };
    document.addEventListener('click', open, { signal: gone.signal });
    return () => gone.abort();
  }, []);
  return h(Actions, { ...props, anchorEl, close: () => setAnchor(null) });
}

let roots: Root[] = [];
const keep = ownTimers();
// Before the timers are the real ones again: what comes last here ends first.
afterEach(() => {
  roots.forEach((one) => flushSync(() => one.unmount()));
  roots = [];
});

/** Draws something where the page has this element. */
function draw(at: string, element: ReactElement, nth = 0): Root {
  const place = document.querySelectorAll(at)[nth];
  if (!place) throw new Error(`There is no ${at}.`);
  const drawn = createRoot(place);
  roots.push(drawn);
  flushSync(() => drawn.render(element));
  return drawn;
}

/** Presses a control, and then clicks it as the press does. */
const choose = (control: HTMLElement): Promise<void> =>
  press(control, () => flushSync(() => control.click()));
/** A trusted click on our item. */
async function chooseOurs(): Promise<void> {
  const click = new MouseEvent('click', { bubbles: true, cancelable: true });
  Object.defineProperty(click, 'isTrusted', { value: true });
  items()[0]!.dispatchEvent(click);
  await rest();
}
const edit = (): Element =>
  [...document.querySelectorAll('[role=menuitem]')].find(({ textContent }) => textContent === 'Bearbeiten')!;

const cases = Object.keys(LIBRARIES).flatMap((library) =>
  Object.keys(HOLDERS).map((holder) => [library, holder] as const),
);

/** Draws the menus of a page or of each row; answers the one that is the room's. */
function drawMenus(kind: 'page' | 'list', library: string, holder: string): void {
  const element = h(StrictMode, null, h(RowMenu, { ui: LIBRARIES[library]!, holder: HOLDERS[holder]! }));
  if (kind === 'page') {
    show(mediaPage(), `/media/t/${ROOM}`);
    draw('[data-at=bar]', element);
    return;
  }
  show(listPage([VIDEO, ROOM, OTHER_ROOM].map((entryId) => ({ entryId, buttons: '' }))), '/my-media');
  for (let row = 0; row < 3; row += 1) draw('.buttons', element, row);
}

test.each(cases)('%s: %s of a room’s page', async (library, holder) => {
  drawMenus('page', library, holder);
  keep(await start());
  await choose(opener());
  expect(items().map((item) => item.getAttribute('data-clone-room-item'))).toEqual([ROOM]);
  expect(edit().nextElementSibling?.contains(items()[0]!)).toBe(true);
  // A menu that opens from an item of it is none of the room's.
  await choose(document.querySelector('[data-more]')!);
  await afterPress();
  expect(document.querySelector('[data-nested]')).not.toBeNull();
  expect(items()).toHaveLength(1);
  expect(edit().parentElement?.contains(items()[0]!)).toBe(true);
});

/** Closes the menu that is on top, as a key does. */
async function escape(): Promise<void> {
  const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  const lists = [...document.querySelectorAll('[role=menu]')].filter(
    (list) => !list.closest('[aria-hidden=true]'),
  );
  flushSync(() => (lists.at(-1) ?? document.body).dispatchEvent(key));
  await vi.advanceTimersByTimeAsync(1_000);
  await rest();
}

test.each(Object.keys(LIBRARIES))(
  '%s: one menu that is kept for all rows is the next row’s, after a second one was opened from it',
  async (library) => {
    show(listPage([ROOM, VIDEO, OTHER_ROOM].map((entryId) => ({ entryId, buttons: DOTS }))), '/my-media');
    document.body.append(...parsed('<div data-at="app"></div>'));
    const shared = h(SharedMenu, {
      ui: LIBRARIES[library]!,
      holder: HOLDERS['a Menu that is kept mounted']!,
    });
    draw('[data-at=app]', shared);
    keep(await start());
    for (const [row, entryIds] of [
      [0, [ROOM]],
      [1, []],
      [2, [OTHER_ROOM]],
    ] as const) {
      await choose(opener(row));
      await choose(document.querySelector('[data-more]')!);
      await afterPress();
      await escape();
      expect(items().map((item) => item.getAttribute('data-clone-room-item'))).toEqual(entryIds);
      await escape();
    }
    await choose(opener(1));
    expect(items()).toEqual([]);
  },
);

test.each(cases)('%s: %s of the second row, which our item closes', async (library, holder) => {
  drawMenus('list', library, holder);
  const started = keep(await start());
  await choose(opener(1));
  expect(items().map((item) => item.getAttribute('data-clone-room-item'))).toEqual([ROOM]);
  const list = items()[0]!.closest('ul');
  await chooseOurs();
  await vi.advanceTimersByTimeAsync(2_000);
  await rest();
  expect(started.messages.filter(({ type }) => type === 'clone.clicked')).toMatchObject([{ entryId: ROOM }]);
  const isGone =
    !list?.isConnected ||
    list.closest('[aria-hidden=true], .MuiPopper-root[style*="display: none"]') !== null;
  expect(isGone).toBe(true);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ACTIONS, button, icon, mediaPage, menu } from './design-system.ts';
import { add, afterPress, press, rest, ROOM, show, start, type Started, whereItems } from './page.ts';

/** Pages in tables: what each is, what happens on it, and where the items may be in the end. */

/** A button with three dots, that is pressed. */
export const DOTS = button(icon('MoreVertical24'), 'data-opener aria-haspopup="true"');
export const open = (list = ACTIONS, options = {}): void => add(menu('menu', list, { id: '', ...options }));
export const nth = (selector: string, at = 0): HTMLElement =>
  document.querySelectorAll<HTMLElement>(selector)[at]!;
export const opener = (at = 0): HTMLElement => nth('[data-opener]', at);
export const closeAll = (): void => document.querySelectorAll('.MuiMenu-root').forEach((one) => one.remove());
export const row = (entryId: string, more = {}) => ({ entryId, buttons: DOTS, ...more });

export const IN_MENU = [`${ROOM} in menu`];
const STAND_INS = [`${ROOM} in bar`, `${ROOM} in title`];

export interface Kind {
  readonly page: string;
  readonly path?: string;
  /** What the page and the teacher do. */
  readonly happen?: () => Promise<void> | void;
  /** Each of these is right. */
  readonly right: readonly (readonly string[])[];
}

export const ownPage = (
  buttons: string,
  happen: Kind['happen'] = () => press(opener(), () => open()),
): Kind => ({
  page: mediaPage({ buttons }),
  path: `/media/t/${ROOM}`,
  happen,
  right: [IN_MENU, ...STAND_INS.map((one) => [one])],
});
/** The same, where nothing less than the menu will do. */
export const inMenu = (kind: Kind): Kind => ({ ...kind, right: [IN_MENU] });

/** Timers are the test's own; each page's script ends with its test. Answers what takes a script to be ended, and gives it back. */
export function ownTimers(): (script: Started) => Started {
  let started: Started | undefined;
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    vi.useRealTimers();
    started?.stop();
    started = undefined;
  });
  return (script) => (started = script);
}

/** One test for each kind of page. */
export function testKinds(kinds: Readonly<Record<string, Kind>>, ends: (script: Started) => void): void {
  test.each(Object.entries(kinds))('%s', async (_name, { page, path = '/my-media', happen, right }) => {
    show(page, path);
    ends(await start());
    if (happen) await happen();
    await rest();
    await afterPress();
    expect(right).toContainEqual(whereItems());
  });
}

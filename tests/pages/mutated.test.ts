// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FixtureName, FIXTURES, items, load, OTHER_ROOM, ROOM, start } from './page.ts';

/**
 * Fifty pages that are not as we know them: what is inferred of Kaltura's pages may prove wrong. Each must end with the
 * item in a right place, or with the offer that the popup makes; never with an item in a wrong place, or an error.
 */

/** Where the item of an entry may be: what holds the native Edit, and what stands beside the title. */
const RIGHT = 'data-right-for';

function markRightPlaces(path: string): void {
  for (const link of document.querySelectorAll('a[href^="/edit/"]')) {
    const holder = link.closest('[role=menu], ul, td') ?? link.parentElement;
    holder?.setAttribute(RIGHT, link.getAttribute('href')?.slice('/edit/'.length) ?? '');
  }
  const ofPage = /\d+_\w{8}/.exec(path)?.[0];
  if (ofPage) document.querySelector('.kms-ds-media-page-title-actions')?.setAttribute(RIGHT, ofPage);
}

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const holders = (): HTMLElement[] => all(`[${RIGHT}]`);
const menus = (): HTMLElement[] => all('[role=menu], .entry-actions');
const editLinks = (): HTMLElement[] => all('a[href^="/edit/"]');

const MUTATIONS: Readonly<Record<string, () => void>> = {
  'renamed classes': () => {
    all('[class]').forEach((element, i) => (element.className = `t${i}`));
  },
  'no ids': () => {
    all('[id]').forEach((element) => element.removeAttribute('id'));
  },
  'other labels': () => {
    for (const element of all('a, button, li, span')) {
      if (element.childElementCount === 0) element.textContent = 'Ändra';
      element.removeAttribute('aria-label');
    }
  },
  'menus moved to the end of the page': () => {
    menus().forEach((menu) => document.body.append(menu));
  },
  'every menu twice': () => {
    menus().forEach((menu) => menu.after(menu.cloneNode(true)));
  },
  'menus in a shadow root': () => {
    for (const menu of menus()) {
      const host = document.createElement('div');
      menu.replaceWith(host);
      host.attachShadow({ mode: 'open' }).append(menu);
    }
  },
  'no Edit': () => {
    editLinks().forEach((link) => (link.closest('li') ?? link).remove());
  },
  'Edit of another entry': () => {
    editLinks().forEach((link) => link.setAttribute('href', '/edit/1_other000'));
  },
  'items wrapped twice': () => {
    for (const link of editLinks()) {
      const [outer, inner] = [document.createElement('div'), document.createElement('span')];
      link.replaceWith(outer);
      outer.append(inner);
      inner.append(link);
    }
  },
  'no roles, no aria': () => {
    for (const element of all('*')) {
      for (const name of element.getAttributeNames()) {
        if (/^(?:role|aria-|data-toggle)/.test(name)) element.removeAttribute(name);
      }
    }
  },
};

const errors: unknown[] = [];
beforeEach(() => {
  errors.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...said: unknown[]) => errors.push(said));
});
afterEach(() => vi.restoreAllMocks());

const names = Object.keys(FIXTURES) as FixtureName[]; // the keys of a constant
const cases = names.flatMap((name) => Object.keys(MUTATIONS).map((mutation) => [name, mutation] as const));

test('there are fifty of them', () => {
  expect(cases.length).toBeGreaterThanOrEqual(50);
});

test.each(cases)('%s: %s', async (name, mutation) => {
  load(name);
  markRightPlaces(FIXTURES[name]);
  MUTATIONS[mutation]?.();
  const { describe: ask, stop } = await start();
  const wrong = items().filter((item) => {
    const entryId = item.getAttribute('data-clone-room-item');
    return item.closest(`[${RIGHT}]`)?.getAttribute(RIGHT) !== entryId;
  });
  expect(wrong).toEqual([]);
  for (const holder of holders()) {
    expect(holder.querySelectorAll('[data-clone-room-item]').length).toBeLessThanOrEqual(1);
  }
  const { rooms } = ask();
  // The popup's offer is there in every case, so that no page is left without a way.
  expect(rooms.map(({ entryId }) => entryId)).toContain(ROOM);
  expect(errors).toEqual([]);
  stop();
  expect(items()).toEqual([]);
});

/** Where the item must still be found, so that the lines above do not hold for want of any item. */
const ROBUST = [
  'renamed classes',
  'no ids',
  'other labels',
  'every menu twice',
  'items wrapped twice',
] as const;

test.each(names.flatMap((name) => ROBUST.map((mutation) => [name, mutation] as const)))(
  '%s with %s still has its item in the page',
  async (name, mutation) => {
    load(name);
    MUTATIONS[mutation]?.();
    const { stop } = await start();
    const entries = new Set(items().map((item) => item.getAttribute('data-clone-room-item')));
    expect(entries).toContain(ROOM);
    if (name === 'classic-list') expect(entries).toContain(OTHER_ROOM);
    stop();
  },
);

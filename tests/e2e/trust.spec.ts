import type { Frame, Page } from '@playwright/test';
import { expect, test } from './support/fixture.ts';
import { type ForeignServer, serveForeign } from './support/foreign-server.ts';
import {
  ALGEBRA,
  choose,
  field,
  findDialog,
  isDialogPage,
  kafFrame,
  openAlgebra,
  openDialog,
  openMenu,
  tickets,
} from './support/steps.ts';

test('clicks and keys that a page makes up do nothing', async ({ campus, page, worker }) => {
  await openAlgebra(page);
  const item = await openMenu(page);
  await expect(item).toBeVisible();
  const before = campus.server?.requests.length;
  await item.evaluate((control: HTMLElement) => {
    control.click();
    control.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    control.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
    control.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  });
  await page.waitForTimeout(1_000);
  expect(await findDialog(page)).toBeUndefined();
  expect(await tickets(await worker())).toEqual([]);
  expect(campus.server?.requests.length).toBe(before);
});

test('the dialog shows nothing without a ticket, and no room with one that is used', async ({
  context,
  extensionId,
  page,
  worker,
}) => {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  const [used] = await tickets(await worker());
  expect(used).toBeDefined();
  for (const hash of ['', '#n=', `#n=${crypto.randomUUID()}`, `#n=${used}`]) {
    const opened = await context.newPage();
    await opened.goto(`chrome-extension://${extensionId}/dialog.html${hash}`);
    // The worker has refused it, and not merely not answered yet.
    await opened.waitForTimeout(700);
    await expect(opened.getByRole('alert')).toHaveCount(/[0-9a-f]/.test(hash.slice(3)) ? 1 : 0);
    await expect(opened.getByRole('textbox')).toHaveCount(0);
    expect(await opened.locator('body').innerText()).not.toContain(ALGEBRA);
    await opened.close();
  }
  // The real one is as it was.
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

test('a page cannot put our dialog into a frame of its own', async ({ extensionId, page }) => {
  await openAlgebra(page);
  await openDialog(page);
  const loaded = await page.evaluate(async (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    await new Promise((done) => setTimeout(done, 500));
    return frame.contentDocument !== null || window.length;
  }, `chrome-extension://${extensionId}/dialog.html`);
  expect(loaded).not.toBe(true);
  const forged = page.frames().filter((frame) => frame.url().endsWith('/dialog.html'));
  expect(forged).toEqual([]);
});

test('a page sees nothing of the dialog, its ticket or its texts', async ({ page, worker }) => {
  // In whatever way it is opened: the ticket is handed over, and the page around it hears all that is said to it.
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    if (location.protocol !== 'chrome-extension:')
      window.addEventListener('message', ({ data }) => heard.push(data), {
        signal: new AbortController().signal,
      });
  });
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await expect(field(dialog, 'Name')).toBeVisible();
  const [ticket = 'none'] = await tickets(await worker());
  const seen = await page.evaluate(() => {
    const host = document.querySelector('[data-clone-room-host]');
    return {
      root: host?.shadowRoot ?? null,
      html: new XMLSerializer().serializeToString(document),
      entries: JSON.stringify(performance.getEntries()),
      heard: JSON.stringify(Reflect.get(window, 'heard')),
      frames: [...document.querySelectorAll('iframe')].map(({ src }) => src),
    };
  });
  expect(seen.root).toBeNull();
  expect(`${seen.html}${seen.entries}${seen.frames.join(' ')}${seen.heard}`).not.toContain(ticket);
  expect(seen.html).not.toContain('Cloned - ');
});

test.describe('a window that is prepared for a click', () => {
  const prepared = (page: Page): Frame | undefined => page.frames().find(isDialogPage);

  test('shows, holds, asks and takes nothing before it, and the page finds and reaches nothing of it', async ({
    campus,
    page,
    worker,
  }) => {
    await openAlgebra(page);
    // Whose room it is has been asked by then.
    await expect(await openMenu(page)).toBeVisible();
    const requests = campus.server?.requests.length;
    await expect.poll(() => prepared(page) !== undefined).toBe(true);
    const frame = prepared(page) ?? page.mainFrame();
    await expect.poll(() => frame.title()).toBe('Clone room');
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.id ?? document.activeElement?.localName);
    expect(await focused()).toBe('contentframe');
    // As if the page knew how a ticket is handed over: to itself, and to all that it can reach.
    const reached = await page.evaluate(() => {
      const message = { ticket: crypto.randomUUID() };
      for (const one of [window, ...Array.from(window, (_, index) => window[index])])
        one?.postMessage(message, '*');
      const host = document.querySelector('[data-clone-room-host]');
      host?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      const box = host?.getBoundingClientRect();
      return {
        frames: window.length,
        own: document.querySelectorAll('iframe').length,
        root: host?.shadowRoot ?? null,
        size: [box?.width, box?.height].includes(0),
        under: document.elementFromPoint(innerWidth / 2, innerHeight / 2) === host,
      };
    });
    expect(reached).toEqual({ frames: reached.own, own: reached.own, root: null, size: true, under: false });
    await page.waitForTimeout(700);
    await expect(frame.locator('#app')).toBeEmpty();
    // It has its size already, so that showing it takes no layout of it.
    expect(await frame.evaluate(() => innerWidth)).toBe(600);
    await expect(frame.locator('html[data-attentive]')).toHaveCount(0);
    expect(await tickets(await worker())).toEqual([]);
    expect(campus.server?.requests.length).toBe(requests);
    expect(await focused()).toBe('contentframe');
    expect(page.frames().filter(isDialogPage)).toHaveLength(1);
    // It is what the click shows; and what counts in it begins then, however long it was there.
    await frame.evaluate(() => {
      const times = { shown: NaN, attentive: NaN, made: 0, madeToShow: NaN, isWhole: false };
      Object.assign(window, { times });
      const createElementNS = document.createElementNS.bind(document);
      const noted = (...given: unknown[]): unknown => {
        times.made += 1;
        return Reflect.apply(createElementNS, document, given);
      };
      Object.assign(document, { createElementNS: noted });
      new MutationObserver((records) => {
        if (document.querySelector('.window') && !(times.shown > 0)) {
          times.shown = performance.now();
          times.madeToShow = times.made;
          const put = records.find(({ addedNodes }) => addedNodes.length > 0)?.addedNodes[0];
          times.isWhole = (put as Element | undefined)?.querySelector('#name') === document.activeElement;
        }
        if ('attentive' in document.documentElement.dataset && !(times.attentive > 0))
          times.attentive = performance.now();
      }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await kafFrame(page).getByRole('menuitem', { name: 'Clone room' }).click();
    await expect(frame.locator('html[data-attentive]')).toHaveCount(1);
    await expect(field(frame, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
    expect(page.frames().filter(isDialogPage)).toEqual([frame]);
    const times = await frame.evaluate(
      () => Reflect.get(window, 'times') as Readonly<Record<string, number | boolean>>, // as set above
    );
    expect(Number(times['attentive']) - Number(times['shown'])).toBeGreaterThanOrEqual(400);
    // It was drawn before, outside of the page: it comes in one go, with its field in focus, and little is made for that.
    expect(times).toMatchObject({ isWhole: true });
    expect(times['madeToShow']).toBeLessThanOrEqual(5);
  });

  test('serves the room that is clicked; taken away by the page, it is made anew', async ({ page }) => {
    await openAlgebra(page);
    const item = await openMenu(page);
    await expect.poll(() => prepared(page) !== undefined).toBe(true);
    await page.evaluate(() => document.querySelector('[data-clone-room-host]')?.remove());
    await expect.poll(() => prepared(page) === undefined).toBe(true);
    const dialog = await choose(page, item);
    await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
  });
});

const hostile = test.extend<{ foreign: ForeignServer }>({
  // Playwright reads a fixture's needs from this pattern.
  foreign: ({}, use) => serveForeign('127.0.0.2', use),
  campusOptions: async ({ foreign }, use) => use({ serviceUrl: { url: foreign.url } }),
});

hostile(
  'a service that nobody granted gets no session, not even from the page that names it',
  async ({ foreign, page }) => {
    await openAlgebra(page);
    await expect(await openMenu(page)).toHaveCount(0);
    await page.waitForTimeout(700);
    expect(foreign.calls).toEqual([]);
    // The page could have reached it: what it did not get, it was not given.
    expect((await fetch(foreign.url)).ok).toBe(true);
  },
);

import type { Page } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { expect, signIn, SITE, test } from './support/site.ts';
import { ALGEBRA, dialogOf, field, openMenuIn } from './support/steps.ts';

/** Pages that move: late content, re-rendering, one page after another, frames; and what the site or its session lacks. */

const ITEM = '[data-clone-room-item]';

const openDots = async (page: Page): Promise<void> =>
  page.locator('.kms-ds-media-page-title-actions [aria-haspopup]').last().click();

/** What was asked of the API since then, as lists of `service.action`. */
const calls = ({ server }: Campus): string[][] =>
  (server?.requests ?? []).map((request) =>
    request.calls.map(({ service, action }) => `${service}.${action}`),
  );

test('a list is asked about in one request, and once', async ({ campus, page }) => {
  campus.look.ui = 'theming';
  await signIn(page, OWNER);
  const before = calls(campus).length;
  await page.reload();
  await page.getByRole('button', { name: `Actions: ${ALGEBRA}` }).click();
  await expect(page.locator(ITEM)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Actions: Office hours' }).click();
  await expect(page.locator(ITEM)).toHaveAttribute('data-clone-room-item', campus.rooms.empty);
  const asked = calls(campus)
    .slice(before)
    .filter((request) => request.includes('baseEntry.getByIds'));
  expect(asked).toEqual([
    ['user.get', 'permission.getCurrentPermissions', 'groupuser.list', 'baseEntry.getByIds'],
  ]);
});

test('one menu that is used for row after row has the item of the row it is opened for', async ({
  campus,
  page,
}) => {
  campus.look.ui = 'theming';
  await signIn(page, OWNER);
  for (const [name, item] of [
    [ALGEBRA, campus.rooms.algebra],
    ['Welcome to the course', undefined],
    ['Office hours', campus.rooms.empty],
    [ALGEBRA, campus.rooms.algebra],
  ] as const) {
    await page.getByRole('button', { name: `Actions: ${name}` }).click();
    await expect(page.locator(`[role=menu] a[href^="/edit/"]`)).toBeVisible();
    await expect(page.locator(ITEM)).toHaveCount(item === undefined ? 0 : 1);
    if (item !== undefined) await expect(page.locator(ITEM)).toHaveAttribute('data-clone-room-item', item);
    await page.keyboard.press('Escape');
    await expect(page.locator('[role=menu]')).toHaveCount(0);
  }
});

test('is there after the page goes on by itself, to another room and back', async ({ campus, page }) => {
  campus.look.ui = 'theming';
  await signIn(page, OWNER);
  for (const [name, id] of [
    [ALGEBRA, campus.rooms.algebra],
    ['Office hours', campus.rooms.empty],
  ] as const) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await openDots(page);
    await expect(page.locator(ITEM)).toHaveAttribute('data-clone-room-item', id);
    await page.keyboard.press('Escape');
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'My Media' })).toBeVisible();
  }
});

test('comes back when the page throws it out, and is in rows that come late', async ({ campus, page }) => {
  await signIn(page, OWNER);
  const row = page.locator(`#myMedia-${campus.rooms.algebra}`);
  await expect(row.locator(ITEM)).toHaveCount(1);
  await row.locator(ITEM).evaluate((item) => item.remove());
  await expect(row.locator(ITEM)).toHaveCount(1);
  await row.evaluate((element) => {
    const copy = element.cloneNode(true) as Element; // a clone of an element is one
    copy.querySelectorAll('[data-clone-room-node]').forEach((node) => node.remove());
    element.remove();
    setTimeout(() => document.querySelector('tbody')?.append(copy), 300);
  });
  await expect(row.locator(ITEM)).toHaveCount(1);
});

test('is in a frame that a script has made', async ({ campus, page }) => {
  await signIn(page, OWNER);
  await page.evaluate(async (path) => {
    const frame = document.createElement('iframe');
    frame.srcdoc = await (await fetch(path)).text();
    frame.style.cssText = 'width: 100%; height: 700px';
    document.body.replaceChildren(frame);
  }, `/media/t/${campus.rooms.algebra}`);
  const frame = page.frameLocator('iframe');
  await (await openMenuIn(frame)).click();
  await expect(field(await dialogOf(page), 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

test("stays away from the site's own item, in every language", async ({ campus, page }) => {
  for (const [ui, language] of [
    ['theming', 'en'],
    ['theming', 'he'],
    ['classic', 'en'],
    ['classic', 'he'],
  ] as const) {
    Object.assign(campus.look, { ui, language: 'en', nativeClone: true });
    await signIn(page, OWNER);
    campus.look.language = language;
    await page.goto(`${SITE}/media/t/${campus.rooms.algebra}`);
    // A room without the site's own item first: the page's entries are known by then.
    await page.locator('[aria-haspopup]').last().click();
    const native = page.getByRole('menuitem', { name: language === 'en' ? 'Clone room' : 'שכפול חדר' });
    await expect(native).toHaveCount(1);
    await expect(page.locator(ITEM)).toHaveCount(0);
    campus.look.nativeClone = false;
    await page.reload();
    await page.locator('[aria-haspopup]').last().click();
    await expect(page.locator(ITEM)).toHaveCount(1);
  }
});

test('the button beside the title stands in where no menu can be known', async ({ campus, page }) => {
  campus.look.ui = 'theming';
  await signIn(page, OWNER);
  await page.goto(`${SITE}/media/t/${campus.rooms.algebra}`);
  const bar = page.locator('.kms-ds-media-page-title-actions');
  await openDots(page);
  await expect(page.locator(`[role=menu] ${ITEM}`)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(bar.locator(ITEM)).toHaveCount(0);
  // A site whose menus are no menus by any sign: the same page, before its menu was ever recognised.
  await page.reload();
  await page.evaluate(() => {
    const strip = (): void => {
      for (const part of document.querySelectorAll('body > [role=presentation] *')) {
        for (const name of ['role', 'href', 'class']) part.removeAttribute(name);
      }
    };
    new MutationObserver(strip).observe(document.body, { childList: true, subtree: true });
  });
  await expect(bar.locator(ITEM)).toHaveCount(0);
  await openDots(page);
  const item = bar.locator(ITEM);
  await expect(item).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.screenshot({ path: test.info().outputPath('stand-in.png') });
  await item.click();
  await expect(field(await dialogOf(page), 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

test('of several sessions the one is taken that is its user’s and may clone', async ({ campus, page }) => {
  await signIn(page, COEDITOR);
  const started = await campus.admin.call(ADMIN, 'session', 'startWidgetSession', {
    widgetId: `_${campus.partnerId}`,
  });
  const player = (started as { ks: string }).ks; // a session
  const block = `<script>var other = {"provider":{"partnerId":"${campus.partnerId}","ks":"${player}"}}</script>`;
  campus.look.rewrite = (html) => html.replace('<div id="wrap"', `${block}<div id="wrap"`);
  await page.goto(`${SITE}/media/t/${campus.rooms.algebra}`);
  await page.locator('[aria-haspopup]').last().click();
  await expect(page.locator(ITEM)).toHaveCount(1);
  await page.locator(ITEM).click();
  await expect(field(await dialogOf(page), 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

/** The popup as a tab, which asks about another one, as the toolbar's popup asks about the tab under it. */
async function openPopup(page: Page, extensionId: string): Promise<Page> {
  const popup = await page.context().newPage();
  await popup.addInitScript(() => {
    const { tabs } = (globalThis as unknown as { chrome: { tabs: { query: unknown } } }).chrome; // no types here
    const query = tabs.query as (filter: object) => Promise<{ id: number; url?: string }[]>;
    tabs.query = async () => (await query({})).filter(({ url }) => url?.includes('mediaspace') === true);
  });
  await popup.goto(`chrome-extension://${extensionId}/popup.html`);
  return popup;
}

test('the popup offers the room of a page on which nothing can be known', async ({ campus, page, site }) => {
  await signIn(page, OWNER);
  campus.look.rewrite = (html) =>
    html
      .replaceAll(/entryActionsMenu|dropdown-menu/g, 'renamed')
      .replaceAll('role="menu"', '')
      .replaceAll('/edit/', '/change/');
  await page.goto(`${SITE}/media/t/${campus.rooms.algebra}`);
  await expect(page.locator('h1')).toHaveText(ALGEBRA);
  const popup = await openPopup(page, site.browser.extensionId);
  await popup
    .getByRole('button', { name: `Clone “${ALGEBRA}”` })
    .click()
    .catch(() => undefined);
  await expect(field(await dialogOf(page), 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

import type { Page, Worker } from '@playwright/test';
import { expect, test } from './support/fixture.ts';
import { editCourse, itemOf, toggleOf } from './support/moodle-fixture.ts';
import {
  ALGEBRA,
  choose,
  closeByEscape,
  dialogOf,
  field,
  kafFrame,
  openAlgebra,
  openMenu,
  openMyMedia,
  stopWorker,
  type,
} from './support/steps.ts';
import { openExtensionsPage, pressToolbarButton } from './support/toolbar.ts';

/**
 * A Moodle and a media site of which the extension knows nothing when it is installed: this is the build for release,
 * which is granted Kaltura's own hosts alone.
 */

const MEDIA = 'media.example.org';
const MOODLE = 'moodle.example.edu';
const PATTERNS = [`https://${MOODLE}/*`, `https://${MEDIA}/*`];

test.use({ build: 'release', campusOptions: { serviceUrl: 'kaltura-host', kafHost: MEDIA } });

/** Our item, in whatever menu, open or not. */
const item = (page: Page) =>
  kafFrame(page).getByRole('menuitem', { name: 'Clone room', includeHidden: true });

interface ExtensionApi {
  readonly chrome: {
    readonly runtime: { reload(): void };
    readonly scripting: { getRegisteredContentScripts(): Promise<{ id: string; matches: string[] }[]> };
  };
}

const registered = (worker: Worker): Promise<{ id: string; matches: string[] }[]> =>
  worker.evaluate(() =>
    // The worker's global, of which the tests have no types.
    (globalThis as unknown as ExtensionApi).chrome.scripting.getRegisteredContentScripts(),
  );

/** Opens the room's menu, which shows our item. */
async function expectItem(page: Page): Promise<void> {
  await openAlgebra(page);
  await expect(await openMenu(page)).toBeVisible();
}

test('a teacher enables a Moodle and its media site in one question, without a reload, and stops it', async ({
  context,
  extensionId,
  page,
  worker,
}) => {
  await openAlgebra(page);
  await expect(await openMenu(page)).toHaveCount(0);
  await expect(item(page)).toHaveCount(0);
  const extensions = await openExtensionsPage(context, extensionId);
  await extensions.willAllow(...PATTERNS);

  const popup = await pressToolbarButton(page, extensionId);
  await popup.shows(MOODLE);
  expect(await popup.text()).toContain(`come from ${MEDIA}`);
  await popup.click('Enable on this site');
  await expect(item(page)).toBeVisible();
  await expect(item(page)).toHaveCount(1);
  const dialog = await choose(page, item(page));
  await type(field(dialog, 'Name'), 'Algebra, half typed');

  // Another site is enabled in another tab: where our scripts are already, nothing is put in anew, and nothing is lost.
  const other = await context.newPage();
  await other.goto('https://other.example.org/');
  await extensions.willAllow('https://other.example.org/*');
  const second = await pressToolbarButton(other, extensionId);
  await second.click('Enable on this site');
  await second.shows('You enabled');
  await other.close();
  await page.bringToFront();
  await expect(field(dialog, 'Name')).toHaveValue('Algebra, half typed');
  await closeByEscape(page);

  await expect(item(page)).toHaveCount(1);
  const again = await pressToolbarButton(page, extensionId);
  await again.click('Stop on this site');
  await expect(item(page)).toHaveCount(0);
  await expect
    .poll(async () => (await registered(await worker())).flatMap(({ matches }) => matches))
    .toEqual(['https://other.example.org/*', 'https://other.example.org/*']);
});

test('what was enabled lasts: the worker stops, the extension is loaded anew, and only the user takes it back', async ({
  context,
  extensionId,
  page,
  worker,
}) => {
  const extensions = await openExtensionsPage(context, extensionId);
  await extensions.willAllow(`https://${MOODLE}/*`);
  await openMyMedia(page);
  await page.goto(new URL('/course/view.php?id=2', page.url()).href);
  const ofMoodle = await pressToolbarButton(page, extensionId);
  await ofMoodle.click('Enable on this site');
  await ofMoodle.shows('You enabled');
  // Moodle alone is allowed: where only a frame's host is missing, it is that by name for which is asked.
  await openMyMedia(page);
  const popup = await pressToolbarButton(page, extensionId);
  await popup.shows(`come from ${MEDIA}, and Clone Room may not read it yet`);
  expect(await popup.text()).not.toContain('This page shows no room');
  await extensions.willAllow(`https://${MEDIA}/*`);
  await popup.click(`Allow ${MEDIA}`);
  await popup.shows('You enabled');
  await popup.shows('puzzle piece');
  await expect.poll(async () => (await registered(await worker())).length).toBe(2);

  await stopWorker(page, extensionId);
  await expectItem(page);

  // As at an update: what was registered is gone, and has to be registered anew without anybody's doing.
  await (await worker()).evaluate(() => (globalThis as unknown as ExtensionApi).chrome.runtime.reload());
  await expect
    .poll(async () => (await registered(await worker()).catch(() => [])).map(({ matches }) => matches.length))
    .toEqual([2, 2]);
  await page.bringToFront();
  await expectItem(page);

  // In the browser's own window, of which the extension learns by an event alone.
  await expect(item(page)).toHaveCount(1);
  await extensions.removeSites(...PATTERNS);
  await expect(item(page)).toHaveCount(0);
  await openAlgebra(page);
  await expect(await openMenu(page)).toHaveCount(0);
  await expect(item(page)).toHaveCount(0);
});

test('the toolbar button tells what is so where there is nothing to enable; the window allows the host that is missing', async ({
  campus,
  context,
  extensionId,
  page,
}) => {
  const extensions = await openExtensionsPage(context, extensionId);
  await extensions.willAllow(`https://${MOODLE}/*`);
  await page.goto(`https://${MOODLE}/course/view.php?id=2`);
  const ofMoodle = await pressToolbarButton(page, extensionId);
  await ofMoodle.click('Enable on this site');
  await ofMoodle.shows('You enabled');
  await editCourse(page, `https://${MOODLE}`);
  await toggleOf(page, 4).click();
  await itemOf(page, 4).click();
  const dialog = await dialogOf(page);
  await expect(dialog.getByText(`The rooms here come from ${MEDIA}`)).toBeVisible();
  await extensions.willAllow(`https://${MEDIA}/*`);
  await dialog.getByRole('button', { name: `Allow ${MEDIA}` }).click();
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
  await closeByEscape(page);

  const kaltura = `${campus.partnerId}.kaf.kaltura.com`;
  for (const [url, text] of [
    [`https://${kaltura}/user/login`, `works on ${kaltura}`],
    ['chrome://version', 'cannot work on this page'],
    [`${campus.moodle}/login/index.php`, 'begins with https'],
  ] as const) {
    await page.goto(url);
    const popup = await pressToolbarButton(page, extensionId);
    await popup.shows(text);
    expect(await popup.text()).not.toMatch(/Enable|Stop|Allow/);
  }
});

import type { Page } from '@playwright/test';
import { STUDENT } from '../campus/demo/people.ts';
import { hostOf, SNAP, TILES, type Variant } from '../campus/moodle/variant.ts';
import { expect } from './support/fixture.ts';
import {
  editCourse,
  forgetSessions,
  itemOf,
  items,
  needRealPages,
  realPage,
  signIn,
  test,
  toggleOf,
} from './support/moodle-fixture.ts';
import { closeByEscape, dialogFrame, dialogOf, field } from './support/steps.ts';
import { pressToolbarButton } from './support/toolbar.ts';

/** Courses whose rows are not core's, courses without rows, and courses with very many. */

const USUAL: Variant = { version: '4.5', theme: 'boost', language: 'en' };

/** The rows that have our item, in their order. */
const rowsWithItem = (page: Page): Promise<(string | undefined)[]> =>
  items(page).evaluateAll((all) => all.map((item) => item.closest('li.activity')?.id));

/** Each comes into view, as when a teacher scrolls to it. */
async function scrollThrough(page: Page): Promise<void> {
  for (const row of await page.locator('li.activity').all()) await row.scrollIntoViewIfNeeded();
}

test("Snap: the item stands in each card's menu, behind Duplicate, and leads to the window", async ({
  browserWithExtension,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  const at = await signIn(page, SNAP);
  await editCourse(page, at);
  await scrollThrough(page);
  await expect
    .poll(() => rowsWithItem(page))
    .toEqual(['module-4', 'module-5', 'module-6', 'module-11', 'module-12', 'module-14', 'module-15']);
  await page.locator('#module-4 .snap-edit-asset-more').click();
  const item = itemOf(page, 4);
  const native = page.locator('#module-4 .js_snap_duplicate');
  const box = (of: typeof item) =>
    of.evaluate((link) => {
      const { left, width, height } = link.getBoundingClientRect();
      const icon = link.querySelector('i')?.getBoundingClientRect().width;
      return { left, width, height, icon };
    });
  expect(await box(item)).toEqual(await box(native));
  await page.screenshot({ path: `test-results/moodle/${hostOf(SNAP)}.png` });
  await item.click();
  await expect(field(await dialogOf(page), 'Name')).toHaveValue('Cloned - Algebra I – live room');
});

test('a real course in Snap: the item once in each card whose tool opens a room', async ({
  browserWithExtension,
  page,
}) => {
  needRealPages();
  await forgetSessions(browserWithExtension);
  const at = await signIn(page, { ...USUAL, version: '4.1' });
  const body = realPage('4.5.6-snap-teacher-course-edit-on.html');
  // The structures came without scripts: Moodle's core writes its configuration into each page
  // (docs/facts/moodle-pages.md#5-activities-and-their-entries).
  await page.goto(`${at}/my/`);
  const own = await page.content();
  const config = /<script>\s*M = \{\};.*?<\/script>/s.exec(own)?.[0] ?? '';
  const here = body.replaceAll('https://moodle.example.edu', at).replace('</head>', `${config}</head>`);
  await page.route(`${at}/course/view.php*`, (route) =>
    route.fulfill({ contentType: 'text/html', body: here }),
  );
  await page.goto(`${at}/course/view.php?id=2`);
  await page.locator('.snap-asset').first().waitFor({ state: 'attached' });
  // Its own scripts would show one section at a time: without them all are there.
  await page.addStyleTag({ content: '.section, .snap-asset, li.activity { display: block !important }' });
  await scrollThrough(page);
  await expect
    .poll(() => rowsWithItem(page))
    .toEqual(['module-4', 'module-5', 'module-6', 'module-14', 'module-15']);
  await expect(page.locator('.asset-edit-menu > li > [data-clone-room-activity]')).toHaveCount(5);
});

test('Tiles: before a tile is opened the popup offers the rooms of the course; then its rows have the item', async ({
  browserWithExtension,
  campus,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  const at = await signIn(page, TILES);
  await editCourse(page, at);
  await expect(page.locator('li.activity')).toHaveCount(0);
  const popup = await pressToolbarButton(page, browserWithExtension.extensionId);
  await popup.shows('Rooms of this course');
  const offered = await popup.text();
  // Each room once, by the first activity that opens it.
  expect(offered).toContain('Live room (embedded)');
  expect(offered).toContain("Dan's study group");
  for (const other of ['Live room (new window)', 'Another tool', 'Welcome film', 'Exercises'])
    expect(offered).not.toContain(other);
  await popup.click('Clone “Live room (embedded)”');
  const dialog = await dialogFrame(page);
  await expect(field(dialog, 'Name')).toHaveValue('Cloned - Algebra I – live room');
  await expect(dialog.getByLabel('Also copy the Moodle activity')).toBeChecked();
  await closeByEscape(page);

  await page.getByRole('button', { name: 'Week 1' }).click();
  await scrollThrough(page);
  // There is a session by now: it is known that one of them is somebody else's.
  await expect.poll(() => rowsWithItem(page)).toEqual(['module-4', 'module-5']);
  await toggleOf(page, 4).click();
  await expect(itemOf(page, 4)).toBeVisible();
  expect(campus.moodleSite(TILES).course.views).toEqual([]);
});

test('a student is offered nothing, in the course or in the popup', async ({
  browserWithExtension,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  await page.context().clearCookies();
  const at = await signIn(page, { ...USUAL, version: '5.1' }, STUDENT);
  await page.goto(`${at}/course/view.php?id=2`);
  await scrollThrough(page);
  const popup = await pressToolbarButton(page, browserWithExtension.extensionId);
  await popup.shows('You don’t have permission to clone');
  await expect(items(page)).toHaveCount(0);
  await page.goto(`${at}/mod/lti/view.php?id=4`);
  await expect(page.locator('#contentframe')).toBeVisible();
  await page.waitForTimeout(4_000);
  await expect(items(page)).toHaveCount(0);
  await page.context().clearCookies();
});

const MANY = 200;

/** Measures how long scripts run in a page from now on, ours included, in seconds. */
async function measureScripts(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const read = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Infinity;
  };
  const before = await read();
  return async () => (await read()) - before;
}

test('a course of more than 200 rooms: little is run, each is looked into once a tab, and every one gets its item', async ({
  browserWithExtension,
  campus,
  page,
}) => {
  test.setTimeout(240_000);
  await forgetSessions(browserWithExtension);
  const variant: Variant = { version: '5.1', theme: 'classic', language: 'en' };
  const { course, deeds } = campus.moodleSite(variant);
  const made = Array.from({ length: MANY }, () => course.duplicate(4).id);
  try {
    const at = await signIn(page, variant);
    await editCourse(page, at);
    await page.reload();
    await expect(page.locator('li.activity')).toHaveCount(course.modules.length);
    const before = deeds.length;
    const scriptSeconds = await measureScripts(page);
    // In one go, faster than frames are made: nothing is scrolled to again.
    await page.locator('li.activity').last().scrollIntoViewIfNeeded();
    await expect.poll(() => items(page).count(), { timeout: 90_000 }).toBe(MANY + 7);
    // Scripts took 0.7 s here without us, and 4.2 s with an earlier version of ours.
    const took = await scriptSeconds();
    console.log(`Scripts took ${took.toFixed(2)} s.`);
    expect(took).toBeGreaterThan(0);
    const launches = deeds.slice(before).filter((deed) => deed === 'launch').length;
    expect(launches).toBeLessThanOrEqual(MANY + 20);
    const after = deeds.length;
    await page.reload();
    await page.locator('li.activity').last().scrollIntoViewIfNeeded();
    await expect.poll(() => items(page).count(), { timeout: 60_000 }).toBe(MANY + 7);
    expect(deeds.slice(after).filter((deed) => deed === 'launch')).toEqual([]);
  } finally {
    made.forEach((id) => course.remove(id));
  }
});

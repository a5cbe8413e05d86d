import type { Frame, Locator, Page } from '@playwright/test';
import { OWNER } from '../campus/demo/people.ts';
import { clonesOf } from '../campus/emulator.ts';
import { EACH_MEASURED, hostOf, type Variant, VARIANTS } from '../campus/moodle/variant.ts';
import { boxInClosedRoot } from './support/closed-root.ts';
import { expect } from './support/fixture.ts';
import {
  editCourse,
  forgetSessions,
  itemOf,
  items,
  nativeOf,
  needRealPages,
  realPage,
  signIn,
  test,
  toggleOf,
  withItem,
} from './support/moodle-fixture.ts';
import {
  closeByEscape,
  dialogFrame,
  dialogOf,
  expectHeading,
  field,
  kafFrame,
  logIn,
  MOODLE,
  openMenu,
  openMenuIn,
  press,
  isAttentive,
} from './support/steps.ts';

/** Where the text of an item begins and how high it stands, from the reading direction's start. */
const textBox = (item: Locator): Promise<{ start: number; width: number }> =>
  item.evaluate((control) => {
    const range = document.createRange();
    const text = control.querySelector('.menu-action-text') ?? control;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const rtl = getComputedStyle(control).direction === 'rtl';
    return { start: Math.round(rtl ? box.right : box.left), width: control.getBoundingClientRect().width };
  });

/** The activities of the demo course whose tool opens a room, by what their launch says alone. */
const ROOMS = ['4', '5', '6', '11', '12', '14', '15'];

/** The course with editing on: the item once in each activity whose tool opens a room, in line with its neighbours. */
async function expectInCourse(page: Page, at: string): Promise<void> {
  await editCourse(page, at);
  await page.locator('#module-15').scrollIntoViewIfNeeded();
  // Nothing in the others' menus.
  await expect.poll(() => withItem(page)).toEqual(ROOMS);
  await toggleOf(page, 4).click();
  await expect(itemOf(page, 4)).toBeVisible();
  expect(await textBox(itemOf(page, 4))).toEqual(await textBox(nativeOf(page, 4, 'editing_duplicate')));
}

/** The activity's own page: Boost's tabs, or a button above the frame once it is known whose room it is. */
async function expectOnOwnPage(page: Page, at: string, { theme }: Variant): Promise<void> {
  await page.goto(`${at}/mod/lti/view.php?id=4`);
  await expect(items(page)).toHaveCount(1);
  if (theme === 'boost') await page.locator('.dropdownmoremenu > .dropdown-toggle').click();
  await expect(items(page)).toBeVisible();
}

/** In what these differ is the form alone; what happens then is looked at in each version once. */
for (const variant of VARIANTS.filter(({ theme, language }) => theme !== 'boost' || language !== 'en')) {
  const { version, theme, language } = variant;

  test(`Moodle ${version}, ${theme}, ${language}: the item in the course and on the activity's page`, async ({
    browserWithExtension,
    page,
  }) => {
    await forgetSessions(browserWithExtension);
    const at = await signIn(page, variant);
    await expectInCourse(page, at);
    await expectOnOwnPage(page, at, variant);
  });
}

for (const variant of EACH_MEASURED) {
  test(`Moodle ${variant.version}: the item in the course and on the activity's page, whatever its keys and its scripts do`, async ({
    browserWithExtension,
    campus,
    page,
  }) => {
    await forgetSessions(browserWithExtension);
    const at = await signIn(page, variant);
    const { course } = campus.moodleSite(variant);
    const views = course.views.length;
    await expectInCourse(page, at);
    await page.screenshot({ path: `test-results/moodle/${hostOf(variant)}-course.png` });

    // Arrow keys reach it in place.
    const duplicate = nativeOf(page, 4, 'editing_duplicate');
    await duplicate.focus();
    await page.keyboard.press('ArrowDown');
    await expect(itemOf(page, 4)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(nativeOf(page, 4, 'editing_assign')).toBeFocused();
    await page.keyboard.press('Escape');

    // Moodle makes the row anew: hide, then duplicate.
    const old = await page.locator('#module-5').evaluateHandle((row) => row);
    await toggleOf(page, 5).click();
    await page.locator('#module-5 :is([data-action=cmHide],[data-action=hide])').click();
    await expect.poll(() => old.evaluate((row) => row.isConnected)).toBe(false);
    await expect(itemOf(page, 5)).toHaveCount(1);
    await toggleOf(page, 4).click();
    await duplicate.click();
    await expect.poll(() => withItem(page)).toEqual(['4', '16', ...ROOMS.slice(1)]);

    await expectOnOwnPage(page, at, variant);
    await page.screenshot({ path: `test-results/moodle/${hostOf(variant)}-activity.png` });

    // With a session it is known of videos, too, and of rooms that are somebody else's.
    await expect(kafFrame(page).locator('h1.entryTitle')).toBeVisible();
    await page.goto(`${at}/course/view.php?id=2`);
    await page.locator('#module-15').scrollIntoViewIfNeeded();
    await expect
      .poll(() => withItem(page))
      .toEqual(['4', '16', '5', '8', '10', '11', '12', '13', '14', '15']);
    // Opening a tool's page is a view; our looking was none.
    expect(course.views.slice(views)).toEqual([4]);
  });
}

/** On a narrow screen × and Save stand clear of the page's scrollbars, whichever side these are on. */
async function expectClearOfScrollbars(page: Page, dialog: Frame): Promise<void> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 400, height: 700 });
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
    const { left, right } = await page.evaluate(() => {
      const all = document.createElement('div');
      all.style.cssText = 'position: fixed; inset: 0';
      document.body.append(all);
      const box = all.getBoundingClientRect();
      all.remove();
      return { left: box.left, right: box.right };
    });
    expect(right - left).toBeLessThan(400);
    const boxes = (): Promise<({ x: number; width: number } | null | undefined)[]> =>
      Promise.all([
        boxInClosedRoot(page, '×'),
        dialog.getByRole('button', { name: 'Save', exact: true }).boundingBox(),
      ]);
    // The window follows the screen a moment later.
    await expect
      .poll(async () =>
        (await boxes()).map((box) => box && box.x - left >= 8 && right - box.x - box.width >= 8),
      )
      .toEqual([true, true]);
  }
  await page.evaluate(() => (document.documentElement.dir = 'ltr'));
  if (usual) await page.setViewportSize(usual);
}

for (const variant of EACH_MEASURED) {
  test(`Moodle ${variant.version}: a clone from the course, with no page of Kaltura open, and its activity`, async ({
    browserWithExtension,
    campus,
    page,
  }) => {
    await forgetSessions(browserWithExtension);
    const at = await signIn(page, variant);
    await editCourse(page, at);
    const { course } = campus.moodleSite(variant);
    const before = course.modules;
    const views = [...course.views];
    await toggleOf(page, 4).click();
    await itemOf(page, 4).click();
    const dialog = await dialogOf(page);
    await expect(field(dialog, 'Name')).toHaveValue('Cloned - Algebra I – live room');
    // In the top page, since the extension may be there; and the focus goes in, and back.
    expect(dialog.parentFrame()).toBe(page.mainFrame());
    await expect(field(dialog, 'Name')).toBeFocused();
    if (variant.version === '4.5') await expectClearOfScrollbars(page, dialog);
    await closeByEscape(page);
    await expect(toggleOf(page, 4)).toBeFocused();

    // By Space, as items of a menu are chosen, too; the menu closes behind the window.
    await toggleOf(page, 4).click();
    await itemOf(page, 4).focus();
    await page.keyboard.press(' ');
    await expect(itemOf(page, 4)).toBeHidden();
    const again = await dialogOf(page);
    await isAttentive(again);
    await field(again, 'Name').fill('Algebra I, group B');
    await press(again, 'Save');
    await expectHeading(again, 'Clone room is ready');
    await expect(again.getByText('The copy of the activity stands right below the original')).toBeVisible();
    const copy = course.modules.find(({ id }) => !before.some((known) => known.id === id));
    const room = clonesOf(campus).at(-1)?.id;
    expect(copy).toEqual({
      ...course.must(4),
      id: copy?.id,
      name: 'Algebra I, group B',
      visible: false,
      customParameters: course.must(4).customParameters.replace(campus.rooms.algebra, String(room)),
    });
    expect(course.modules.filter(({ id }) => id !== copy?.id)).toEqual(before);
    expect(course.views).toEqual(views);
    // The page does not show it by itself: it is told there, once our window does not stand over it.
    const notice = page.getByText('A copy of the activity is in this course.');
    await expect(notice).toHaveCount(0);
    await closeByEscape(page);
    await expect(notice).toBeVisible();
  });
}

/** The tool that a clone is started from, where no page of Kaltura's was open in this browser. */
const LAUNCHES = [
  ['LTI 1.3 by parameters', 11],
  ["a tool's type, which names the room", 14],
] as const;

for (const [kind, cmid] of LAUNCHES) {
  test(`a clone from ${kind}: the browser's own frame launches it, and the report says what became of the activity`, async ({
    browserWithExtension,
    campus,
    page,
  }) => {
    await forgetSessions(browserWithExtension);
    const variant: Variant = { version: '4.5', theme: 'boost', language: 'en' };
    const at = await signIn(page, variant);
    await editCourse(page, at);
    const { course } = campus.moodleSite(variant);
    const before = course.modules;
    await toggleOf(page, cmid).click();
    await itemOf(page, cmid).click();
    const dialog = await dialogOf(page);
    await isAttentive(dialog);
    await field(dialog, 'Name').fill(`Algebra from ${kind}`);
    const reason = 'every activity of this tool opens the same room';
    await expect(dialog.getByText(reason)).toHaveCount(cmid === 14 ? 1 : 0);
    await press(dialog, 'Save');
    await expectHeading(dialog, 'Clone room is ready');
    const copied = 'The copy of the activity stands right below the original';
    await expect(dialog.getByText(cmid === 14 ? reason : copied)).toBeVisible();
    expect(course.modules).toHaveLength(before.length + (cmid === 14 ? 0 : 1));
    expect(course.views).not.toContain(cmid);
  });
}

test("a room that is somebody else's: the launch brings the session, and the window says that there is no right", async ({
  browserWithExtension,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  const at = await signIn(page, { version: '4.5', theme: 'boost', language: 'en' });
  await editCourse(page, at);
  await toggleOf(page, 6).click();
  await itemOf(page, 6).click();
  const dialog = await dialogOf(page);
  await expect(dialog.getByText("You don't have permission to clone this room.")).toBeVisible({
    timeout: 7_000,
  });
});

test("from Kaltura's own menu inside an activity, the activity is copied with the room", async ({
  browserWithExtension,
  campus,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  const variant: Variant = { version: '5.1', theme: 'boost', language: 'en' };
  const at = await signIn(page, variant);
  // One that Moodle opens in a tab of its own: that is asked which the browser names as the opener.
  await page.goto(`${at}/mod/lti/view.php?id=12`);
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Open in a new window' }).click();
  const tab = await opened;
  await (await openMenuIn(tab)).click();
  const inTab = await dialogOf(tab);
  await expect(inTab.getByLabel('Also copy the Moodle activity')).toBeChecked();
  await expect(inTab.getByText('Room by LTI 1.3, in a window')).toBeVisible();
  await tab.close();
  await page.goto(`${at}/mod/lti/view.php?id=13`);
  await (await openMenu(page)).click();
  const dialog = await dialogOf(page);
  await expect(dialog.getByLabel('Also copy the Moodle activity')).toBeChecked();
  await isAttentive(dialog);
  await field(dialog, 'Name').fill('Chosen for group B');
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  await expect(dialog.getByText('The copy of the activity stands right below the original')).toBeVisible();
  const copy = campus.moodleSite(variant).course.modules.find(({ name }) => name === 'Chosen for group B');
  const room = campus.server?.entries().find(({ name }) => name === 'Chosen for group B')?.id;
  expect(copy).toMatchObject({ visible: false });
  expect(copy?.toolUrl).toContain(`/entryid/${String(room)}/showDescription/`);
});

test("an activity's page has the item in one place at a time, from its first moment on", async ({
  browserWithExtension,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  const at = await signIn(page, { version: '4.5', theme: 'boost', language: 'en' });
  // Where it is known whose room it is, the item could stand above the frame as well.
  await page.goto(`${at}/mod/lti/view.php?id=4`);
  await expect(items(page)).toHaveCount(1);
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Reflect.set(window, 'seenItems', seen);
    new MutationObserver(() => {
      const places = [...document.querySelectorAll('[data-clone-room-activity]')].map((item) =>
        item.closest('[data-region=moredropdown]') ? 'more' : 'frame',
      );
      if (places.length > 0) seen.add(places.join());
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(items(page)).toHaveCount(1);
  // Longer than Moodle's own scripts take.
  await page.waitForTimeout(4_000);
  expect(await page.evaluate(() => [...(Reflect.get(window, 'seenItems') as Set<string>)])).toEqual(['more']);
});

const PAGES = {
  'course/view.php': { file: '4.5.6-boost-teacher-course-edit-on.html', activities: ['4', '5', '6'] },
  'mod/lti/view.php': { file: '4.5.6-boost-teacher-cm-lti-embed.html', activities: [undefined] },
} as const;

test('pages of a real Moodle 4.5: the item once in each activity that opens a room, and in no other', async ({
  browserWithExtension,
  page,
}) => {
  needRealPages();
  await forgetSessions(browserWithExtension);
  await logIn(page, OWNER);
  for (const [path, { file, activities }] of Object.entries(PAGES)) {
    const body = realPage(file);
    await page.route(`${MOODLE}/${path}*`, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(`${MOODLE}/${path}?id=4`);
    // Each comes into view, as when a teacher scrolls to it.
    for (const row of await page.locator('li.activity').all()) await row.scrollIntoViewIfNeeded();
    await expect.poll(() => withItem(page), { message: path }).toEqual(activities);
    // All rows were looked at, and none has got a second one.
    await page.evaluate(() => document.body.append(document.createElement('p')));
    await expect(items(page)).toHaveCount(activities.length);
    if (path !== 'course/view.php') continue;
    // With Adaptable's rule for icons, as wide as Duplicate's (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
    const content =
      '.dropdown-menu { display: block !important } .icon { display: inline-block; width: 16px } .fa-fw { width: 19px } .icon.fa { width: auto }';
    await page.addStyleTag({ content });
    const widths = await items(page).evaluateAll((all) =>
      all.map((item) =>
        [item, item.previousElementSibling].map(
          (one) => one?.querySelector('i')?.getBoundingClientRect().width,
        ),
      ),
    );
    expect(widths).toEqual(activities.map(() => [19, 19]));
  }
  const inMore = page.locator('[data-region="moredropdown"] [data-clone-room-activity]');
  await expect(inMore).toHaveCount(1);
});

test('the page of an LTI 1.3 activity of a real Moodle 4.5: what it opens is told by the token that its Moodle makes', async ({
  browserWithExtension,
  page,
}) => {
  needRealPages();
  await forgetSessions(browserWithExtension);
  await logIn(page, OWNER);
  const body = realPage('4.5.6-boost-teacher-cm-lti13.html');
  await page.route(`${MOODLE}/mod/lti/view.php*`, (route) =>
    route.fulfill({ contentType: 'text/html', body }),
  );
  await page.goto(`${MOODLE}/mod/lti/view.php?id=13`);
  await expect(page.locator('[data-region="moredropdown"] [data-clone-room-activity]')).toHaveCount(1);
  await expect(items(page)).toHaveCount(1);
});

test('where KAF may not be framed, the launch is opened in a tab, which closes by itself', async ({
  browserWithExtension,
  campus,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  // The signed launch is answered, but no frame of Moodle's shows it.
  campus.look.headers = { 'x-frame-options': 'DENY' };
  const at = await signIn(page, { version: '5.1', theme: 'boost', language: 'en' });
  await editCourse(page, at);
  await toggleOf(page, 4).click();
  await itemOf(page, 4).click();
  const dialog = await dialogFrame(page);
  await expect(dialog.getByText('Connecting to Kaltura')).toBeVisible();
  // Sooner than a launch is given up of which it is not known what became of it: after eight seconds.
  const tab = await page.context().waitForEvent('page', { timeout: 7_500 });
  await expect(field(dialog, 'Name')).toHaveValue('Cloned - Algebra I – live room', { timeout: 20_000 });
  await expect.poll(() => tab.isClosed()).toBe(true);
});

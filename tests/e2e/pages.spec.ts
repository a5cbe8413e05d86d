import type { Locator, Page } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { OWNER, STUDENT } from '../campus/demo/people.ts';
import { LABELS, type Look } from '../campus/kaf/look.ts';
import { expect, signIn, SITE, test } from './support/site.ts';
import { ALGEBRA, dialogOf, field } from './support/steps.ts';

/** Every page on which a teacher meets a room, in both generations: the item is in the right place, once. */

const VIDEO = 'Welcome to the course';
const FOREIGN = "Dan's study group";
const ITEM = '[data-clone-room-item]';

interface Place {
  readonly ui: Look['ui'];
  /** Whether the items of the new menus are links. */
  readonly menus: Look['menus'];
  readonly kind: 'room page' | 'My Media' | 'gallery';
}

const PLACES: readonly Place[] = (
  [
    ['classic', 'links'],
    ['theming', 'links'],
    ['theming', 'items'],
  ] as const
).flatMap(([ui, menus]) =>
  (['room page', 'My Media', 'gallery'] as const).map((kind) => ({ ui, menus, kind })),
);

/** Opens the page that shows this entry. */
async function open(page: Page, { kind }: Place, entryId: string): Promise<void> {
  if (kind === 'room page') await page.goto(`${SITE}/media/t/${entryId}`);
  else await page.goto(`${SITE}/${kind === 'gallery' ? 'channel/Algebra+I/17' : 'my-media'}`);
}

/** The part of the page that shows this entry. */
function partOf(page: Page, { ui, kind }: Place, name: string): Locator {
  if (kind === 'room page') return page.locator('#wrap');
  const rows = page.locator(ui === 'theming' ? '[role=listitem]' : 'tr, li.galleryItem');
  return rows.filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The native items in whose company ours belongs, made visible as a user does. */
async function openActions(page: Page, place: Place, name: string): Promise<Locator> {
  const part = partOf(page, place, name);
  await expect(part).toBeVisible();
  if (place.ui === 'classic' && place.kind === 'My Media') return part.locator('.entry-actions');
  await part.locator('[aria-haspopup]').last().click();
  const menu = (place.ui === 'theming' ? page : part).locator('[role=menu]').filter({ visible: true });
  await expect(menu).toBeVisible();
  return menu;
}

async function expectBesideEdit(campus: Campus, page: Page, place: Place): Promise<void> {
  await open(page, place, campus.rooms.algebra);
  const actions = await openActions(page, place, ALGEBRA);
  const item = actions.locator(ITEM);
  await expect(item).toHaveText('Clone room');
  await expect(item).toHaveCount(1);
  const entries = actions.locator('a, [role=menuitem]');
  const texts = (await entries.allInnerTexts()).map((text) => text.trim());
  expect(texts.indexOf('Clone room')).toBe(texts.indexOf('Edit') + 1);
  await expect(item).toHaveAttribute('data-clone-room-item', campus.rooms.algebra);
  if (place.menus === 'items') {
    // A menu that opens from an item of it is not the room's.
    await actions.getByText(LABELS.en.more).click();
    const nested = page.locator('[role=menu]').filter({ hasText: LABELS.en.download });
    await expect(nested).toBeVisible();
    await expect(nested.locator(ITEM)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(nested).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  if (place.kind === 'room page') await open(page, place, campus.rooms.video);
  const video = await openActions(page, place, VIDEO);
  await expect(video.getByText(LABELS.en.edit).first()).toBeVisible();
  await expect(video.locator(ITEM)).toHaveCount(0);
}

async function expectTheWindow(campus: Campus, page: Page, place: Place): Promise<void> {
  await open(page, place, campus.rooms.algebra);
  const actions = await openActions(page, place, ALGEBRA);
  await actions.locator(ITEM).focus();
  await page.keyboard.press('Enter');
  const dialog = await dialogOf(page);
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
  await expect(field(dialog, 'Name')).toBeFocused();
  await expect(page.locator('[role=menu].MuiList-root').filter({ visible: true })).toHaveCount(0);
  await expect(page.locator('[data-row-clicked]')).toHaveCount(0);
  void page.keyboard.press('Escape').catch(() => undefined);
  await expect(page.locator('[data-clone-room-host=dialog]')).toHaveCount(0);
  const opener =
    place.ui === 'classic' && place.kind === 'My Media'
      ? actions.locator(ITEM)
      : partOf(page, place, ALGEBRA).locator('[aria-haspopup]').last();
  await expect(opener).toBeFocused();
}

async function expectTheLook(campus: Campus, page: Page, place: Place): Promise<void> {
  campus.look.language = 'he';
  await open(page, place, campus.rooms.algebra);
  const actions = await openActions(page, place, ALGEBRA);
  await expect(actions.locator(ITEM)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('rtl.png') });
  const edit = actions.getByText(LABELS.he.edit).first();
  const differ = async (): Promise<number> => {
    const ours = await actions.locator(ITEM).boundingBox();
    return Math.abs((ours?.height ?? 0) - (await heightOfItem(edit)));
  };
  // A menu of the new site grows as it opens.
  await expect.poll(differ).toBeLessThan(2);
  campus.look.language = 'en';
}

async function expectNoneForOthers(campus: Campus, page: Page, place: Place): Promise<void> {
  await open(page, place, campus.rooms.algebra);
  // The student's own room shows that the page's entries have been asked about.
  if (place.kind === 'room page') {
    await openActions(page, place, ALGEBRA);
    await expect(page.locator(ITEM)).toHaveCount(0);
    await open(page, place, campus.rooms.foreign);
  }
  await expect((await openActions(page, place, FOREIGN)).locator(ITEM)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator(`[data-clone-room-item="${campus.rooms.algebra}"]`)).toHaveCount(0);
}

/** Signing in costs as much as each of the steps. */
for (const place of PLACES) {
  test(`${place.ui} ${place.kind} with ${place.menus}: the item, its window, its look, and none for others`, async ({
    campus,
    page,
  }) => {
    campus.look.ui = place.ui;
    campus.look.menus = place.menus;
    await signIn(page, OWNER);
    await test.step('has the item beside Edit, once, and none for a video', () =>
      expectBesideEdit(campus, page, place));
    await test.step('leads to the window for the very room, and gives the focus back', () =>
      expectTheWindow(campus, page, place));
    await test.step('looks as the site does, from right to left', () => expectTheLook(campus, page, place));
    await signIn(page, STUDENT);
    await test.step('has none for who may not clone', () => expectNoneForOthers(campus, page, place));
  });
}

test('among the icons of a classic tile it is an icon with a name, there when they are', async ({
  campus,
  page,
}) => {
  campus.look.menus = 'items';
  await signIn(page, OWNER);
  await page.goto(`${SITE}/channel/Algebra+I/17`);
  const tile = (name: string): Locator =>
    page.locator('li.galleryItem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const item = tile(ALGEBRA).locator(ITEM);
  await expect(item).toHaveCount(1);
  await expect(item).toBeHidden();
  await tile(ALGEBRA).hover();
  await expect(tile(ALGEBRA).getByRole('link', { name: `Clone room: ${ALGEBRA}` })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('tile.png') });
  await expect(item).toHaveText('');
  const native = tile(ALGEBRA).getByRole('link', { name: `Edit ${ALGEBRA}` });
  const boxes = await Promise.all([item.boundingBox(), native.boundingBox()]);
  expect(boxes[0]?.height).toBeCloseTo(boxes[1]?.height ?? 0, 0);
  expect(boxes[0]?.y).toBeCloseTo(boxes[1]?.y ?? 0, 0);
  await expect(tile(VIDEO).locator(`[aria-label="Edit ${VIDEO}"]`)).toHaveCount(1);
  await expect(tile(VIDEO).locator(ITEM)).toHaveCount(0);
  await item.click();
  await expect(field(await dialogOf(page), 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
});

/** The height of the native item that holds a label. */
const heightOfItem = (label: Locator): Promise<number> =>
  label.evaluate(
    (element) => (element.closest('a, [role=menuitem]') ?? element).getBoundingClientRect().height,
  );

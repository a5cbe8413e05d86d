import type { Frame, Page } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { expect, test } from './support/fixture.ts';
import { ALGEBRA, dialogFrame, expectHeading, field, isAttentive, openAlgebra } from './support/steps.ts';
import { type as typeInto, openDialog, openMenu } from './support/steps.ts';

/** Clicks and keys that a page has the teacher make, and that land in our window. */

const copies = ({ server, rooms }: Campus): number =>
  (server?.entries() ?? []).filter(({ rootEntryId }) => rootEntryId === rooms.algebra).length;

/** Long enough for a clone to be begun, had a click counted. */
const settled = (page: Page): Promise<void> => page.waitForTimeout(1_500);

/** A real click where Save is, whatever lies over it. */
async function clickAtSave(page: Page, dialog: Frame): Promise<void> {
  const box = await dialog.getByRole('button', { name: 'Save' }).boundingBox();
  if (!box) throw new Error('There is no Save.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** In the window the clock hardly goes until the test lets it: however slow the machine is, all comes too early. */
const slowClock = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    if (location.protocol !== 'chrome-extension:') return;
    const now = performance.now.bind(performance);
    const clock = { slower: 1_000 };
    Object.assign(window, { clock });
    performance.now = () => now() / clock.slower;
  });
const quicken = (dialog: Frame): Promise<void> =>
  dialog.evaluate(() => {
    Object.assign((window as unknown as { clock: object }).clock, { slower: 1 }); // as set above
    // The window looks at its clock again.
    window.dispatchEvent(new Event('focus'));
  });

/** What a page can put over our window; each lets clicks through to it. */
const COVERS = {
  'a popover': { way: 'popover', opacity: '1' },
  'a popover that is nearly transparent': { way: 'popover', opacity: '.02' },
  'an element on the full screen': { way: 'fullscreen', opacity: '1' },
} as const;

test('under a cover no click and no key counts, and the window says so; when it is gone, all is as it was', async ({
  campus,
  page,
}) => {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await typeInto(field(dialog, 'Name'), 'Typed before');
  for (const [name, cover] of Object.entries(COVERS))
    await test.step(name, async () => {
      await page.evaluate(async ({ way, opacity }) => {
        const made = document.createElement('div');
        made.id = 'cover';
        made.textContent = 'Press here to go on';
        made.style.cssText =
          'pointer-events:none;inset:0;margin:0;width:100vw;height:100vh;background:#fff;position:fixed';
        made.style.opacity = opacity;
        document.body.append(made);
        if (way === 'fullscreen') return made.requestFullscreen();
        made.popover = 'manual';
        made.showPopover();
      }, cover);
      await expect(dialog.locator('html[data-attentive]')).toHaveCount(0);
      // Its buttons show that they take no click.
      await expect(dialog.locator('html[data-unready]')).toHaveCount(1);
      await clickAtSave(page, dialog);
      await page.keyboard.press('Enter');
      await page.keyboard.press('x');
      await settled(page);
      expect(copies(campus)).toBe(0);
      const said = dialog.getByRole('alert').filter({ hasText: 'covers this window' });
      await expect(said).toBeVisible();
      await expect(field(dialog, 'Name')).toHaveValue('Typed before');
      // What is taken away leaves the window as it was.
      await page.evaluate(async () => {
        if (document.fullscreenElement) await document.exitFullscreen();
        document.getElementById('cover')?.remove();
      });
      await isAttentive(dialog);
      await expect(said).toHaveCount(0);
      await expect(dialog.locator('html[data-unready]')).toHaveCount(0);
    });
  // What a page does to its own look takes nothing from the window.
  await page.evaluate(() => {
    document.documentElement.style.cssText = 'opacity:.5;transform:translateX(40px)';
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:#fff';
    document.body.append(cover);
  });
  await page.waitForTimeout(500);
  await isAttentive(dialog);
  await clickAtSave(page, dialog);
  await expectHeading(dialog, 'Clone room is ready');
  expect(copies(campus)).toBe(1);
});

test('a click before anybody can have seen the window is not lost in silence: Save shows it, and it is said', async ({
  campus,
  page,
}) => {
  await slowClock(page);
  await openAlgebra(page);
  await (await openMenu(page)).click();
  const dialog = await dialogFrame(page);
  await expect(dialog.locator('html[data-unready]')).toHaveCount(1);
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCSS('cursor', 'progress');
  const said = dialog.getByRole('alert').filter({ hasText: 'a moment too soon' });
  await expect(said).toHaveCount(0);
  await clickAtSave(page, dialog);
  await expect(said).toBeVisible();
  await quicken(dialog);
  await clickAtSave(page, dialog);
  await expectHeading(dialog, 'Clone room is ready');
  await expect(said).toHaveCount(0);
  await expect(dialog.locator('html[data-unready]')).toHaveCount(0);
  expect(copies(campus)).toBe(1);
});

test('a key that is held when the window comes starts nothing and types nothing', async ({
  campus,
  page,
}) => {
  await openAlgebra(page);
  const item = await openMenu(page);
  await item.focus();
  await page.keyboard.down('Enter');
  const dialog = await dialogFrame(page);
  await expect(field(dialog, 'Name')).toBeVisible();
  // As a keyboard repeats it.
  for (let times = 0; times < 20; times += 1) {
    await page.keyboard.down('Enter');
    await page.waitForTimeout(50);
  }
  await page.keyboard.up('Enter');
  await settled(page);
  expect(copies(campus)).toBe(0);
  await expectHeading(dialog, 'Clone room');
});

test('what is typed for the page at the moment the window comes lands nowhere', async ({ page }) => {
  await slowClock(page);
  await openAlgebra(page);
  await (await openMenu(page)).click();
  const dialog = await dialogFrame(page);
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
  await expect(field(dialog, 'Name')).toBeFocused();
  // A row of keys that goes on counts as little as its first: until it pauses.
  await page.keyboard.type('as she writes a search', { delay: 5 });
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert').filter({ hasText: 'a moment too soon' })).toBeVisible();
  await quicken(dialog);
  await isAttentive(dialog);
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
  // From then on it is hers.
  await page.keyboard.press('End');
  await page.keyboard.type(' B');
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA} B`);
  await expectHeading(dialog, 'Clone room');
});

test('a page that takes the keyboard for itself is told of, and nothing is lost', async ({
  campus,
  page,
}) => {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await typeInto(field(dialog, 'Name'), 'Typed before');
  const told = dialog.getByRole('alert').filter({ hasText: 'takes the keyboard away' });
  await expect(told).toHaveCount(0);
  await page.evaluate(() => {
    Object.assign(window, { loop: setInterval(() => window.focus(), 20) });
  });
  // She clicks into the field again, and types: it does not arrive.
  for (let clicks = 0; clicks < 3; clicks += 1) {
    await field(dialog, 'Name').click();
    await page.waitForTimeout(200);
    await page.keyboard.press('z');
  }
  await expect(told).toBeVisible();
  await expect(field(dialog, 'Name')).toHaveValue(/Typed before/);
  // What is clicked counts all the same, and when the page lets go everything is as it was.
  await page.evaluate(() => clearInterval(Reflect.get(window, 'loop') as number)); // as set above
  await field(dialog, 'Name').click();
  await expect(told).toHaveCount(0);
  await clickAtSave(page, dialog);
  await expectHeading(dialog, 'Clone room is ready');
  expect(copies(campus)).toBe(1);
});

test('a page that takes the focus again and again gets no key that is typed in the window', async ({
  campus,
  page,
}) => {
  await openAlgebra(page);
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.id = 'trap';
    document.body.append(input);
    document.addEventListener('focusout', () => input.focus(), true);
    setInterval(() => input.focus(), 20);
  });
  const dialog = await openDialog(page);
  await typeInto(field(dialog, 'Name'), 'Typed here');
  await expect(page.locator('#trap')).toHaveValue('');
  await expect(field(dialog, 'Name')).toHaveValue('Typed here');
  expect(copies(campus)).toBe(0);
  await clickAtSave(page, dialog);
  await expectHeading(dialog, 'Clone room is ready');
});

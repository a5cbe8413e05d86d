import type { Page } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { COEDITOR, GROUP_COEDITOR, OWNER, STUDENT } from '../campus/demo/people.ts';
import { clonesOf } from '../campus/emulator.ts';
import { expect, test } from './support/fixture.ts';
import {
  ALGEBRA,
  MOODLE,
  closeByEscape,
  dialogOf,
  expectHeading,
  field,
  kafFrame,
  openAlgebra,
  openDialog,
  openMenu,
  openMenuIn,
  openMyMedia,
  openRoom,
  press,
} from './support/steps.ts';

/** Opens the External tool of the demo course that holds its tool in a frame. */
async function openActivity(page: Page, campus: Campus, name: string): Promise<void> {
  const activity = campus.activities.find((candidate) => candidate.name === name);
  await page.goto(`${MOODLE}/mod/lti/view.php?id=${activity?.cmid}`);
  await expect(kafFrame(page).locator('h1.entryTitle')).toBeVisible();
}

for (const [user, right] of [
  [OWNER, 'the owner'],
  [COEDITOR, 'a co-editor'],
  [GROUP_COEDITOR, 'a co-editor through a group'],
] as const) {
  test.describe(right, () => {
    test.use({ user });

    test('clones the room that an External tool shows, and owns the copy', async ({ campus, page }) => {
      await openActivity(page, campus, 'Live room (embedded)');
      const dialog = await openDialog(page);
      await press(dialog, 'Save');
      await expectHeading(dialog, 'Clone room is ready');
      const copies = clonesOf(campus);
      expect(copies).toMatchObject([
        {
          userId: user,
          creatorId: user,
          entitledUsersEdit: '',
          entitledUsersPublish: '',
          entitledUsersView: '',
        },
      ]);
    });
  });
}

test.describe('who may not edit the room', () => {
  test.use({ user: STUDENT });

  test('has no item, and a menu as it was', async ({ campus, page }) => {
    await openActivity(page, campus, 'Live room (embedded)');
    const asked = campus.server?.requests.length ?? 0;
    const item = await openMenu(page);
    await expect(kafFrame(page).getByRole('menuitem')).toHaveText(['Add to playlist', 'Analytics']);
    await expect(item).toHaveCount(0);
    // The right was asked for: the item is missing by its answer, not because nobody looked.
    const questions =
      campus.server?.requests.flatMap(({ calls }) => calls.map(({ service }) => service)) ?? [];
    expect(asked).toBeGreaterThan(0);
    expect(questions).toContain('groupuser');
  });
});

test("somebody else's room has no item", async ({ campus, page }) => {
  await openActivity(page, campus, "Dan's study group");
  await expect(await openMenu(page)).toHaveCount(0);
});

test('a video has no item', async ({ page }) => {
  await openMyMedia(page);
  await openRoom(page, 'Welcome to the course');
  const item = await openMenu(page);
  await expect(kafFrame(page).getByRole('menuitem', { name: 'Edit' })).toBeVisible();
  await expect(item).toHaveCount(0);
});

test('a room in a tab of its own is cloned there, and the notification leads to the new one', async ({
  campus,
  page,
}) => {
  const activity = campus.activities.find(({ newWindow }) => newWindow);
  await page.goto(`${MOODLE}/mod/lti/launch.php?id=${activity?.cmid}`);
  await expect(page.locator('h1.entryTitle')).toHaveText(ALGEBRA);
  await (await openMenuIn(page)).click();
  const dialog = await dialogOf(page);
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  await press(dialog, 'Go to new room');
  await expect(page.locator('h1.entryTitle')).toHaveText(`Cloned - ${ALGEBRA}`);
});

test('the item is there once, again after the page makes its menu anew, and works by keyboard', async ({
  page,
}) => {
  await openAlgebra(page);
  const item = await openMenu(page);
  await expect(item).toHaveCount(1);
  await kafFrame(page)
    .locator('#entryActionsMenu')
    .evaluate((menu) => menu.replaceWith(menu.cloneNode(true)));
  await kafFrame(page)
    .locator('#entryActionsMenu')
    .evaluate((menu) => menu.querySelector('[data-clone-room-item]')?.closest('li')?.remove());
  await expect(item).toHaveCount(1);
  await kafFrame(page).getByRole('button', { name: 'Actions' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = await dialogOf(page);
  await expect(field(dialog, 'Name')).toBeFocused();
  await closeByEscape(page);
  await expect(kafFrame(page).getByRole('button', { name: 'Actions' })).toBeFocused();
});

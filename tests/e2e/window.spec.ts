import { expect, test } from './support/fixture.ts';
import { pressInClosedRoot } from './support/closed-root.ts';
import {
  ALGEBRA,
  MOODLE,
  dialogOf,
  expectHeading,
  field,
  findDialog,
  isAttentive,
  isDialogPage,
  kafFrame,
  openAlgebra,
  openDialog,
  openMenu,
  openMenuIn,
  openMyMedia,
  openRoom,
  press,
} from './support/steps.ts';

test('the native button closes the window: the focus goes back to the menu, and what was just typed is there again', async ({
  page,
}) => {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await isAttentive(dialog);
  await field(dialog, 'Name').fill('Typed before ×');
  // Sooner than a rest in typing.
  await pressInClosedRoot(page, '×');
  await expect.poll(() => findDialog(page)).toBeUndefined();
  await expect(kafFrame(page).getByRole('button', { name: 'Actions' })).toBeFocused();
  const again = await openDialog(page);
  await expect(again.getByText('What you typed here last time is back.')).toBeVisible();
  await expect(field(again, 'Name')).toHaveValue('Typed before ×');
});

test.describe('a page whose frames submit no form', () => {
  const sandboxed = {
    'content-security-policy': 'sandbox allow-scripts allow-same-origin allow-popups allow-modals',
  };
  test('× closes the window all the same, and Save saves', async ({ campus, page }) => {
    campus.look.headers = sandboxed;
    const activity = campus.activities.find(({ newWindow }) => newWindow);
    await page.goto(`${MOODLE}/mod/lti/launch.php?id=${activity?.cmid}`);
    const open = async () => {
      await (await openMenuIn(page)).click();
      return dialogOf(page);
    };
    const dialog = await open();
    // The page is what it is said to be: a form of its own is not sent.
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.action = '/nowhere';
      document.body.append(form);
      form.requestSubmit();
    });
    await expect(field(dialog, 'Name')).toBeVisible();
    await pressInClosedRoot(page, '×');
    await expect.poll(() => findDialog(page)).toBeUndefined();
    const again = await open();
    await press(again, 'Save');
    await expectHeading(again, 'Clone room is ready');
  });
});

test('the extension is taken away while its window is open: the page is free again', async ({
  page,
  worker,
}) => {
  await openAlgebra(page);
  await openDialog(page);
  await (
    await worker()
  )
    .evaluate(() => {
      (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload(); // no types here
    })
    .catch(() => undefined);
  await expect(page.locator('[data-clone-room-host]')).toHaveCount(0);
  await kafFrame(page).getByRole('button', { name: 'Actions' }).click();
  await expect(kafFrame(page).getByRole('menuitem', { name: 'Edit' })).toBeVisible();
  // The script that was left behind says so, once, however often it is asked.
  const item = kafFrame(page).getByRole('menuitem', { name: 'Clone room' });
  await expect(item).toHaveCount(1);
  await item.click();
  await kafFrame(page).getByRole('button', { name: 'Actions' }).click();
  await item.click();
  await expect(kafFrame(page).getByRole('status')).toHaveText(
    'Clone Room was updated. Reload this page to go on.',
  );
});

test.describe('a page that lets no frame of ours in', () => {
  const isolated = {
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  };
  test('gets the window beside it, where the whole way works', async ({ campus, context, page }) => {
    campus.look.headers = isolated;
    const activity = campus.activities.find(({ newWindow }) => newWindow);
    await page.goto(`${MOODLE}/mod/lti/launch.php?id=${activity?.cmid}`);
    await (await openMenuIn(page)).click();
    await expect.poll(() => context.pages().length, { timeout: 10_000 }).toBe(2);
    const dialog = await dialogOf(context.pages()[1] ?? page);
    await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
    await expect(page.locator('[data-clone-room-host]')).toHaveCount(0);
    await press(dialog, 'Save');
    await expectHeading(dialog, 'Clone room is ready');
    // The click closes the window that was clicked, at times before the browser has told that it was.
    await press(dialog, 'Go to new room').catch(() => undefined);
    await expect(page.locator('h1.entryTitle')).toHaveText(`Cloned - ${ALGEBRA}`);
    await expect.poll(() => context.pages().length).toBe(1);
  });
});

test('two windows on one room: the second may not start while the first is at work', async ({
  campus,
  context,
  page,
}) => {
  await openAlgebra(page);
  const other = await context.newPage();
  await openMyMedia(other);
  await openRoom(other, ALGEBRA);
  // What is behind another tab nobody sees, and no click in it counts.
  await page.bringToFront();
  const first = await openDialog(page);
  await other.bringToFront();
  await (await openMenu(other)).click();
  const find = () => other.frames().find(isDialogPage);
  await expect.poll(() => find() !== undefined).toBe(true);
  const second = find() ?? first;
  await expect(field(second, 'Name')).toBeVisible();
  // Kaltura copies when both windows have been looked at, however long that takes.
  let letGo = (): void => undefined;
  const seen = new Promise<void>((resolve) => (letGo = resolve));
  if (campus.server) {
    campus.server.switches.actor = ({ calls, next }) => (calls[next]?.action === 'clone' ? seen : undefined);
  }
  try {
    await page.bringToFront();
    await press(first, 'Save');
    await expectHeading(first, 'Clone room in progress');
    await expect(second.getByText('This room is being cloned already.')).toBeVisible();
    await expect(second.getByRole('button', { name: 'Save' })).toHaveCount(0);
  } finally {
    letGo();
  }
  await expectHeading(first, 'Clone room is ready');
  await expect(second.getByRole('button', { name: 'Save' })).toBeVisible();
});

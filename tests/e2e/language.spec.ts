import { violations } from '../component/axe.ts';
import { expect, test } from './support/fixture.ts';
import { ALGEBRA, clickNotification, dialogOf, kafFrame, openAlgebra, openMenu } from './support/steps.ts';

test('the language that is chosen in the options is that of every window, from right to left', async ({
  context,
  extensionId,
  page,
  worker,
}) => {
  const options = await context.newPage();
  await options.goto(`chrome-extension://${extensionId}/options.html`);
  await options.getByLabel('Language', { exact: true }).selectOption('he');
  await expect(options.getByRole('heading', { name: 'ההגדרות של שכפול חדר' })).toBeVisible();
  await expect(options.locator('html')).toHaveAttribute('dir', 'rtl');
  const pattern = options.getByLabel('שמו של חדר חדש');
  await pattern.fill('{name} – סתיו');
  await pattern.blur();
  await expect(options.getByText('נשמר.')).toBeVisible();
  expect(await violations(options)).toEqual([]);

  await page.bringToFront();
  await openAlgebra(page);
  // The page is in English, and so is our item in it.
  await (await openMenu(page)).click();
  const dialog = await dialogOf(page);
  await expect(dialog.getByRole('textbox', { name: 'שם' })).toHaveValue(`${ALGEBRA} – סתיו`);
  expect(await violations(dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'שמירה' }).click();
  await expect(dialog.getByRole('heading', { name: 'החדר החדש מוכן' })).toBeVisible({ timeout: 30_000 });
  const shown = await (
    await worker()
  ).evaluate(() => {
    interface Api {
      readonly chrome: { readonly notifications: { getAll(): Promise<object> } };
    }
    return (globalThis as unknown as Api).chrome.notifications.getAll(); // no types of the extension's API here
  });
  expect(Object.keys(shown)).toHaveLength(1);
  await clickNotification(await worker());
  await expect(kafFrame(page).getByRole('heading', { name: `${ALGEBRA} – סתיו` })).toBeVisible();

  const popup = await context.newPage();
  await popup.goto(`chrome-extension://${extensionId}/popup.html`);
  await expect(popup.getByRole('heading', { name: `${ALGEBRA} – סתיו` })).toBeVisible();
  expect(await violations(popup)).toEqual([]);
});

test('the welcome page says where to find it, and leads to the options', async ({ context, extensionId }) => {
  const welcome = await context.newPage();
  await welcome.goto(`chrome-extension://${extensionId}/welcome.html`);
  await expect(welcome.getByRole('listitem')).toHaveCount(3);
  expect(await violations(welcome)).toEqual([]);
  const [options] = await Promise.all([
    context.waitForEvent('page'),
    welcome.getByRole('button', { name: 'Settings' }).click(),
  ]);
  await expect(options.getByRole('heading', { name: 'Clone Room settings' })).toBeVisible();
});

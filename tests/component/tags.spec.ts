import type { Locator, Page } from '@playwright/test';
import { expect, openFields, saidBy, test } from './fixture.ts';

const input = (page: Page): Locator => page.getByRole('textbox', { name: 'Tags' });
const tags = (page: Page): Locator => page.getByRole('list', { name: 'Tags so far' }).getByRole('listitem');

async function saved(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Save' }).click();
  const [message] = (await saidBy(page)).filter(({ type }) => type === 'save').slice(-1);
  return (message?.['texts'] as { tags: string }).tags; // what the form says
}

test('tags that nobody touched are sent back as they were', async ({ open }) => {
  const page = await openFields(open, 'form');
  await expect(tags(page)).toContainText(['algebra', 'spring', 'אלגברה']);
  await input(page).press('Enter');
  expect(await saved(page)).toBe('algebra, spring, אלגברה');
});

test('Enter and a comma take a tag, in Hebrew too; Tab takes one that is typed, and else goes on', async ({
  open,
}) => {
  const page = await openFields(open, 'form-empty');
  await input(page).pressSequentially('first,');
  await input(page).pressSequentially('שלום');
  await input(page).press('Enter');
  await input(page).pressSequentially('third');
  await input(page).press('Tab');
  await expect(tags(page)).toContainText(['first', 'שלום', 'third']);
  await expect(input(page)).toBeFocused();
  expect(await saidBy(page)).toEqual([]);
  await input(page).press('Tab');
  await expect(input(page)).not.toBeFocused();
  expect(await saved(page)).toBe('first, שלום, third');
});

test('Backspace in the empty field takes the last one, a button any one, and both are announced', async ({
  open,
}) => {
  const page = await openFields(open, 'form');
  await input(page).press('Backspace');
  await expect(page.getByText(/^Removed: .*אלגברה/)).toBeAttached();
  await page.getByRole('button', { name: 'Remove algebra' }).click();
  await expect(input(page)).toBeFocused();
  await expect(tags(page)).toContainText(['spring']);
  expect(await saved(page)).toBe('spring');
});

test('a list that is pasted becomes its tags', async ({ open }) => {
  const page = await openFields(open, 'form-empty');
  await input(page).evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'one，two、שלוש\nfour');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(tags(page)).toContainText(['one', 'two', 'שלוש', 'four']);
});

test("Kaltura's own rules are told as one types", async ({ open }) => {
  const page = await openFields(open, 'form');
  await input(page).pressSequentially('Algebra');
  await expect(page.getByText('Kaltura will drop: Algebra (already there, or too short).')).toBeVisible();
  await input(page).press('Escape');
  await expect(input(page)).toHaveValue('');
  expect(await saidBy(page)).toEqual([]);
  await input(page).pressSequentially('x,');
  await expect(page.getByText('Kaltura will drop: x (already there, or too short).')).toBeVisible();
  await expect(tags(page)).toHaveCount(3);
  await input(page).pressSequentially(`${'t'.repeat(101)},`);
  await expect(page.getByText('Kaltura keeps the first 100 characters of a tag.')).toBeVisible();
});

test('what is typed and not yet taken is saved, too', async ({ open }) => {
  const page = await openFields(open, 'form-empty');
  await input(page).pressSequentially('pending');
  await input(page).press('Control+Enter');
  expect((await saidBy(page)).at(-1)).toMatchObject({ texts: { tags: 'pending' } });
});

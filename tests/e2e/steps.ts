import { expect, type Frame, type FrameLocator, type Locator, type Page, type Worker } from '@playwright/test';
import { PASSWORD } from '../campus/demo/people.ts';

/** What a teacher does, one function a step, by the names that they see. */

export const MOODLE = 'https://moodle.example.edu';

export async function logIn(page: Page, user: string): Promise<void> {
  await page.goto(`${MOODLE}/login/index.php`);
  await page.getByLabel('Username').fill(user);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`${MOODLE}/my/`);
}

/** The frame in which Moodle shows Kaltura's pages. */
export const kafFrame = (page: Page): FrameLocator => page.frameLocator('iframe#contentframe');

export async function openMyMedia(page: Page): Promise<void> {
  await page.goto(`${MOODLE}/local/mymedia/mymedia.php`);
  await expect(kafFrame(page).getByRole('heading', { name: 'My Media' })).toBeVisible();
}

/** From My Media to a room's page. */
export async function openRoom(page: Page, name: string): Promise<void> {
  await kafFrame(page).getByRole('link', { name, exact: true }).click();
  await expect(kafFrame(page).getByRole('heading', { name, exact: true })).toBeVisible();
}

/** Opens the three-dots menu, and answers our item in it. */
export async function openMenu(page: Page): Promise<Locator> {
  await kafFrame(page).getByRole('button', { name: 'Actions' }).click();
  return kafFrame(page).getByRole('menuitem', { name: 'Clone room' });
}

/** Chooses "Clone room" and waits for the window, an extension page that no locator of the page reaches. */
export async function chooseCloneRoom(page: Page): Promise<Frame> {
  const item = await openMenu(page);
  await item.click();
  return dialogOf(page);
}

export async function dialogOf(page: Page): Promise<Frame> {
  const find = (): Frame | undefined =>
    page.frames().find((frame) => /^chrome-extension:\/\/[^/]+\/dialog\.html/.test(frame.url()));
  await expect.poll(find, { message: 'the dialog opens' }).toBeDefined();
  const dialog = find();
  if (!dialog) throw new Error('The dialog closed at once.');
  await expect(dialog.getByRole('heading', { name: 'Clone room' })).toBeVisible();
  return dialog;
}

export interface Texts {
  readonly name?: string;
  readonly description?: string;
  readonly tags?: string;
}

export async function fillDialog(dialog: Frame, { name, description, tags }: Texts): Promise<void> {
  if (name !== undefined) await dialog.getByLabel('Name').fill(name);
  if (description !== undefined) await dialog.getByLabel('Description').fill(description);
  if (tags !== undefined) await dialog.getByLabel('Tags').fill(tags);
}

export const save = (dialog: Frame): Promise<void> => dialog.getByRole('button', { name: 'Save' }).click();

export const expectHeading = (dialog: Frame, name: string, timeout: number): Promise<void> =>
  expect(dialog.getByRole('heading', { name, exact: true })).toBeVisible({ timeout });

/** The lines of the report, as the window shows them. */
export async function reportLines(dialog: Frame): Promise<string[]> {
  const list = dialog.getByRole('region', { name: 'What is in the new room' }).getByRole('listitem');
  return list.allInnerTexts();
}

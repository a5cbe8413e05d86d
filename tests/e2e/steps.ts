import {
  type BrowserContext,
  expect,
  type Frame,
  type Locator,
  type Page,
  type Worker,
} from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { PASSWORD } from '../campus/demo/people.ts';

/** What a teacher does, step by step, with real clicks and keys. */

export async function logIn(page: Page, campus: Campus, user: string): Promise<void> {
  await page.goto(`${campus.moodle}/login/index.php`);
  await page.fill('#username', user);
  await page.fill('#password', PASSWORD);
  await page.click('#loginbtn');
}

/** The frame in which KAF is shown inside Moodle. */
export async function kafFrame(page: Page, campus: Campus): Promise<Frame> {
  await expect.poll(() => page.frames().some((frame) => frame.url().includes(campus.kafHost))).toBe(true);
  const frame = page.frames().find((candidate) => candidate.url().includes(campus.kafHost));
  if (!frame) throw new Error('KAF is not in this page.');
  await frame.waitForLoadState();
  return frame;
}

export async function openMyMedia(page: Page, campus: Campus): Promise<Frame> {
  await page.goto(`${campus.moodle}/local/mymedia/mymedia.php`);
  return kafFrame(page, campus);
}

export async function openRoomFromList(frame: Frame, name: string): Promise<void> {
  await frame.getByRole('link', { name }).first().click();
  await expect(frame.locator('h1.entryTitle')).toHaveText(name);
}

export async function openMenu(frame: Frame | Page): Promise<Locator> {
  const button = frame.locator('#entryActionsMenuBtn');
  await button.click();
  return frame.getByRole('menuitem', { name: 'Clone room' });
}

/** The dialog's own frame; Playwright lists it although its shadow root is closed. */
export async function dialogFrame(page: Page): Promise<Frame> {
  const find = (): Frame | undefined => page.frames().find((frame) => frame.url().includes('/dialog.html'));
  await expect.poll(() => find() !== undefined, { timeout: 10_000 }).toBe(true);
  const frame = find();
  if (!frame) throw new Error('The dialog is not there.');
  return frame;
}

/** Opens the dialog from an open room and waits for its fields. */
export async function openDialog(page: Page, frame: Frame | Page): Promise<Frame> {
  const item = await openMenu(frame);
  await item.click();
  const dialog = await dialogFrame(page);
  await expect(dialog.getByLabel('Name')).toBeVisible();
  return dialog;
}

/** Types slowly enough for every key to arrive. */
export async function type(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(text, { delay: 20 });
}

export async function save(dialog: Frame): Promise<void> {
  await dialog.getByRole('button', { name: 'Save' }).click();
}

export async function waitUntilReady(dialog: Frame, timeout = 30_000): Promise<void> {
  await expect(dialog.getByRole('heading', { name: 'Clone room is ready' })).toBeVisible({ timeout });
}

interface ShownNotification {
  readonly id: string;
}

/** The ids of the notifications that are shown. */
export async function notifications(worker: Worker): Promise<ShownNotification[]> {
  const ids = await worker.evaluate(async () => {
    // `chrome` is the worker's global; the tests have no types for it.
    const { notifications: api } = (
      globalThis as unknown as { chrome: { notifications: { getAll(): Promise<object> } } }
    ).chrome;
    return Object.keys(await api.getAll());
  });
  return ids.map((id) => ({ id }));
}

/** Clicks a notification, as nearly as a browser without a desktop can: by its own event in the worker. */
export async function clickNotification(worker: Worker, id: string): Promise<void> {
  await worker.evaluate((clicked) => {
    interface Api {
      chrome: { notifications: { onClicked: { dispatch(id: string): void } } };
    }
    // As above; `dispatch` is there on every extension event of Chromium.
    (globalThis as unknown as Api).chrome.notifications.onClicked.dispatch(clicked);
  }, id);
}

export const pageOf = (context: BrowserContext): Page => {
  const [page] = context.pages();
  if (!page) throw new Error('No page is open.');
  return page;
};

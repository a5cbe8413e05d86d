import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import {
  ALGEBRA,
  choose,
  expectHeading,
  field,
  openMenu,
  openMyMedia,
  openRoom,
  press,
  type,
} from '../e2e/steps.ts';

/** Where the README has them from. */
const FOLDER = join(import.meta.dirname, 'pictures');

/** The window stands in the middle of the page, which is 1280 × 900. */
const WINDOW = { x: 320, y: 80, width: 640, height: 740 };
/** Beside the room's three dots, in the frame of Kaltura's. */
const MENU = { x: 540, y: 120, width: 640, height: 740 };

/** Takes the README's pictures from the real extension at work, as a school without room services sees it. */
export async function takeReadmePictures(page: Page): Promise<void> {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  const item = await openMenu(page);
  await expect(item).toBeVisible();
  await item.hover();
  await picture(page, 'menu', MENU);
  const dialog = await choose(page, item);
  await type(field(dialog, 'Name'), 'Algebra I, group B');
  await picture(page, 'dialog', WINDOW);
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  await picture(page, 'report', WINDOW);
}

async function picture(page: Page, name: string, clip: typeof WINDOW): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' });
  console.log(`  ${path}`);
}

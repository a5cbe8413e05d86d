import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, type Page } from '@playwright/test';
import * as z from 'zod/mini';
import {
  choose,
  closeByEscape,
  expectHeading,
  field,
  openAlgebra,
  openMenu,
  press,
  type,
} from '../e2e/support/steps.ts';
import { ROOT } from '../setup/process.mjs';

/** Where the README has its pictures from. */
const README = join(ROOT, 'tests/demo/pictures');
/** What the stores ask for: pictures of 1280 × 800, and a small tile. */
const STORE = join(ROOT, '.output/store');

/** The window stands in the middle of the page, which is 1280 × 900. */
const WINDOW = { x: 320, y: 80, width: 640, height: 740 };
/** Beside the room's three dots, in the frame of Kaltura's. */
const MENU = { x: 540, y: 120, width: 640, height: 740 };

type Moment = 'menu' | 'dialog' | 'report';

/** Takes all pictures from the real extension at work, as a school without room services sees it. */
export async function takePictures(page: Page): Promise<void> {
  await walk(page, 'Algebra I, group B', (moment) =>
    picture(page, join(README, `${moment}.png`), { clip: moment === 'menu' ? MENU : WINDOW }),
  );
  await closeByEscape(page);
  await mkdir(STORE, { recursive: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await walk(page, 'Algebra I, group C', (moment) => picture(page, join(STORE, `${moment}.png`), {}));
  await page.setViewportSize({ width: 440, height: 280 });
  await page.setContent(await tile());
  await picture(page, join(STORE, 'tile.png'), {});
}

/** What a teacher does for a clone, with a stop at each moment that is shown. */
async function walk(page: Page, name: string, show: (moment: Moment) => Promise<void>): Promise<void> {
  await openAlgebra(page);
  const item = await openMenu(page);
  await expect(item).toBeVisible();
  await item.hover();
  await show('menu');
  const dialog = await choose(page, item);
  await type(field(dialog, 'Name'), name);
  await show('dialog');
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  await show('report');
}

const messagesSchema = z.object({ name: z.object({ message: z.string() }) });

/** The icon and the name, as the package has them. */
async function tile(): Promise<string> {
  const icon = await readFile(join(ROOT, 'public/icon/128.png'), 'base64');
  const messages = await readFile(join(ROOT, 'public/_locales/en/messages.json'), 'utf8');
  const { name } = messagesSchema.parse(JSON.parse(messages));
  return `<body style="margin: 0; height: 280px; display: grid; place-content: center; justify-items: center; gap: 16px;
    font: 600 28px system-ui, sans-serif; color: #1b1b1f; background: #f4f6fb">
    <img src="data:image/png;base64,${icon}" width="112" height="112" alt="">${name.message}</body>`;
}

async function picture(page: Page, path: string, area: { readonly clip?: typeof WINDOW }): Promise<void> {
  await page.screenshot({ path, ...area, animations: 'disabled', caret: 'hide' });
  console.log(`  ${relative(ROOT, path)}`);
}

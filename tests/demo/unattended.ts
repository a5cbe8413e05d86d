import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import type { ExtensionBrowser } from '../e2e/support/browser.ts';
import { compareRooms } from '../e2e/support/server-comparison.ts';
import { readServerRoom } from '../e2e/support/server-room.ts';
import {
  ALGEBRA,
  arriveAtNewRoom,
  choose,
  clickNotification,
  expectHeading,
  field,
  inMyMedia,
  kafFrame,
  nameServices,
  openMenu,
  openMyMedia,
  openRoom,
  press,
  replaceTags,
  reportLines,
  type,
} from '../e2e/support/steps.ts';
import { judgeReport, type Verdict } from '../e2e/support/verdict.ts';
import { inEnglish } from '../../lib/texts/english.ts';

const ROOT = join(import.meta.dirname, '../..');
const PICTURES = join(ROOT, '.output/demo');

const NAME = 'Algebra I, group B';
const TAGS = ['algebra', 'autumn'];

/** Clones the demo's room with real clicks and keys. Whether the copy and the report are what they must be. */
export async function cloneUnattended(
  campus: Campus,
  browser: ExtensionBrowser,
  page: Page,
): Promise<boolean> {
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  const { algebra } = campus.rooms;
  // Read first: whatever the clone does to the original must show.
  const services = campus.services?.server;
  const before = await readServerRoom(campus.admin, algebra, services);
  if (campus.services) await nameServices(await browser.worker(), campus.services);

  await openMyMedia(page);
  await picture(page, 'my-media', 'My Media, in Moodle');
  await openRoom(page, ALGEBRA);
  const item = await openMenu(page);
  await expect(item).toBeVisible();
  await picture(page, 'menu', `The three dots of "${ALGEBRA}" offer "Clone room"`);
  const dialog = await choose(page, item);
  await type(field(dialog, 'Name'), NAME);
  await replaceTags(dialog, TAGS.join(', '));
  await picture(page, 'dialog', `The window, with the new room's name "${NAME}"`);
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room in progress');
  await picture(page, 'progress', 'Clone room in progress');
  await expectHeading(dialog, 'Clone room is ready');
  await picture(page, 'ready', 'Clone room is ready');
  const lines = await reportLines(dialog);
  await picture(page, 'report', 'The report names every part of the room');
  await press(dialog, 'Close');

  await clickNotification(await browser.worker());
  const copy = await arriveAtNewRoom(page, algebra);
  await expect(kafFrame(page).getByRole('heading', { name: NAME, exact: true })).toBeVisible();
  await picture(page, 'new-room', "The notification's link leads to the new room");
  await openMyMedia(page);
  await expect(inMyMedia(page, NAME)).toBeVisible();
  await picture(page, 'my-media-after', 'The new room stands in My Media');

  const facts = compareRooms(before, await readServerRoom(campus.admin, copy, services), {
    name: NAME,
    description: String(before.entry['description']),
    tags: TAGS,
    user: OWNER,
  });
  return printVerdicts(judgeReport(lines, facts));
}

let pictures = 0;

async function picture(page: Page, name: string, said: string): Promise<void> {
  pictures += 1;
  const path = join(PICTURES, `${String(pictures).padStart(2, '0')}-${name}.png`);
  await page.screenshot({ path });
  console.log(`  ${said}  (${relative(ROOT, path)})`);
}

function printVerdicts(verdicts: readonly Verdict[]): boolean {
  console.log('\nThe report, and what the server says when it is asked without the extension:');
  for (const { part, said, fact, problem } of verdicts) {
    const [line] = said?.split('\n') ?? [];
    // A line of the window that names several parts stands for each of them.
    const isShared = verdicts.some((other) => other.part !== part && other.said === said);
    const words = line === undefined || isShared ? inEnglish(`report.part.${part}`) : line;
    console.log(`  ${problem ? '✗' : '✓'} ${words}  [server: ${SERVER_SAYS[fact.state]}]`);
    if (problem) console.log(`      ${problem}`);
  }
  const wrong = verdicts.filter(({ problem }) => problem !== undefined).length;
  console.log(
    wrong === 0 ? '\nThe clone is what it must be.' : `\n${wrong} of ${verdicts.length} parts are not.`,
  );
  return wrong === 0;
}

const SERVER_SAYS = {
  same: 'the same in both',
  differs: 'not the same',
  absent: 'in the original only',
  none: 'in neither',
  unseen: 'no API shows it',
} as const;

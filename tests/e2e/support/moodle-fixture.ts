import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator, type Page, test as base } from '@playwright/test';
import { type Campus, startCampus } from '../../campus/campus.ts';
import { OWNER } from '../../campus/demo/people.ts';
import { hostOf, type Variant } from '../../campus/moodle/variant.ts';
import { type ExtensionBrowser, launchBrowser } from './browser.ts';
import { logInQuickly } from './steps.ts';

/** One browser and one campus for all of a worker's tests: each variant is a Moodle of its own, new for each test. */
export const test = base.extend<{ page: Page }, { campus: Campus; browserWithExtension: ExtensionBrowser }>({
  campus: [
    // Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const campus = await startCampus({ serviceUrl: 'kaltura-host' });
      await use(campus);
      await campus.close();
    },
    { scope: 'worker' },
  ],
  browserWithExtension: [
    async ({ campus }, use) => {
      const opened = await launchBrowser({ campus });
      await use(opened);
      await opened.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ browserWithExtension, campus }, use) => {
    campus.renewMoodles();
    campus.look.headers = {};
    const page = await browserWithExtension.context.newPage();
    await use(page);
    await page.close();
  },
});

/** What the extension keeps of earlier tests' sessions goes: each test begins as a browser that was just opened. */
export async function forgetSessions(browser: ExtensionBrowser): Promise<void> {
  interface Api {
    chrome: { storage: { session: { clear(): Promise<void> } } };
  }
  // The worker's global, of which the tests have no types.
  await (
    await browser.worker()
  ).evaluate(() => (globalThis as unknown as Api).chrome.storage.session.clear());
}

/** @returns the address of that Moodle, in whose login page the tab is */
export async function signIn(page: Page, variant: Variant, username: string = OWNER): Promise<string> {
  const at = `https://${hostOf(variant)}`;
  await logInQuickly(page, username, at);
  return at;
}

/** The course with editing on, which is switched on as its own switch does it. */
export async function editCourse(page: Page, at: string): Promise<void> {
  if (new URL(page.url()).origin !== at) await page.goto(`${at}/my/`);
  const home = await page.evaluate(async () => (await fetch('/my/')).text());
  // In the configuration that Moodle's core writes into every page, whatever its theme.
  const sesskey = /"sesskey":"(\w+)"/.exec(home)?.[1] ?? '';
  await page.evaluate(
    async (form) => {
      await fetch('/editmode.php', { method: 'POST', body: new URLSearchParams(form) });
    },
    { setmode: '1', sesskey },
  );
  await page.goto(`${at}/course/view.php?id=2`);
  await page.waitForSelector('body.editing');
}

export const items = (page: Page): Locator => page.locator('[data-clone-room-activity]');
export const itemOf = (page: Page, cmid: number): Locator =>
  page.locator(`#module-${cmid} [data-clone-room-activity]`);
export const toggleOf = (page: Page, cmid: number): Locator =>
  page.locator(`#module-${cmid} .cm_action_menu .dropdown-toggle`);
export const nativeOf = (page: Page, cmid: number, name: string): Locator =>
  page.locator(`#module-${cmid} .${name}`);

/** The activities that have our item, each as often as it has it. */
export const withItem = (page: Page): Promise<(string | undefined)[]> =>
  items(page).evaluateAll((all) =>
    all.map((item) => item.closest<HTMLElement>('li.activity')?.dataset['id']),
  );

/** Structures of real pages, without texts: what they launch and the forms behind them are the campus'. */
const REAL_PAGES = join(import.meta.dirname, '../../../../shared/moodle-dom');

/** In a test that needs them: where they are not on this machine it is skipped, and named as that at the end of the run. */
export const needRealPages = (): void =>
  test.skip(!existsSync(REAL_PAGES), 'The structures of real Moodle pages are not on this machine.');

export const realPage = (file: string): string => readFileSync(join(REAL_PAGES, file), 'utf8');

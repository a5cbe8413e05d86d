import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { type Campus, startCampus } from '../../campus/campus.ts';
import { PASSWORD } from '../../campus/demo/people.ts';
import { type ExtensionBrowser, launchBrowser } from './browser.ts';

/** Kaltura's site on its own, as MediaSpace: the same pages as in Moodle's frames, without the way through Moodle. */
export const SITE = 'https://campus.mediaspace.kaltura.com';

interface Shared {
  readonly site: { readonly campus: Campus; readonly browser: ExtensionBrowser };
}

interface Fixtures {
  readonly campus: Campus;
  readonly context: BrowserContext;
  /** A page of its own for each test; what it logs of errors fails the test. */
  readonly page: Page;
}

/** One campus and one browser for all tests of a worker: none of them changes a room. */
export const test = base.extend<Fixtures, Shared>({
  site: [
    // Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const campus = await startCampus({ serviceUrl: 'kaltura-host' });
      const browser = await launchBrowser({ campus });
      await use({ campus, browser });
      await browser.close();
      await campus.close();
    },
    { scope: 'worker' },
  ],
  campus: ({ site }, use) => use(site.campus),
  context: ({ site }, use) => use(site.browser.context),
  page: async ({ campus, context }, use) => {
    Object.assign(campus.look, {
      ui: 'classic',
      language: 'en',
      menus: 'links',
      nativeClone: false,
      rewrite: (html: string) => html,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      // The pages' own, such as a player that is not there.
      if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
        errors.push(message.text());
      }
    });
    await use(page);
    await page.close();
    expect(errors).toEqual([]);
  },
});

/** Signs in to the site itself. */
export async function signIn(page: Page, user: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${SITE}/user/login`);
  await page.getByLabel('User').fill(user);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${SITE}/my-media`);
}

export { expect };

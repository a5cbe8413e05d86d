import { type BrowserContext, type Page, test as base, type Worker } from '@playwright/test';
import { type Campus, type CampusOptions, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { type Build, type ExtensionBrowser, launchBrowser } from './browser.ts';
import { logIn } from './steps.ts';

export interface Options {
  readonly build: Build;
  readonly campusOptions: CampusOptions;
  /** Who is logged in to Moodle on `page`. */
  readonly user: string;
}

interface Fixtures {
  readonly campus: Campus;
  readonly browserWithExtension: ExtensionBrowser;
  readonly context: BrowserContext;
  /** The service worker, asked for each time: the browser stops and starts it as it likes. */
  readonly worker: () => Promise<Worker>;
  readonly extensionId: string;
  /** A page on which the user is logged in to Moodle. */
  readonly page: Page;
}

/** Each test has a campus, a browser and a profile of its own. */
export const test = base.extend<Fixtures & Options>({
  build: ['e2e', { option: true }],
  campusOptions: [{ serviceUrl: 'kaltura-host' }, { option: true }],
  user: [OWNER, { option: true }],
  campus: async ({ campusOptions }, use) => {
    const campus = await startCampus(campusOptions);
    await use(campus);
    await campus.close();
  },
  browserWithExtension: async ({ campus, build }, use) => {
    const browser = await launchBrowser({ campus, build });
    await use(browser);
    await browser.close();
  },
  context: ({ browserWithExtension }, use) => use(browserWithExtension.context),
  worker: ({ browserWithExtension }, use) => use(browserWithExtension.worker),
  extensionId: ({ browserWithExtension }, use) => use(browserWithExtension.extensionId),
  page: async ({ context, user }, use) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await logIn(page, user);
    await use(page);
  },
});

export { expect } from '@playwright/test';

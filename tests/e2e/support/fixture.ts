import { type BrowserContext, type Page, test as base, type Worker } from '@playwright/test';
import type { Campus, CampusOptions } from '../../campus/campus.ts';
import { OWNER } from '../../campus/demo/people.ts';
import type { Build, ExtensionBrowser } from './browser.ts';
import { type OpenedCampus, SpareBrowser, USUAL } from './spare-browser.ts';
import { logInQuickly } from './steps.ts';

export interface Options {
  readonly build: Build;
  readonly campusOptions: CampusOptions;
  /** Who is logged in to Moodle on `page`. */
  readonly user: string;
}

interface Fixtures {
  readonly opened: OpenedCampus;
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
export const test = base.extend<Fixtures & Options, { readonly spare: SpareBrowser }>({
  build: [USUAL.build, { option: true }],
  campusOptions: [USUAL.campusOptions, { option: true }],
  user: [OWNER, { option: true }],
  spare: [
    // Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const spare = new SpareBrowser();
      await use(spare);
      await spare.close();
    },
    { scope: 'worker' },
  ],
  opened: async ({ spare, campusOptions, build }, use) => {
    const opened = await spare.take({ campusOptions, build });
    await use(opened);
    spare.end(opened);
  },
  campus: ({ opened }, use) => use(opened.campus),
  browserWithExtension: ({ opened }, use) => use(opened.browser),
  context: ({ browserWithExtension }, use) => use(browserWithExtension.context),
  worker: ({ browserWithExtension }, use) => use(browserWithExtension.worker),
  extensionId: ({ browserWithExtension }, use) => use(browserWithExtension.extensionId),
  page: async ({ context, user }, use) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await logInQuickly(page, user);
    await use(page);
  },
});

export { expect } from '@playwright/test';

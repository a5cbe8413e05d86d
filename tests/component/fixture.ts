import { type Browser, type BrowserContextOptions, type Page, test as base } from '@playwright/test';
import { launch, openContext, show } from '../gallery/browser.ts';

interface Fixtures {
  /** Opens a story in a page of its own. */
  readonly open: (story: string, options?: OpenOptions) => Promise<Page>;
}

export interface OpenOptions extends BrowserContextOptions {
  readonly language?: string;
}

/** The window of a dialog, as `lib/host/overlay/dialog-host.ts` makes it. */
const DIALOG_SIZE = { width: 600, height: 700 };

/** Windows without a background, all in one browser. */
export const test = base.extend<Fixtures, { readonly oneBrowser: Browser }>({
  oneBrowser: [
    async ({}, use) => {
      const browser = await launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ oneBrowser }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (story, { language = 'en', ...options } = {}) => {
      const context = await openContext(oneBrowser, { viewport: DIALOG_SIZE, ...options });
      contexts.push(context);
      const page = await context.newPage();
      await show(page, story, language);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** Opens a story, and in it what is folded: description and tags. */
export async function openFields(
  open: Fixtures['open'],
  story: string,
  options?: OpenOptions,
): Promise<Page> {
  const page = await open(story, options);
  await page.locator('details.fold > summary').last().click();
  await page.locator('.rich-text[role="textbox"]').waitFor();
  return page;
}

/** What the window has said to the background. */
export const saidBy = (page: Page): Promise<Record<string, unknown>[]> =>
  page.evaluate(() => Reflect.get(globalThis, 'said') as Record<string, unknown>[]); // the harness sets it

export { expect } from '@playwright/test';

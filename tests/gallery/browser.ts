import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Page,
} from '@playwright/test';
import { ensureBrowser } from '../setup/browser.mjs';
import { WITHOUT_ADDRESS_LIST } from '../setup/browser-features.ts';

/** A browser for pages without the extension. */
export async function launch(): Promise<Browser> {
  const browser = await ensureBrowser();
  if ('problem' in browser) throw new Error(browser.problem);
  return chromium.launch({
    executablePath: browser.path,
    // Letters are drawn alike whatever the screen is.
    args: [
      ...['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
      WITHOUT_ADDRESS_LIST,
    ],
  });
}

const PAGE = join(import.meta.dirname, '../../.output/gallery-page');
/** A name that leads nowhere: its pages are the files that were built. */
const ORIGIN = 'https://gallery.invalid';

export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ timezoneId: 'UTC', ...options });
  await context.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(PAGE, pathname === '/' ? 'index.html' : pathname) });
  });
  return context;
}

/** Shows a story, and waits until it stands: the editor of the description too, where there is one. */
export async function show(page: Page | Frame, story: string, language = 'en'): Promise<void> {
  if (!page.url().startsWith(ORIGIN)) await page.goto(ORIGIN);
  await page.waitForFunction(() => 'showStory' in globalThis);
  await page.evaluate(
    async (args) => {
      // The page's own function (`page.tsx`).
      const showStory = Reflect.get(globalThis, 'showStory') as (...of: readonly string[]) => Promise<void>;
      await showStory(...args);
    },
    [story, language],
  );
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
}

/** Lets the letters of a page be the tests' own, which are the same on every system. */
export async function ownFont(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.documentElement.classList.add('own-font');
    await Promise.all([document.fonts.load('15px Gallery'), document.fonts.load('600 15px Gallery')]);
  });
}

import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { type ExtensionBrowser, launchBrowser } from '../e2e/support/browser.ts';
import { ALGEBRA, logIn, openAlgebra } from '../e2e/support/steps.ts';
import { openExtensionsPage } from '../e2e/support/toolbar.ts';
import { takePictures } from './pictures.ts';
import { cloneUnattended } from './unattended.ts';
import { rebuildOnChange } from './watch.ts';

const { values } = parseArgs({
  options: {
    unattended: { type: 'boolean', default: false },
    /** Takes the pictures of the README and for the stores anew, and nothing else. */
    pictures: { type: 'boolean', default: false },
    /** Builds anew at each change, and loads it into the browser. */
    watch: { type: 'boolean', default: false },
  },
});
const desktop = ['win32', 'darwin'].includes(process.platform);
const display = desktop || ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => process.env[name]);
const headed = display && !values.unattended && !values.pictures;

process.exitCode = await demo();

async function demo(): Promise<number> {
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  // The campus itself answers at once, and then nobody would see the window at work.
  if (campus.server) campus.server.switches.paceMsPerClone = 150;
  try {
    return await withBrowser(campus, await launchBrowser({ campus, headed }));
  } catch (error) {
    console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
    if (headed) console.error('\nWithout a window it runs by "npm start -- --unattended".');
    return 1;
  } finally {
    await campus.close();
  }
}

async function withBrowser(campus: Campus, browser: ExtensionBrowser): Promise<number> {
  const ended = new AbortController();
  const interrupted = new Promise<undefined>((resolve) => {
    process.once('SIGINT', () => resolve(undefined));
    process.once('SIGTERM', () => resolve(undefined));
  });
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await logIn(page, OWNER);
    if (values.pictures) {
      await takePictures(page);
      return 0;
    }
    if (!headed && !values.watch) {
      const why = values.unattended ? '' : 'There is no display, so the demo runs by itself.\n';
      console.log(`${why}The demo campus is open; ${OWNER} clones a room.`);
      const right = await Promise.race([cloneUnattended(campus, browser, page), interrupted]);
      return right ? 0 : 1;
    }
    await openAlgebra(page);
    console.log(`
The room "${ALGEBRA}" is open in Moodle, and you are logged in as its teacher. To clone it: its three dots (⋮), and
"Clone room".
This ends when you close the browser or press Ctrl-C.`);
    if (values.watch) {
      // An unpacked extension is loaded anew in developer mode only, which this turns on.
      await (await openExtensionsPage(browser.context, browser.extensionId)).close();
      rebuildOnChange(ended.signal, () => loadAnew(browser, page));
    }
    await Promise.race([interrupted, new Promise((resolve) => browser.context.once('close', resolve))]);
    return 0;
  } finally {
    ended.abort();
    await browser.close();
  }
}

interface ExtensionApi {
  readonly chrome: { readonly runtime: { reload(): void } };
}

/** The extension from its new build, and the page with the new scripts in it. */
async function loadAnew({ worker, extensionId, context }: ExtensionBrowser, page: Page): Promise<void> {
  // The worker's global, of which the tests have no types.
  await (await worker()).evaluate(() => (globalThis as unknown as ExtensionApi).chrome.runtime.reload());
  // Its pages are there again when it is.
  const panel = await context.newPage();
  await expect(async () => {
    await panel.goto(`chrome-extension://${extensionId}/popup.html`);
  }).toPass({ timeout: 10_000 });
  await panel.close();
  await page.reload();
}

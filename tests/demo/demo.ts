import { parseArgs } from 'node:util';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { type ExtensionBrowser, launchBrowser } from '../e2e/browser.ts';
import { ALGEBRA, logIn, openMyMedia, openRoom } from '../e2e/steps.ts';
import { takeReadmePictures } from './readme-pictures.ts';
import { cloneUnattended } from './unattended.ts';

const { values } = parseArgs({
  options: {
    unattended: { type: 'boolean', default: false },
    /** Takes the pictures of the README anew, and nothing else. */
    pictures: { type: 'boolean', default: false },
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
  const interrupted = new Promise<undefined>((resolve) => {
    process.once('SIGINT', () => resolve(undefined));
    process.once('SIGTERM', () => resolve(undefined));
  });
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await logIn(page, OWNER);
    if (values.pictures) {
      await takeReadmePictures(page);
      return 0;
    }
    if (!headed) {
      const why = values.unattended ? '' : 'There is no display, so the demo runs by itself.\n';
      console.log(`${why}The demo campus is open; ${OWNER} clones a room.`);
      const right = await Promise.race([cloneUnattended(campus, browser, page), interrupted]);
      return right ? 0 : 1;
    }
    await openMyMedia(page);
    await openRoom(page, ALGEBRA);
    console.log(`
The room "${ALGEBRA}" is open in Moodle, and you are logged in as its teacher. To clone it: its three dots (⋮), and
"Clone room".
This ends when you close the browser or press Ctrl-C.`);
    await Promise.race([interrupted, new Promise((resolve) => browser.context.once('close', resolve))]);
    return 0;
  } finally {
    await browser.close();
  }
}

import { parseArgs } from 'node:util';
import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { logIn, MOODLE } from '../e2e/steps.ts';
import { cloneUnattended } from './unattended.ts';

const { values } = parseArgs({ options: { unattended: { type: 'boolean', default: false } } });
const desktop = ['win32', 'darwin'].includes(process.platform);
const display = desktop || ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => process.env[name]);
const headed = display && !values.unattended;

const campus = await startCampus({ serviceUrl: 'kaltura-host' });
// The campus itself answers at once, and then nobody would see the window at work.
if (campus.server) campus.server.switches.paceMsPerClone = 150;
const browser = await launchBrowser({ campus, headed });
const interrupted = new Promise<void>((resolve) => {
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
});
try {
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await logIn(page, OWNER);
  if (headed) {
    await page.goto(`${MOODLE}/course/view.php?id=2`);
    console.log(`
A Moodle course is open, and you are logged in as its teacher. To clone a room: open My Media, the room
"Algebra I – live room", its three dots (⋮), and "Clone room".
This ends when you close the browser or press Ctrl-C.`);
    await Promise.race([
      interrupted,
      new Promise<void>((resolve) => browser.context.once('close', () => resolve())),
    ]);
  } else {
    const why = values.unattended ? '' : 'There is no display, so the demo runs by itself.\n';
    console.log(`${why}The demo campus is open; ${OWNER} clones a room.`);
    const ended = await Promise.race([cloneUnattended(campus, browser, page), interrupted]);
    process.exitCode = ended === true ? 0 : 1;
  }
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await campus.close();
}

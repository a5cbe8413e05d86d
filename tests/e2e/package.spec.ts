import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { madePackage } from '../release/made.ts';
import { manageInstall, ofSchool, whyNoPolicy } from '../setup/managed.ts';
import { installedBrowser, launchBrowser } from './support/browser.ts';
import { expect, test } from './support/fixture.ts';
import {
  ALGEBRA,
  choose,
  closeByEscape,
  expectHeading,
  field,
  logIn,
  openAlgebra,
  openMenu,
  press,
  type,
} from './support/steps.ts';
import { pressToolbarButton } from './support/toolbar.ts';

/** What `npm run package` made, as a university's users get it: by policy, from an update address. */

/** In the worker, of whose global the tests have no types. */
const managedStorage = (): Promise<object> =>
  (
    globalThis as unknown as { chrome: { storage: { managed: { get(): Promise<object> } } } }
  ).chrome.storage.managed.get();

test('the package that a policy installs clones a room, by the settings that the policy fixes', async () => {
  const reason = whyNoPolicy();
  if (reason !== undefined) console.log(`Not run: ${reason}`);
  test.skip(reason !== undefined, reason);
  test.setTimeout(90_000);
  const managed = await manageInstall(await installedBrowser(), madePackage('chrome'));
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const browser = await launchBrowser({ campus, managed });
  try {
    expect(browser.extensionId).toBe(managed.extensionId);
    // Seconds after the extension (docs/facts/browsers.md#4-installed-by-policy).
    const worker = await browser.worker();
    await expect.poll(() => worker.evaluate(managedStorage), { timeout: 20_000 }).toHaveProperty('fixed');
    const page = await browser.context.newPage();
    await logIn(page, OWNER);
    await openAlgebra(page);
    const dialog = await choose(page, await openMenu(page));
    await expect(field(dialog, 'Name')).toHaveValue(`${ALGEBRA} (copy)`);
    await type(field(dialog, 'Name'), 'Algebra by policy');
    await press(dialog, 'Save');
    await expectHeading(dialog, 'Clone room is ready');
    const copies = (campus.server?.entries() ?? []).filter(({ name }) => name === 'Algebra by policy');
    expect(copies).toMatchObject([{ userId: OWNER, rootEntryId: campus.rooms.algebra }]);
  } finally {
    await browser.close();
    await campus.close();
    await managed.remove();
  }
});

test("a package for a school works on the school's own hosts from the start, and says so", async () => {
  const hosts = ['media.example.org', 'moodle.example.edu'];
  const managed = await ofSchool(await installedBrowser(), hosts);
  const campus = await startCampus({ kafHost: 'media.example.org', serviceUrl: 'kaltura-host' });
  const browser = await launchBrowser({ campus, managed });
  try {
    const page = await browser.context.newPage();
    await logIn(page, OWNER);
    await openAlgebra(page);
    const dialog = await choose(page, await openMenu(page));
    await type(field(dialog, 'Name'), 'Algebra of the school');
    await press(dialog, 'Save');
    await expectHeading(dialog, 'Clone room is ready');
    await closeByEscape(page);
    const popup = await pressToolbarButton(page, browser.extensionId);
    await popup.shows('Clone room');
    for (const offer of ['Enable on this site', 'Stop on this site'])
      expect(await popup.text()).not.toContain(offer);
  } finally {
    await browser.close();
    await campus.close();
    await managed.remove();
  }
});

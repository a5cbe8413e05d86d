import { expect, test, type TestContext } from 'vitest';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { childrenOf, clonesOf, endSessionAtReadBack } from '../campus/emulator.ts';
import type { Package } from '../release/build.ts';
import { madePackage, previousPackage } from '../release/made.ts';
import { manageFirefox, whyNoPolicy } from '../setup/managed.ts';
import { Driver, until } from './driver.ts';
import { EXTENSION, type Firefox, installedFirefox, launchFirefox } from './firefox.ts';
import {
  ALGEBRA,
  button,
  chooseClone,
  containing,
  enterDialog,
  field,
  heading,
  logIn,
  openRoomFromMyMedia,
} from './steps.ts';

/** What `npm run package` made, as a university's users get it: by policy. */

interface Managed {
  readonly campus: Campus;
  readonly firefox: Firefox;
  readonly driver: Driver;
}

/** A Firefox in which a policy has installed a package, before a campus on which the owner is signed in. */
async function withManaged(
  { skip }: TestContext,
  installed: () => Package,
  work: (managed: Managed) => Promise<void>,
): Promise<void> {
  const reason = whyNoPolicy();
  if (reason !== undefined) console.log(`Not run: ${reason}`);
  skip(reason !== undefined, reason);
  const managed = await manageFirefox({ path: await installedFirefox(), id: EXTENSION }, installed());
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const firefox = await launchFirefox(campus, managed);
  try {
    const driver = new Driver(firefox.marionette);
    await logIn(driver, OWNER);
    await openRoomFromMyMedia(driver, ALGEBRA);
    await chooseClone(driver);
    await enterDialog(driver);
    await work({ campus, firefox, driver });
  } finally {
    await firefox.close();
    await campus.close();
    await managed.remove();
  }
}

test(
  'the package that a policy installs clones a room, by the settings that the policy fixes',
  (context) =>
    withManaged(
      context,
      () => madePackage('firefox'),
      async ({ campus, driver }) => {
        expect(await driver.valueOf(field('Name'))).toBe(`${ALGEBRA} (copy)`);
        await driver.click(button('Save'));
        await driver.shown(heading('Clone room is ready'), 30_000);
        expect(clonesOf(campus)).toMatchObject([{ userId: OWNER, name: `${ALGEBRA} (copy)` }]);
      },
    ),
  120_000,
);

test(
  'a clone of the version before this one goes on after the update',
  (context) =>
    withManaged(
      context,
      () => previousPackage('firefox'),
      async ({ campus, firefox, driver }) => {
        // So the clone waits, over the update too.
        endSessionAtReadBack(campus);
        await driver.click(button('Save'));
        await driver.shown(containing('Your Kaltura session ended.'), 30_000);
        // An update waits while a window is open.
        await driver.click(button('Close'));
        await driver.toTop();

        await firefox.install(madePackage('firefox'));
        await openRoomFromMyMedia(driver, ALGEBRA);
        const children = () => clonesOf(campus).flatMap(({ id }) => childrenOf(campus, id));
        await until(() => children().length === 6 || undefined, 'the copy is whole', 60_000);
        expect(clonesOf(campus)).toMatchObject([{ userId: OWNER }]);
      },
    ),
  120_000,
);

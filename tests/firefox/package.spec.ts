import { expect, test } from 'vitest';
import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { childrenOf, clonesOf, endSessionAtReadBack } from '../campus/emulator.ts';
import { madePackage, previousPackage } from '../release/made.ts';
import { manageFirefox, whyNoPolicy } from '../setup/managed.ts';
import { Driver, until } from './driver.ts';
import { EXTENSION, installedFirefox, launchFirefox } from './firefox.ts';
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

test('the package that a policy installs clones a room, by the settings that the policy fixes', async ({
  skip,
}) => {
  const reason = whyNoPolicy();
  if (reason !== undefined) console.log(`Not run: ${reason}`);
  skip(reason !== undefined, reason);
  const managed = await manageFirefox(
    { path: await installedFirefox(), id: EXTENSION },
    madePackage('firefox'),
  );
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const firefox = await launchFirefox(campus, managed);
  try {
    const driver = new Driver(firefox.marionette);
    await logIn(driver, OWNER);
    await openRoomFromMyMedia(driver, ALGEBRA);
    await chooseClone(driver);
    await enterDialog(driver);
    expect(await driver.valueOf(field('Name'))).toBe(`${ALGEBRA} (copy)`);
    await driver.click(button('Save'));
    await driver.shown(heading('Clone room is ready'), 30_000);
    expect(clonesOf(campus)).toMatchObject([{ userId: OWNER, name: `${ALGEBRA} (copy)` }]);
  } finally {
    await firefox.close();
    await campus.close();
    await managed.remove();
  }
}, 120_000);

test('a clone of the version before this one goes on after the update', async ({ skip }) => {
  const reason = whyNoPolicy();
  skip(reason !== undefined, reason);
  const managed = await manageFirefox(
    { path: await installedFirefox(), id: EXTENSION },
    previousPackage('firefox'),
  );
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const firefox = await launchFirefox(campus, managed);
  try {
    const driver = new Driver(firefox.marionette);
    await logIn(driver, OWNER);
    await openRoomFromMyMedia(driver, ALGEBRA);
    await chooseClone(driver);
    await enterDialog(driver);
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
  } finally {
    await firefox.close();
    await campus.close();
    await managed.remove();
  }
}, 120_000);

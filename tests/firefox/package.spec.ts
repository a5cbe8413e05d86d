import { expect, test } from 'vitest';
import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { madePackage } from '../release/made.ts';
import { manageFirefox, whyNoPolicy } from '../setup/managed.ts';
import { Driver } from './driver.ts';
import { EXTENSION, installedFirefox, launchFirefox } from './firefox.ts';
import {
  ALGEBRA,
  button,
  chooseClone,
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
    const copies = (campus.server?.entries() ?? []).filter(({ name }) => name === `${ALGEBRA} (copy)`);
    expect(copies).toMatchObject([{ userId: OWNER, rootEntryId: campus.rooms.algebra }]);
  } finally {
    await firefox.close();
    await campus.close();
    await managed.remove();
  }
}, 120_000);

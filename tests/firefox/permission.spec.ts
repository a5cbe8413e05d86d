import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Campus, startCampus } from '../campus/campus.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { OWNER } from '../campus/demo/people.ts';
import { Driver } from './driver.ts';
import { type Firefox, launchFirefox } from './firefox.ts';
import { tellOfFailure } from './seen.ts';
import {
  ALGEBRA,
  arriveAtNewRoom,
  button,
  chooseClone,
  enterDialog,
  heading,
  inKaf,
  ITEM,
  logIn,
  openRoomFromMyMedia,
} from './steps.ts';
import {
  answerQuestion,
  clickInPopup,
  popupShows,
  popupText,
  pressToolbarButton,
  question,
  withhold,
} from './toolbar.ts';

/**
 * In Firefox it is the user who gives an extension its sites, and takes them. This is the build for release, in a Moodle
 * of which it knows nothing, so its window stands in Kaltura's frame.
 */

const WITHHELD = 'Your browser has not given “Clone room” access to Kaltura’s pages';

let campus: Campus;
let firefox: Firefox;
let driver: Driver;

beforeAll(async () => {
  campus = await startCampus({ serviceUrl: 'kaltura-host' });
  firefox = await launchFirefox(campus, 'release');
  driver = new Driver(firefox.marionette);
  await logIn(driver, OWNER);
});

afterAll(async () => {
  await firefox.close();
  await campus.close();
});

beforeEach((context) => tellOfFailure(context, campus, driver));

test('what was given at install is enough: the room is cloned from the window in its frame', async () => {
  await openRoomFromMyMedia(driver, ALGEBRA);
  await chooseClone(driver);
  await enterDialog(driver);
  await driver.click(button('Save'));
  await driver.shown(heading('Clone room is ready'), 30_000);
  await driver.click(button('Go to new room'));
  const copy = await arriveAtNewRoom(driver, campus.rooms.algebra);
  expect(await campus.admin.must(ADMIN, 'baseEntry', 'get', { entryId: copy })).toMatchObject({
    userId: OWNER,
  });
});

test("without Kaltura's pages the popup says so; refused, nothing changes; allowed, the item is there at once", async () => {
  await withhold(driver);
  await openRoomFromMyMedia(driver, ALGEBRA);
  await driver.click("//button[@aria-label='Actions']");
  expect(await driver.find(ITEM)).toEqual([]);

  await pressToolbarButton(driver);
  await popupShows(driver, WITHHELD);
  await clickInPopup(driver, 'Allow');
  const asked = await question(driver);
  expect(asked).toContain('kaf.kaltura.com');
  // The Moodle is not needed for it.
  expect(asked).not.toContain('moodle.example.edu');
  await answerQuestion(driver, 'refuse');
  await popupShows(driver, 'Your browser did not allow it.');
  expect(await popupText(driver)).toContain(WITHHELD);
  await inKaf(driver, heading(ALGEBRA));
  expect(await driver.find(ITEM)).toEqual([]);

  await clickInPopup(driver, 'Allow');
  await question(driver);
  await answerQuestion(driver, 'allow');
  await inKaf(driver, ITEM);
  expect(await driver.find(ITEM)).toHaveLength(1);
  await driver.click(ITEM);
  // In this tab, where the toolbar button was pressed, the extension may be in the page itself, too (`activeTab`).
  await driver.toTop();
  await enterDialog(driver);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { clonesOf, emulatorOf } from '../campus/emulator.ts';
import { compareRooms } from '../e2e/support/server-comparison.ts';
import { readServerRoom } from '../e2e/support/server-room.ts';
import { judgeReport } from '../e2e/support/verdict.ts';
import { Driver, until } from './driver.ts';
import { type Firefox, launchFirefox } from './firefox.ts';
import { tellOfFailure } from './seen.ts';
import {
  ALGEBRA,
  arriveAtNewRoom,
  button,
  chooseClone,
  chooseCloneOfActivity,
  containing,
  enterDialog,
  field,
  heading,
  inKaf,
  logIn,
  openCourseForEditing,
  openRoomFromCourse,
  openRoomFromMyMedia,
  reportLines,
} from './steps.ts';
import { eventPageState, killEventPage, notificationTexts } from './toolbar.ts';

/** The whole path in Firefox. One browser for all: each test opens its page anew, and clones for itself. */

let campus: Campus;
let firefox: Firefox;
let driver: Driver;

beforeAll(async () => {
  campus = await startCampus({ serviceUrl: 'kaltura-host' });
  firefox = await launchFirefox(campus, 'e2e');
  driver = new Driver(firefox.marionette);
  await logIn(driver, OWNER);
});

afterAll(async () => {
  await firefox.close();
  await campus.close();
});

beforeEach((context) => tellOfFailure(context, campus, driver));

/** The copies of the room that the server holds, by their names. */
const copies = (name: string) => clonesOf(campus).filter((entry) => entry.name === name);

test('a teacher clones a room from My Media, is notified, and the report is true', async () => {
  await openRoomFromMyMedia(driver, ALGEBRA);
  await chooseClone(driver);
  await driver.toTop();
  await enterDialog(driver);
  expect(await driver.valueOf(field('Name'))).toBe(`Cloned - ${ALGEBRA}`);
  await driver.type(field('Name'), 'Algebra I, group B');
  await driver.click(button('Save'));
  await driver.shown(heading('Clone room is ready'), 30_000);
  const lines = await reportLines(driver);

  await until(
    async () =>
      (await notificationTexts(driver)).some((text) => text.includes('Algebra I, group B')) || undefined,
    'a notification is shown',
  );
  await driver.click(button('Go to new room'));
  const copy = await arriveAtNewRoom(driver, campus.rooms.algebra);
  await inKaf(driver, heading('Algebra I, group B'));

  const original = await readServerRoom(campus.admin, campus.rooms.algebra);
  const facts = compareRooms(original, await readServerRoom(campus.admin, copy), {
    name: 'Algebra I, group B',
    description: String(original.entry['description']),
    tags: String(original.entry['tags']).split(/\s*,\s*/),
    user: OWNER,
  });
  expect(judgeReport(lines, facts).filter(({ problem }) => problem !== undefined)).toEqual([]);
});

/** Each kind of activity has another way from Moodle's page through the worker and back: all of it crosses in messages. */
test.each([
  ['LTI 1.1', 4],
  ['LTI 1.3', 11],
])(
  'from the menu of an activity (%s), its copy is made once, and opens the new room',
  async (version, cmid) => {
    const { course, deeds } = campus.moodleSite();
    const name = `Algebra by ${version}`;
    await openCourseForEditing(driver);
    await chooseCloneOfActivity(driver, cmid);
    await enterDialog(driver);
    await driver.type(field('Name'), name);
    const before = course.modules;
    const asked = deeds.length;
    await driver.click(button('Save'));
    await driver.shown(heading('Clone room is ready'), 30_000);
    await driver.shown(containing('The copy of the activity stands right below the original'), 20_000);
    const [copy, ...others] = course.modules.filter(({ id }) => !before.some((known) => known.id === id));
    expect(others).toEqual([]);
    const original = course.must(cmid);
    const room = String(copies(name)[0]?.id);
    expect(copy).toEqual({
      ...original,
      id: copy?.id,
      name,
      visible: false,
      customParameters: original.customParameters.replace(campus.rooms.algebra, room),
    });
    expect(deeds.slice(asked).filter((deed) => deed === 'duplicate' || deed === 'writeForm')).toEqual([
      'duplicate',
      'writeForm',
    ]);
  },
);

test('from a course, the window stands over the whole page, and the room is cloned', async () => {
  await openRoomFromCourse(driver, 'Live room (embedded)', ALGEBRA);
  await chooseClone(driver);
  await driver.toTop();
  await enterDialog(driver);
  await driver.type(field('Name'), 'Algebra I, group C');
  await driver.click(button('Save'));
  await driver.shown(heading('Clone room is ready'), 30_000);
  await driver.click(button('Go to new room'));
  const copy = await arriveAtNewRoom(driver, campus.rooms.algebra);
  expect(copies('Algebra I, group C')).toMatchObject([{ id: copy, userId: OWNER }]);
});

const CHILDREN = 6;

test(
  'the event page is killed while the room is made: it goes on, and makes one whole room',
  { timeout: 120_000 },
  async () => {
    await openRoomFromMyMedia(driver, ALGEBRA);
    await chooseClone(driver);
    await driver.toTop();
    await enterDialog(driver);
    await driver.type(field('Name'), 'Algebra I, group D');
    const server = emulatorOf(campus);
    let held = 0;
    server.switches.delayMs = (calls) =>
      calls.some(({ action }) => action === 'clone') && (held += 1) === 1 ? 3_000 : 0;
    // What the window has heard it must do: that is never pressed again. Where nothing came of it once, the click had been
    // heard: the clone before it was still at work in Moodle, or told a page that was left (tests/worker/refused-calls.test.ts).
    for (let presses = 1; !(await driver.clickHeard(button('Save'))); presses += 1) {
      console.log(`Firefox has lost the ${presses}. click on Save on its way to the window.`);
      expect(presses).toBeLessThan(3);
    }
    await until(() => held > 0 || undefined, 'the server is asked to clone');
    await killEventPage(driver);
    await driver.shown(heading('Clone room is ready'), 90_000);
    expect(await eventPageState(driver)).toBe('running');
    const [copy, ...others] = copies('Algebra I, group D');
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ userId: OWNER, entitledUsersEdit: '', own: { roomType: 1 } });
    expect(server.entries().filter(({ parentEntryId }) => parentEntryId === copy?.id)).toHaveLength(CHILDREN);
  },
);

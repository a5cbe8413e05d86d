import { emulatorOf } from '../campus/emulator.ts';
import { OWNER } from '../campus/demo/people.ts';
import type { CourseModule } from '../campus/moodle/course.ts';
import type { Variant } from '../campus/moodle/variant.ts';
import { expect } from './support/fixture.ts';
import { editCourse, forgetSessions, signIn, test } from './support/moodle-fixture.ts';
import { openMenu } from './support/steps.ts';
import { pressToolbarButton } from './support/toolbar.ts';

/** From a course of Moodle to all of its rooms at once, with their activities, by real clicks. */

const VARIANT: Variant = { version: '4.5', theme: 'boost', language: 'en' };

const opens = ({ customParameters, toolUrl, entryId }: CourseModule, room: string): boolean =>
  `${customParameters} ${toolUrl} ${entryId}`.includes(room);

test('all rooms of a course are cloned, and each with its activity, hidden and right below its original', async ({
  browserWithExtension,
  campus,
  page,
}) => {
  await forgetSessions(browserWithExtension);
  const at = await signIn(page, VARIANT);
  // The page of rooms is of the account whose Kaltura page was open.
  await page.goto(`${at}/mod/lti/view.php?id=4`);
  await expect(await openMenu(page)).toBeVisible();
  await editCourse(page, at);
  const { course } = campus.moodleSite(VARIANT);
  const before = course.modules;
  const known = new Set(before.map(({ id }) => id));
  const server = emulatorOf(campus);
  const entriesBefore = new Set(server.entries().map(({ id }) => id));

  const popup = await pressToolbarButton(page, browserWithExtension.extensionId);
  await popup.shows('Clone all rooms of this course');
  await popup.click('Clone all rooms of this course');
  const find = () =>
    page
      .context()
      .pages()
      .find((open) => open.url().includes('/rooms.html'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const rooms = find();
  if (!rooms) throw new Error('The page of rooms is not there.');
  const activities = rooms.getByLabel(/^Copy (?:the activity|\d+ activities) of this course/);
  // As soon as there is something to start: who starts sooner would get rooms without activities.
  const make = rooms.getByRole('button', { name: /^Make \d+ clones?$/ });
  await make.waitFor();
  expect(await activities.count()).toBe(1);
  await expect(activities).toBeChecked();
  await rooms.screenshot({ path: 'test-results/rooms-of-course.png', fullPage: true });
  const count = Number(/\d+/.exec((await make.textContent()) ?? '')?.[0]);
  expect(count).toBeGreaterThan(1);
  await make.click();
  await expect(rooms.getByText(`${count} of ${count} clones are made`)).toBeVisible({ timeout: 60_000 });

  const made = server.entries().filter(({ id, parentEntryId }) => !entriesBefore.has(id) && !parentEntryId);
  expect(made.length).toBe(count);
  expect(made.map(({ userId }) => userId)).toEqual(made.map(() => OWNER));
  // Of each activity that opened one of these rooms there is one copy, which opens the new room.
  const copies = course.modules.filter(({ id }) => !known.has(id));
  expect(copies.length).toBe(count);
  for (const { id, rootEntryId } of made) {
    const copy = copies.find((module) => opens(module, id));
    expect(copy).toMatchObject({ visible: false });
    const order = course.modules.map((module) => module.id);
    const original = course.must(order[order.indexOf(copy?.id ?? 0) - 1] ?? 0);
    expect(opens(original, String(rootEntryId))).toBe(true);
  }
  expect(course.modules.filter(({ id }) => known.has(id))).toEqual(before);
  await rooms.screenshot({ path: 'test-results/rooms-of-course-done.png', fullPage: true });
  await rooms.close();
});

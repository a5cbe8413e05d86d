import { parseActivity, parseCourseRooms } from '../../messages/inbound.ts';
import type { CourseRoom } from '../../messages/messages.ts';
import type { Activity } from '../../room/activity.ts';
import type { Frames } from '../pages/frames.ts';
import { inTime } from '../../in-time.ts';
import type { Platform } from '../platform.ts';
import { isWithin } from './moodle-tabs.ts';

/** A page of Moodle has a short moment to say which activity it is: the teacher waits for the window. */
const PATIENCE_MS = 1_000;

/**
 * The Moodle activity that has opened this room: it is copied with it. Asked is the page of Moodle around the frame of
 * the room, or the one from which a tab was opened that the room has for itself. Undefined where there is none.
 */
export async function activityAround(
  { browser, timers }: Platform,
  frames: Frames,
  { tabId, frameId }: { readonly tabId: number; readonly frameId: number },
  entryId: string,
): Promise<Activity | undefined> {
  const where = frameId === 0 ? 'tab' : 'frame';
  const moodleTab = where === 'frame' ? tabId : await openerOf(browser, tabId);
  if (moodleTab === undefined) return undefined;
  const shown = frames.sendToMoodle(moodleTab, { type: 'activity.shown', entryId, where });
  const found = parseActivity(await inTime(shown, PATIENCE_MS, timers));
  return found && (await speaksFor(browser, moodleTab))(found) ? found : undefined;
}

const openerOf = (browser: Platform['browser'], tabId: number): Promise<number | undefined> =>
  browser.tabs.get(tabId).then(
    ({ openerTabId }) => openerTabId,
    () => undefined,
  );

/** The page looks into what it has not looked into yet, and answers by then. */
const COURSE_MS = 30_000;

/** The activities of the course in a tab that open rooms, with their rooms: they are copied with those. */
export async function roomsOfCourse(
  { browser, timers }: Platform,
  frames: Frames,
  tabId: number,
): Promise<readonly CourseRoom[]> {
  const said = await inTime(frames.sendToMoodle(tabId, { type: 'course.rooms' }), COURSE_MS, timers);
  const speaks = await speaksFor(browser, tabId);
  return parseCourseRooms(said).filter(({ activity }) => speaks(activity));
}

/** A page speaks for the Moodle alone in which it is. */
async function speaksFor(
  browser: Platform['browser'],
  tabId: number,
): Promise<(activity: Activity) => boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  return ({ base }) => tab?.url !== undefined && isWithin(tab.url, base);
}

import type { MoodlePort } from '../../moodle/port.ts';
import { AWAY, portByMessages } from '../../moodle/port-by-messages.ts';
import type { Activity } from '../../room/activity.ts';
import type { Frames } from '../pages/frames.ts';
import { inTime } from '../../in-time.ts';
import type { Platform } from '../platform.ts';

/** The Moodle at an address. */
export type MoodleAt = (base: string) => MoodlePort;

/** A page that is asked sends some requests of its own, each of which ends after a minute; a page that is frozen says nothing. */
const ANSWER_MS = 180_000;
const HERE_MS = 2_000;

/** Moodles, by their pages that are open: whichever answers first is asked. */
export const moodleTabs =
  (platform: Pick<Platform, 'browser' | 'timers'>, frames: Frames): MoodleAt =>
  (base) =>
    portByMessages(async (question) => {
      const tabId = await openPage(platform, frames, base);
      if (tabId === undefined) return AWAY;
      // Once, in one page: whether a page that has gone in this moment has done it is not known.
      const answer = frames.sendToMoodle(tabId, { type: 'moodle.ask', base, question });
      return inTime(answer, ANSWER_MS, platform.timers);
    });

/** Says in the pages of a Moodle that show this course that a copy of an activity is in it: they do not know by themselves. */
export const noticeOfCopy =
  (platform: Pick<Platform, 'browser'>, frames: Frames) =>
  async ({ base, courseId }: Activity): Promise<void> => {
    for (const tabId of await tabsWithin(platform, base))
      void frames.sendToMoodle(tabId, { type: 'activity.copied', base, courseId });
  };

/** A tab with a page of this Moodle that has our script, the one that the teacher looks at first. */
async function openPage(
  platform: Pick<Platform, 'browser' | 'timers'>,
  frames: Frames,
  base: string,
): Promise<number | undefined> {
  for (const tabId of await tabsWithin(platform, base)) {
    const answer = frames.sendToMoodle(tabId, { type: 'moodle.here', base });
    if ((await inTime(answer, HERE_MS, platform.timers)) === true) return tabId;
  }
  return undefined;
}

/** The tabs that show pages of this Moodle, the active ones first. */
async function tabsWithin({ browser }: Pick<Platform, 'browser'>, base: string): Promise<number[]> {
  // A tab's address is told where its host was granted, which is where our script can be.
  const tabs = (await browser.tabs.query({})).filter(({ url }) => url !== undefined && isWithin(url, base));
  return tabs.toSorted((a, b) => Number(b.active) - Number(a.active)).flatMap(({ id }) => id ?? []);
}

/** Whether an address is of the Moodle at this base, and not merely of its host. */
export const isWithin = (url: string, base: string): boolean => url === base || url.startsWith(`${base}/`);

import { parseActivity } from '../../messages/inbound.ts';
import type { Activity } from '../../room/activity.ts';
import type { Frames } from '../pages/frames.ts';
import { inTime, type Platform } from '../platform.ts';
import { isWithin } from './moodle-tabs.ts';

/** A page of Moodle has a short moment to say which activity it is: the teacher waits for the window. */
const PATIENCE_MS = 1_000;

/** The Moodle activity in whose page a frame shows this room: it is copied with the room. Undefined where there is none. */
export async function activityAround(
  { browser, timers }: Platform,
  frames: Frames,
  tabId: number,
  entryId: string,
): Promise<Activity | undefined> {
  const shown = frames.sendToMoodle(tabId, { type: 'activity.shown', entryId });
  const found = parseActivity(await inTime(shown, PATIENCE_MS, timers));
  const tab = found && (await browser.tabs.get(tabId).catch(() => undefined));
  // It speaks for the Moodle alone in which it is.
  return found && tab?.url !== undefined && isWithin(tab.url, found.base) ? found : undefined;
}

import { browser } from '../../browser.ts';
import { parseActivity } from '../../messages/inbound.ts';
import type { Activity } from '../../room/activity.ts';
import { tellMoodle } from '../pages/frames.ts';
import { isWithin } from './moodle-tabs.ts';

/** A page of Moodle has a short moment to say which activity it is: the teacher waits for the window. */
const PATIENCE_MS = 1_000;

/** The Moodle activity in whose page a frame shows this room: it is copied with the room. Undefined where there is none. */
export async function activityAround(tabId: number, entryId: string): Promise<Activity | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const shown = tellMoodle(tabId, { type: 'activity.shown', entryId });
  const found = parseActivity(await Promise.race([shown, late]));
  const tab = found && (await browser.tabs.get(tabId).catch(() => undefined));
  // It speaks for the Moodle alone in which it is.
  return found && tab?.url !== undefined && isWithin(tab.url, found.base) ? found : undefined;
}

import type { MoodlePort } from '../../moodle/port.ts';
import { AWAY, portByMessages } from '../../moodle/port-by-messages.ts';
import type { Frames } from '../pages/frames.ts';
import type { BrowserApi } from '../platform.ts';

/** The Moodle at an address. */
export type MoodleAt = (base: string) => MoodlePort;

/** Moodles, by their pages that are open: whichever answers first is asked. */
export const moodleTabs =
  (browser: BrowserApi, frames: Frames): MoodleAt =>
  (base) =>
    portByMessages(async (question) => {
      const tabId = await openPage(browser, frames, base);
      // Once, in one page: whether a page that has gone in this moment has done it is not known.
      return tabId === undefined ? AWAY : frames.sendToMoodle(tabId, { type: 'moodle.ask', base, question });
    });

/** A tab with a page of this Moodle that has our script, the one that the teacher looks at first. */
async function openPage(browser: BrowserApi, frames: Frames, base: string): Promise<number | undefined> {
  // A tab's address is told where its host was granted, which is where our script can be.
  const tabs = (await browser.tabs.query({})).filter(({ url }) => url !== undefined && isWithin(url, base));
  for (const { id } of tabs.toSorted((a, b) => Number(b.active) - Number(a.active))) {
    if (id === undefined) continue;
    if ((await frames.sendToMoodle(id, { type: 'moodle.here', base })) === true) return id;
  }
  return undefined;
}

export const isWithin = (url: string, base: string): boolean => url === base || url.startsWith(`${base}/`);

import { browser } from '../../browser.ts';
import type { MoodlePort } from '../../moodle/port.ts';
import { AWAY, portByMessages } from '../../moodle/port-by-messages.ts';
import { tellMoodle } from '../pages/frames.ts';

/** A Moodle, by its pages that are open: whichever answers first is asked. */
export function moodleAt(base: string): MoodlePort {
  return portByMessages(async (question) => {
    const tabId = await openPage(base);
    // Once, in one page: whether a page that has gone in this moment has done it is not known.
    return tabId === undefined ? AWAY : tellMoodle(tabId, { type: 'moodle.ask', base, question });
  });
}

/** A tab with a page of this Moodle that has our script, the one that the teacher looks at first. */
async function openPage(base: string): Promise<number | undefined> {
  // A tab's address is told where its host was granted, which is where our script can be.
  const tabs = (await browser.tabs.query({})).filter(({ url }) => url !== undefined && isWithin(url, base));
  for (const { id } of tabs.toSorted((a, b) => Number(b.active) - Number(a.active))) {
    if (id === undefined) continue;
    if ((await tellMoodle(id, { type: 'moodle.here', base })) === true) return id;
  }
  return undefined;
}

export const isWithin = (url: string, base: string): boolean => url === base || url.startsWith(`${base}/`);

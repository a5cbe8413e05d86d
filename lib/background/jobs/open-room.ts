import { browser } from '../../browser.ts';
import type { Job } from '../../clone/job/record.ts';
import { tellFrame } from '../pages/frames.ts';
import { starterOf } from './starter.ts';
import { roomToShow, wayBack } from './room-address.ts';

/**
 * Brings the teacher to the new room of a job: in the frame that started it, else on a page that can be opened.
 * @param candidate one of the rooms that may be the new one, where nobody but the teacher can tell
 */
export async function goToRoom(job: Job, candidate?: string): Promise<void> {
  const starter = starterOf(job);
  const room = roomToShow(job, candidate);
  if (!starter || !room) return;
  // The address is known where the host was granted, and then the browser gives it without the tabs permission.
  const tab = await browser.tabs.get(starter.tabId).catch(() => undefined);
  const { frame, url } = wayBack(starter, room, tab?.url);
  const { origin, path } = frame;
  const went = await tellFrame(frame.tabId, frame.frameId, { type: 'frame.go', origin, path });
  if (went !== true) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(frame.tabId, { active: true });
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

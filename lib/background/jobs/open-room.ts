import type { JobHead } from '../../clone/job/record.ts';
import { copiedActivity } from '../../moodle/copied-activity.ts';
import { parseStartedFrom, type StartedFrom } from './started-from.ts';
import type { Frames } from '../pages/frames.ts';
import type { Platform } from '../platform.ts';
import { roomAddress, roomToShow } from './room-address.ts';

/** Our own list of clones, as a page of its own: where there is no room to go to, it says how each stands. */
const CLONES = 'popup.html';

/** Brings the teacher to a job's new room, or to where she can see how it stands. */
export class RoomOpener {
  readonly #platform: Platform;
  readonly #frames: Frames;

  constructor(platform: Platform, frames: Frames) {
    this.#platform = platform;
    this.#frames = frames;
  }

  /**
   * Goes to the new room of a job: in the frame that started it, else on a page that can be opened.
   * @param candidate one of the rooms that may be the new one, where nobody but the teacher can tell
   */
  async open(job: JobHead | undefined, candidate?: string): Promise<void> {
    const from = job && parseStartedFrom(job.startedFrom);
    const newRoom = job && roomToShow(job, candidate);
    if (job && from && newRoom !== undefined) return this.#openRoom(job, from, newRoom);
    if (job?.state.kind === 'waiting' && from) return this.#openStart(from);
    await this.#platform.browser.tabs.create({ url: CLONES });
  }

  async #openRoom(job: JobHead, from: StartedFrom, newRoom: string): Promise<void> {
    const { tabs } = this.#platform.browser;
    // The address is known where the host was granted, and then the browser gives it without the tabs permission.
    const tab = await tabs.get(from.tabId).catch(() => undefined);
    const { frame, url } = roomAddress(from, newRoom, {
      topUrl: tab?.url,
      activity: job.activity,
      // Where they can't be read, she is led to where she finds the room.
      copiedActivity: copiedActivity(await this.#platform.journal.steps(job.id).catch(() => [])),
    });
    if (frame) {
      const { origin, path } = frame;
      await this.#frames.enter(frame.tabId, frame.frameId);
      const went = await this.#frames.send(frame.tabId, frame.frameId, { type: 'frame.go', origin, path });
      if (went === true) return this.#focus(frame.tabId, tab?.windowId);
    }
    await tabs.create({ url });
  }

  /** Where it was started she signs in again: in the tab that is still there, else on that site. */
  async #openStart({ tabId, url, parentOrigin }: StartedFrom): Promise<void> {
    const { tabs } = this.#platform.browser;
    const tab = await tabs.get(tabId).catch(() => undefined);
    if (tab) return this.#focus(tabId, tab.windowId);
    await tabs.create({ url: parentOrigin ?? new URL(url).origin });
  }

  async #focus(tabId: number, windowId: number | undefined): Promise<void> {
    const { tabs, windows } = this.#platform.browser;
    await tabs.update(tabId, { active: true });
    if (windowId !== undefined) await windows.update(windowId, { focused: true });
  }
}

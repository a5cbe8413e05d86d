import { browser } from '../../browser.ts';
import type { Activity } from '../../room/activity.ts';
import { tellMoodle } from '../pages/frames.ts';

/** How long a launch may take until Kaltura's page shows a session. */
const FRAME_MS = 8_000;
const TAB_MS = 20_000;

/**
 * Opens an activity's launch for the session that comes with it, when no page of Kaltura's is open: in a frame of the
 * Moodle page that nobody sees; where that brings none, as under a site's rules for frames, in a tab beside it.
 */
export class Launches {
  readonly #waiting = new Map<number, () => void>();

  /** A page in this tab gave a session. */
  came(tabId: number): void {
    this.#waiting.get(tabId)?.();
  }

  /** @returns whether a session came */
  async open(
    tabId: number,
    { base, cmid }: Activity,
    tell: (how: 'frame' | 'tab') => void,
  ): Promise<boolean> {
    tell('frame');
    const framed = this.#session(tabId, FRAME_MS);
    const shown = await tellMoodle(tabId, { type: 'launch.show', base, cmid });
    const came = shown === true && (await framed);
    await tellMoodle(tabId, { type: 'launch.hide' });
    return came || this.#inTab(tabId, `${base}/mod/lti/launch.php?id=${cmid}&triggerview=0`, tell);
  }

  async #inTab(openerTabId: number, url: string, tell: (how: 'tab') => void): Promise<boolean> {
    tell('tab');
    const { id } = await browser.tabs.create({ url, active: false, openerTabId });
    if (id === undefined) return false;
    const came = await this.#session(id, TAB_MS);
    await browser.tabs.remove(id).catch(() => undefined);
    return came;
  }

  #session(tabId: number, patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        clearTimeout(late);
        this.#waiting.delete(tabId);
        resolve(came);
      };
      const late = setTimeout(() => end(false), patience);
      this.#waiting.set(tabId, () => end(true));
    });
  }
}

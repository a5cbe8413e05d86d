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

  /**
   * @param signal ends it: nobody waits for it any more
   * @returns whether a session came
   */
  async open(
    tabId: number,
    { base, cmid }: Activity,
    tell: (how: 'frame' | 'tab') => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    tell('frame');
    const framed = this.#session(tabId, FRAME_MS, signal);
    const shown = await tellMoodle(tabId, { type: 'launch.show', base, cmid });
    const came = shown === true && (await framed);
    await tellMoodle(tabId, { type: 'launch.hide' });
    if (came || signal.aborted) return came;
    return this.#inTab(tabId, `${base}/mod/lti/launch.php?id=${cmid}&triggerview=0`, tell, signal);
  }

  async #inTab(
    openerTabId: number,
    url: string,
    tell: (how: 'tab') => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    tell('tab');
    const { id } = await browser.tabs.create({ url, active: false, openerTabId });
    if (id === undefined) return false;
    const came = await this.#session(id, TAB_MS, signal);
    await browser.tabs.remove(id).catch(() => undefined);
    return came;
  }

  #session(tabId: number, patience: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        clearTimeout(late);
        signal.removeEventListener('abort', stop);
        this.#waiting.delete(tabId);
        resolve(came);
      };
      const stop = (): void => end(false);
      const late = setTimeout(stop, patience);
      this.#waiting.set(tabId, () => end(true));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }
}

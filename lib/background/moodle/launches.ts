import { toolModule } from '../../moodle/port.ts';
import type { Activity } from '../../room/activity.ts';
import type { Frames } from '../pages/frames.ts';
import type { Platform } from '../platform.ts';
import type { MoodleAt } from './moodle-tabs.ts';

/** How long a launch may take until Kaltura's page shows a session. */
const FRAME_MS = 8_000;
const TAB_MS = 20_000;

/** What came of a launch: a session; none; or none, since its page is on a host that the browser does not let us read. */
export type Launched =
  { readonly kind: 'session' | 'none' } | { readonly kind: 'closed'; readonly host: string };

/**
 * Opens an activity's launch for the session that comes with it, when no page of Kaltura's is open: in a frame of the
 * Moodle page that nobody sees; where that brings none, as under a site's rules for frames, in a tab beside it.
 */
export class Launches {
  readonly #platform: Platform;
  readonly #frames: Frames;
  readonly #waiting = new Map<number, () => void>();

  constructor(platform: Platform, frames: Frames) {
    this.#platform = platform;
    this.#frames = frames;
  }

  /** A page in this tab gave a session. */
  received(tabId: number): void {
    this.#waiting.get(tabId)?.();
  }

  /**
   * @param signal ends it: nobody waits for it any more
   */
  async open(
    tabId: number,
    activity: Activity,
    moodleAt: MoodleAt,
    notify: (how: 'frame' | 'tab') => void,
    signal: AbortSignal,
  ): Promise<Launched> {
    const closed = new AbortController();
    let host: string | undefined;
    // Beside the launch: a Moodle that is slow to say it keeps nobody waiting.
    void this.#closedHost(moodleAt, activity).then((found) => {
      host = found;
      if (found !== undefined) closed.abort();
    });
    const received = await this.#open(tabId, activity, notify, AbortSignal.any([signal, closed.signal]));
    if (received) return { kind: 'session' };
    return host === undefined ? { kind: 'none' } : { kind: 'closed', host };
  }

  async #open(
    tabId: number,
    { base, cmid }: Activity,
    notify: (how: 'frame' | 'tab') => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    notify('frame');
    const refused = new AbortController();
    const framed = this.#session(tabId, FRAME_MS, AbortSignal.any([signal, refused.signal]));
    const shown = await this.#frames.sendToMoodle(tabId, { type: 'launch.show', base, cmid });
    if (shown === true) void this.#isRefused(tabId, base).then((isRefused) => isRefused && refused.abort());
    const received = shown === true && (await framed);
    await this.#frames.sendToMoodle(tabId, { type: 'launch.hide' });
    if (received || signal.aborted) return received;
    return this.#inTab(tabId, `${base}/mod/lti/launch.php?id=${cmid}&triggerview=0`, notify, signal);
  }

  /**
   * Whether the launch has come to rest in no page that we may read: what it leads to may not stand in a frame. Whatever
   * stands there instead brings no session, however long one waits.
   */
  async #isRefused(tabId: number, base: string): Promise<boolean> {
    if ((await this.#frames.sendToMoodle(tabId, { type: 'launch.rests' })) !== true) return false;
    const hosts = await this.#frames.hosts(tabId);
    const own = new URL(base).host;
    return hosts?.includes(own) === true && hosts.every((host) => host === own);
  }

  /**
   * The host to which an activity leads, where the browser does not let us read it: then its launch brings no session,
   * however long one waits.
   */
  async #closedHost(moodleAt: MoodleAt, { base, cmid, module }: Activity): Promise<string | undefined> {
    const tool = toolModule(module);
    const launch = tool && (await moodleAt(base).launch(cmid, tool));
    const url = launch?.ok && URL.canParse(launch.value.toolUrl) ? new URL(launch.value.toolUrl) : undefined;
    if (url?.protocol !== 'https:') return undefined;
    return (await this.#frames.isGranted(`https://${url.hostname}/*`)) ? undefined : url.host;
  }

  async #inTab(
    openerTabId: number,
    url: string,
    notify: (how: 'tab') => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    notify('tab');
    const { id } = await this.#platform.browser.tabs.create({ url, active: false, openerTabId });
    if (id === undefined) return false;
    const received = await this.#session(id, TAB_MS, signal);
    await this.#platform.browser.tabs.remove(id).catch(() => undefined);
    return received;
  }

  #session(tabId: number, patience: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (received: boolean): void => {
        cancel();
        signal.removeEventListener('abort', stop);
        this.#waiting.delete(tabId);
        resolve(received);
      };
      const stop = (): void => end(false);
      const cancel = this.#platform.timers.after(patience, stop);
      this.#waiting.set(tabId, () => end(true));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }
}

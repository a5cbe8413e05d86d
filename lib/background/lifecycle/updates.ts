import type { JobHead } from '../../clone/job/record.ts';
import { isOpen, pauseOf } from '../../clone/job/due.ts';
import type { SessionArea } from '../sessions/session-store.ts';

const KEY = 'update';

/**
 * An update of the extension loads everything anew: windows close with what was typed, and sessions, which are kept in
 * memory only, are gone. So it waits until nothing is at work; the browser waits with it, because we listen.
 */
export class Updates {
  readonly #area: SessionArea;
  readonly #isBusy: () => Promise<boolean>;
  readonly #reload: () => void;

  constructor(area: SessionArea, isBusy: () => Promise<boolean>, reload: () => void) {
    this.#area = area;
    this.#isBusy = isBusy;
    this.#reload = reload;
  }

  /** The browser has an update for us. */
  async available(): Promise<void> {
    await this.#area.set({ [KEY]: true });
    await this.take();
  }

  /** Something came to its end: the update is taken now, if there is one and nothing is at work, as far as that can be known. */
  take(): Promise<void> {
    return this.#take().catch(() => undefined);
  }

  async #take(): Promise<void> {
    if ((await this.#area.get(KEY))[KEY] !== true || (await this.#isBusy())) return;
    // First: an update that did not take must not make us load again and again.
    await this.#area.remove(KEY);
    // A window may have been opened meanwhile.
    if (await this.#isBusy()) return this.#area.set({ [KEY]: true });
    this.#reload();
  }
}

/** Whether a job is at work, or goes on by itself with a session that an update would take from it. */
export const isAtWork = (job: JobHead): boolean =>
  isOpen(job) && (pauseOf(job) === undefined || pauseOf(job)?.until === 'time');

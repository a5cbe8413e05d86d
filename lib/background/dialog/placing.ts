import type { Language } from '../../settings/settings.ts';
import { directionOf } from '../../texts/language.ts';
import { loadTexts } from '../../texts/load.ts';
import type { Frames } from '../pages/frames.ts';
import type { Platform } from '../platform.ts';
import type { Ticket, Tickets } from './tickets.ts';

/** A dialog whose frame has not said hello by then did not load: a window of its own takes over. */
const HELLO_MS = 1_500;

/** Where dialogs stand: over the page, or beside it where the page lets no frame of ours in. */
export class Placing {
  readonly #platform: Platform;
  readonly #frames: Frames;
  readonly #tickets: Tickets;
  readonly #language: () => Promise<Language>;
  readonly #waiting = new Map<string, () => void>();

  /** @param language the one that is chosen now */
  constructor(platform: Platform, frames: Frames, tickets: Tickets, language: () => Promise<Language>) {
    this.#platform = platform;
    this.#frames = frames;
    this.#tickets = tickets;
    this.#language = language;
  }

  /** The dialog of this ticket has loaded, and said hello. */
  arrived(ticketId: string): void {
    this.#waiting.get(ticketId)?.();
  }

  /** Puts our script where a window may be shown, while its ticket is still being made: the teacher waits for both. */
  prepare(tabId: number, frameId: number): void {
    for (const entered of new Set([0, frameId])) void this.#frames.enter(tabId, entered);
  }

  /** Shows it in the top-most frame that has our script, else in the frame of the click, else in a window. */
  async show({ id, startedFrom }: Ticket): Promise<void> {
    const { tabId, frameId } = startedFrom;
    const language = await this.#language();
    const t = await loadTexts(language);
    for (const hostFrameId of new Set([0, frameId])) {
      if (!(await this.#tickets.change(id, (ticket) => ({ ...ticket, hostFrameId })))) return;
      // The browser puts it in when the page is idle: a slow page takes nothing of the time for the hello.
      if (!(await this.#frames.enter(tabId, hostFrameId))) continue;
      const hello = this.#hello(id);
      const shown = await this.#frames.send(tabId, hostFrameId, {
        type: 'dialog.show',
        ticket: id,
        texts: { dialog: t('dialog.title.form'), close: t('dialog.close') },
        direction: directionOf(language),
      });
      if (shown !== true) continue;
      if (await hello) return;
      if (!(await this.#isForWindow(id))) return;
      await this.#frames.send(tabId, hostFrameId, { type: 'dialog.hide', ticket: id });
      return this.openWindow(id);
    }
    if (await this.#isForWindow(id)) await this.openWindow(id);
  }

  /**
   * Makes a ticket that of a window of its own, before that opens: its hello may come before `create` resolves. Not
   * where its frame has said hello after all, nor where it was closed meanwhile.
   */
  async #isForWindow(id: string): Promise<boolean> {
    const ticket = await this.#tickets.change(id, (now) =>
      now.documentId === undefined ? { ...now, hostTab: 'window' } : now,
    );
    return ticket?.hostTab === 'window';
  }

  /** Opens a window of its own for a ticket that is made for one. */
  async openWindow(id: string): Promise<void> {
    // By its path: `getURL` would give the dynamic address, which only frames in pages can open.
    await this.#platform.browser.windows.create({
      type: 'popup',
      url: `dialog.html#n=${id}`,
      width: 620,
      height: 760,
    });
  }

  /** Takes it away, and gives the focus back. */
  async close({ id, hostTab, startedFrom, hostFrameId, tabId }: Ticket): Promise<void> {
    if (hostTab === 'window') {
      if (tabId !== undefined) await this.#platform.browser.tabs.remove(tabId).catch(() => undefined);
      return;
    }
    await this.#frames.send(hostTab, hostFrameId, { type: 'dialog.hide', ticket: id });
    await this.#frames.send(hostTab, startedFrom.frameId, { type: 'focus.restore' });
  }

  /** Whether a hello comes in time. */
  #hello(ticketId: string): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isThere: boolean): void => {
        cancel();
        this.#waiting.delete(ticketId);
        resolve(isThere);
      };
      const cancel = this.#platform.timers.after(HELLO_MS, () => end(false));
      this.#waiting.set(ticketId, () => end(true));
    });
  }
}

import type { Language } from '../../settings/language.ts';
import type { Settings } from '../../settings/settings.ts';
import { directionOf } from '../../texts/language.ts';
import { loadTexts } from '../../texts/load.ts';
import type { FrameMessage, KnownRoom } from '../../messages/messages.ts';
import type { Frames } from '../pages/frames.ts';
import type { StartedFrom } from '../jobs/started-from.ts';
import { inTime } from '../../in-time.ts';
import type { Platform } from '../platform.ts';
import type { Claimant } from './claim-ticket.ts';
import type { Ticket, Tickets } from './tickets.ts';

/** A dialog whose frame has not said hello by then did not load: a window of its own takes over. */
const HELLO_MS = 1_500;

/** What our script over a page shows of a window itself, and hands to it. */
export type Opening = Omit<Extract<FrameMessage, { type: 'dialog.show' }>, 'type' | 'ticket'>;

/** With what every window comes up, by the settings. */
export type WindowSettings = Omit<Opening, 'known'> & { readonly language: Language } & Pick<
    KnownRoom,
    'namePattern'
  >;

/** @param chosen by the settings */
export async function windowSettings(
  language: Language,
  { namePattern }: Pick<Settings, 'namePattern'>,
): Promise<WindowSettings> {
  const t = await loadTexts(language);
  return {
    language,
    namePattern,
    direction: directionOf(language),
    dialog: t('dialog.title.form'),
    close: t('dialog.close'),
  };
}

/** A page that is left in that moment may never answer that its window is closed. */
const CLOSED_MS = 1_000;

/** The frame in which a window is shown, where that is possible. */
export const FIRST_PLACE = 0;

/** Where dialogs stand: over the page, or beside it where the page lets no frame of ours in. */
export class Placing {
  readonly #platform: Platform;
  readonly #frames: Frames;
  readonly #tickets: Tickets;
  readonly #settings: () => Promise<WindowSettings>;
  readonly #waiting = new Map<string, () => void>();

  /** @param settings what is chosen now */
  constructor(platform: Platform, frames: Frames, tickets: Tickets, settings: () => Promise<WindowSettings>) {
    this.#platform = platform;
    this.#frames = frames;
    this.#tickets = tickets;
    this.#settings = settings;
  }

  /** The dialog of this ticket has loaded, and said hello. */
  arrived(ticketId: string): void {
    this.#waiting.get(ticketId)?.();
  }

  /** With what a window is shown. @param name the room's, as far as it is known */
  async opening(name: string | undefined): Promise<Opening> {
    const { namePattern, ...shown } = await this.#settings();
    return { ...(name !== undefined && { known: { name, namePattern } }), ...shown };
  }

  /**
   * A click is likely: the dialog's page is loaded where it would be shown, with nothing in it. That is most of what a
   * teacher would wait for after the click.
   */
  async prepare(tabId: number, frameId: number): Promise<void> {
    const { language } = await this.#settings();
    for (const entered of new Set([FIRST_PLACE, frameId])) {
      const prepare = async (): Promise<boolean> =>
        (await this.#frames.send(tabId, entered, { type: 'dialog.prepare', language })) === true;
      // Our script is put there once: later it only has to be told that she is there again.
      if ((await prepare()) || ((await this.#frames.enter(tabId, entered)) && (await prepare()))) return;
    }
  }

  /**
   * Shows the window of a ticket that is there, or is being made, in the top-most frame that has our script, else in the
   * frame of the click, else in a window. It is sent for before this returns.
   */
  async show(id: string, { tabId, frameId }: StartedFrom, opening: Opening): Promise<void> {
    for (const hostFrameId of new Set([FIRST_PLACE, frameId])) {
      const isFirst = hostFrameId === FIRST_PLACE;
      if (!isFirst && !(await this.#tickets.change(id, (now) => ({ ...now, hostFrameId })))) return;
      const shown = await this.#showIn(tabId, hostFrameId, { type: 'dialog.show', ticket: id, ...opening });
      if (shown === 'not there') continue;
      if (shown === 'works') return;
      if (!(await this.#isForWindow(id))) return;
      await this.#frames.send(tabId, hostFrameId, { type: 'dialog.hide', ticket: id });
      return this.openWindow(id);
    }
    if (await this.#isForWindow(id)) await this.openWindow(id);
  }

  /** Whether our script in a frame has shown it, and its page works: not where the page around it lets it in no further. */
  async #showIn(
    tabId: number,
    frameId: number,
    message: Extract<FrameMessage, { type: 'dialog.show' }>,
  ): Promise<'works' | 'is silent' | 'not there'> {
    // Where a window was prepared our script is there already.
    for (const enter of [undefined, () => this.#frames.enter(tabId, frameId)]) {
      // The browser puts it in when the page is idle: a slow page takes nothing of the time for the hello.
      if (enter && !(await enter())) break;
      const hello = this.#hello(message.ticket);
      if ((await this.#frames.send(tabId, frameId, message)) === true)
        return (await hello.arrived) ? 'works' : 'is silent';
      hello.end();
    }
    return 'not there';
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
      url: `dialog.html#${new URLSearchParams({ l: (await this.#settings()).language, n: id }).toString()}`,
      width: 620,
      height: 760,
    });
  }

  /** Takes away what was shown for a ticket that was not to be made. */
  async withdraw(id: string, { tabId }: StartedFrom): Promise<void> {
    await this.#frames.send(tabId, FIRST_PLACE, { type: 'dialog.hide', ticket: id });
  }

  /**
   * Closes a window whose ticket is not there, as its worker was stopped before it had made it: nobody knows in which
   * frame of its tab it stands. Only what was shown for that ticket hears it.
   */
  async dismiss(id: string, { tabId, frameId }: Omit<Claimant, 'documentId'>): Promise<void> {
    if (tabId === undefined) return;
    if (frameId === 0) await this.#platform.browser.tabs.remove(tabId).catch(() => undefined);
    else await this.#frames.sendToAll(tabId, { type: 'dialog.hide', ticket: id });
  }

  /** Takes it away, and gives the focus back. */
  async close({ id, hostTab, startedFrom, hostFrameId, tabId }: Ticket): Promise<void> {
    if (hostTab === 'window') {
      if (tabId !== undefined) await this.#platform.browser.tabs.remove(tabId).catch(() => undefined);
      return;
    }
    const closing = this.#frames
      .send(hostTab, hostFrameId, { type: 'dialog.hide', ticket: id })
      .then(() => this.#frames.send(hostTab, startedFrom.frameId, { type: 'focus.restore' }));
    await inTime(closing, CLOSED_MS, this.#platform.timers);
  }

  /** Whether a hello comes in time. `end`: it is not waited for any more. */
  #hello(ticketId: string): { readonly arrived: Promise<boolean>; readonly end: () => void } {
    let end = (): void => undefined;
    const arrived = new Promise<boolean>((resolve) => {
      const finish = (isThere: boolean): void => {
        cancel();
        this.#waiting.delete(ticketId);
        resolve(isThere);
      };
      const cancel = this.#platform.timers.after(HELLO_MS, () => finish(false));
      this.#waiting.set(ticketId, () => finish(true));
      end = () => finish(false);
    });
    return { arrived, end };
  }
}

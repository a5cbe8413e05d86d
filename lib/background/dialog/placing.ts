import { browser } from '../../browser.ts';
import type { Language } from '../../settings/settings.ts';
import { directionOf } from '../../texts/language.ts';
import { loadTexts } from '../../texts/load.ts';
import { enterFrame, showInFrame, tellFrame } from '../pages/frames.ts';
import { putTicket, type SessionArea, type Ticket } from '../sessions/session-store.ts';

/** A dialog whose frame has not said hello by then did not load: a window of its own takes over. */
const HELLO_MS = 1_500;

/** Where dialogs stand: over the page, or beside it where the page lets no frame of ours in. */
export class DialogPlace {
  readonly #area: SessionArea;
  readonly #language: () => Promise<Language>;
  readonly #waiting = new Map<string, () => void>();

  /** @param language the one that is chosen now */
  constructor(area: SessionArea, language: () => Promise<Language>) {
    this.#area = area;
    this.#language = language;
  }

  /** The dialog of this ticket has loaded, and said hello. */
  arrived(ticketId: string): void {
    this.#waiting.get(ticketId)?.();
  }

  /** Puts our script where a window may be shown, while its ticket is still being made: the teacher waits for both. */
  prepare(tabId: number, frameId: number): void {
    for (const place of new Set([0, frameId])) void enterFrame(tabId, place).catch(() => undefined);
  }

  /** Shows it in the top-most frame that has our script, else in the frame of the click, else in a window. */
  async show(ticket: Ticket): Promise<void> {
    const { tabId, frameId } = ticket.starter;
    const language = await this.#language();
    const t = await loadTexts(language);
    for (const hostFrameId of new Set([0, frameId])) {
      await putTicket(this.#area, { ...ticket, hostFrameId });
      const hello = this.#hello(ticket.id);
      const shown = await showInFrame(tabId, hostFrameId, {
        type: 'dialog.show',
        ticket: ticket.id,
        texts: { dialog: t('dialog.title.form'), close: t('dialog.close') },
        direction: directionOf(language),
      });
      if (shown !== true) continue;
      if (await hello) return;
      await tellFrame(tabId, hostFrameId, { type: 'dialog.hide', ticket: ticket.id });
      break;
    }
    // Its hello may come before `create` resolves, so the ticket is the window's before it opens.
    await putTicket(this.#area, { ...ticket, place: 'window' });
    // By its path: `getURL` would give the dynamic address, which only frames in pages can open.
    await browser.windows.create({
      type: 'popup',
      url: `dialog.html#n=${ticket.id}`,
      width: 620,
      height: 760,
    });
  }

  /** Takes it away, and gives the focus back. @param tabId where it is, for one in a window */
  async close({ id, place, starter, hostFrameId }: Ticket, tabId: number | undefined): Promise<void> {
    if (place === 'window') {
      if (tabId !== undefined) await browser.tabs.remove(tabId);
      return;
    }
    await tellFrame(place, hostFrameId, { type: 'dialog.hide', ticket: id });
    await tellFrame(place, starter.frameId, { type: 'focus.restore' });
  }

  /** Whether a hello comes in time. */
  #hello(ticketId: string): Promise<boolean> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), HELLO_MS);
      this.#waiting.set(ticketId, () => {
        clearTimeout(late);
        resolve(true);
      });
    });
  }
}

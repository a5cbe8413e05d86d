import type { JobHead } from '../../clone/job/record.ts';
import type { Session } from '../../kaltura/session.ts';
import type { DialogView } from '../../messages/messages.ts';
import { type DialogParts, OpenDialog } from './open-dialog.ts';
import { jobIdOf, type Ticket } from './tickets.ts';

/** A window whose worker was stopped, or whose page the browser keeps, has so long to say hello again. */
const HELLO_AGAIN_MS = 10_000;

/**
 * A room is read so many milliseconds after the click: that takes the processor from the window that is being drawn (on
 * two cores its name could be typed 10 ms later).
 */
const FIRST_SIGHT_MS = 50;

/** The dialogs that are open, and what becomes of those that go. */
export class Dialogs {
  readonly #parts: DialogParts;
  readonly #rests: () => void;
  readonly #open = new Map<string, OpenDialog>();

  /** @param rests a window has gone: what waited for that may go on */
  constructor(parts: DialogParts, rests: () => void) {
    this.#parts = parts;
    this.#rests = rests;
  }

  /** A click: what the dialog is going to show is read while it is drawn. */
  begin(ticket: Ticket): void {
    const dialog = new OpenDialog(ticket, this.#parts);
    this.#open.set(ticket.id, dialog);
    dialog.read(FIRST_SIGHT_MS);
  }

  /** A dialog whose ticket was accepted: of this worker's, or of one before it. */
  async connect(ticket: Ticket, send: (view: DialogView) => void): Promise<OpenDialog> {
    const known = this.#open.get(ticket.id);
    const dialog = known ?? new OpenDialog(ticket, this.#parts);
    this.#open.set(ticket.id, dialog);
    if (!known) await dialog.resume();
    await dialog.connect(send);
    return dialog;
  }

  /** Its port is gone: with its window, or because the browser keeps the page or stopped something. */
  disconnected(ticketId: string, send: (view: DialogView) => void): void {
    this.#open.get(ticketId)?.disconnect(send);
    this.#parts.platform.timers.after(HELLO_AGAIN_MS, () => {
      if (this.#open.get(ticketId)?.isConnected !== true) void this.#leave(ticketId);
    });
  }

  /** A window was closed, by whatever way: its ticket, and the sessions in it, go. */
  async close(ticketId: string): Promise<void> {
    this.#open.get(ticketId)?.end();
    this.#open.delete(ticketId);
    // The ticket last: a worker that is stopped in between is followed by one that finds it, and nobody there. So is one
    // whose browser lets nothing be removed.
    await this.#parts.readings.remove(ticketId).catch(() => undefined);
    await this.#parts.tickets.remove(ticketId).catch(() => undefined);
    this.#rests();
  }

  /** A tab was closed, with the window in it. */
  async tabClosed(tabId: number): Promise<void> {
    for (const ticket of await this.#parts.tickets.all()) {
      if (ticket.hostTab === tabId || ticket.tabId === tabId) await this.close(ticket.id);
    }
  }

  /**
   * At the start of a worker: the windows of the one before have a while to say hello. Those that don't went with
   * nobody there to notice.
   */
  async takeOver(): Promise<void> {
    const before = await this.#parts.tickets.all().catch(() => []);
    this.#parts.platform.timers.after(HELLO_AGAIN_MS, () => {
      for (const { id } of before) if (this.#open.get(id)?.isConnected !== true) void this.#leave(id);
    });
  }

  /** Whether any window is open, or is just being opened: what is typed in it would be lost with the extension. */
  async anyOpen(): Promise<boolean> {
    return (await this.#parts.tickets.all()).some(({ leftAt }) => leftAt === undefined);
  }

  /** The tickets of this job's windows, those that an earlier worker opened included. */
  async ticketsOf(jobId: string): Promise<readonly Ticket[]> {
    return (await this.#parts.tickets.all()).filter((ticket) => jobIdOf(ticket) === jobId);
  }

  /** A job changed: its dialog shows it, and those on the same room learn whether they may start. */
  changed(job: JobHead): void {
    for (const dialog of this.#open.values()) if (dialog.isAbout(job)) void dialog.refresh();
  }

  /** Why jobs can't be noted may have changed. */
  refresh(): void {
    for (const dialog of this.#open.values()) void dialog.refresh();
  }

  /** A session of some user came. */
  sessionReceived(session: Session): void {
    for (const dialog of this.#open.values()) void dialog.sessionReceived(session);
  }

  /** Nobody is there: no session is kept for it. Its page may come back out of the browser's store, and it with it. */
  async #leave(ticketId: string): Promise<void> {
    this.#open.get(ticketId)?.end();
    this.#open.delete(ticketId);
    const { readings, tickets, platform } = this.#parts;
    const leftAt = platform.clock.now();
    await readings.remove(ticketId).catch(() => undefined);
    await tickets.change(ticketId, (ticket) => ({ ...ticket, sessions: [], leftAt })).catch(() => undefined);
    this.#rests();
  }
}

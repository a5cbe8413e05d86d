import type { JobHead } from '../clone/job/record.ts';
import type { Dialogs } from './dialog/dialogs.ts';
import type { Placing } from './dialog/placing.ts';
import type { Tickets } from './dialog/tickets.ts';
import type { Notices } from './jobs/notices.ts';
import type { RoomOpener } from './jobs/open-room.ts';
import type { Scheduler } from './jobs/scheduler.ts';
import { parseStartedFrom, type StartedFrom } from './jobs/started-from.ts';
import type { Platform } from './platform.ts';
import type { PresentPerson } from './present-person.ts';

interface Parts {
  readonly platform: Platform;
  readonly person: PresentPerson;
  readonly tickets: Tickets;
  readonly dialogs: Dialogs;
  readonly placing: Placing;
  readonly jobs: Scheduler;
  readonly notices: Notices;
  readonly opener: RoomOpener;
}

/** For a job that does not say where it was started. */
const NOWHERE: StartedFrom = { tabId: -1, frameId: 0, url: '' };

/** The windows of jobs, wherever they stand, and the way from them to the new rooms. */
export class JobWindows {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async close(ticketId: string): Promise<void> {
    const { tickets, placing, dialogs } = this.#parts;
    const ticket = await tickets.find(ticketId).catch(() => undefined);
    // The ticket last: a window that stays for want of a worker can still be used, and what is saved in it is not lost.
    if (ticket) await placing.close(ticket);
    await dialogs.close(ticketId);
  }

  /** Shows a job's window again: progress, fields, report. */
  async show(jobId: string): Promise<void> {
    const { platform, person, tickets, placing } = this.#parts;
    const job = await person.job(jobId);
    if (!job) return;
    const startedFrom = parseStartedFrom(job.startedFrom) ?? NOWHERE;
    const id = platform.newId();
    await tickets.put({
      id,
      jobId,
      hostTab: 'window',
      entryId: job.original.entry.id,
      site: startedFrom.parentOrigin ?? startedFrom.url,
      startedFrom,
      hostFrameId: 0,
      sessions: [],
    });
    await placing.openWindow(id);
    await this.#followed(job);
    await person.showBadge();
  }

  /**
   * Brings the teacher to a job's new room, by whatever was clicked: the notification, the banner, a window.
   * @param candidate one of the rooms that may be the new one, where nobody but the teacher can tell
   */
  async openRoom(jobId: string, candidate?: string): Promise<void> {
    const { person, dialogs, opener } = this.#parts;
    const job = await person.job(jobId);
    // A window over the page would hide the room to which the page goes.
    const windows = job ? await dialogs.ticketsOf(jobId).catch(() => []) : [];
    for (const { id } of windows) await this.close(id);
    await opener.open(job, candidate);
    if (job) await this.#followed(job);
    await person.showBadge();
  }

  /** What was told of a job is not told any more. */
  async #followed(job: JobHead): Promise<void> {
    const { jobs, notices } = this.#parts;
    await jobs.markSeen([job]).catch(() => undefined);
    await notices.withdraw(job);
  }
}

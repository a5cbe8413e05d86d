import type { JobHead } from '../clone/job/record.ts';
import { viewOf } from '../clone/job/view.ts';
import type { UserId } from '../kaltura/ids.ts';
import type { Session } from '../kaltura/session.ts';
import { noticeOf } from '../room/report/job-view.ts';
import type { BatchNotices } from './batches/batch-notices.ts';
import type { Batches } from './batches/batches.ts';
import { coalesced } from './coalesced.ts';
import type { Dialogs } from './dialog/dialogs.ts';
import { badgeOf } from './jobs/badge.ts';
import type { Notices } from './jobs/notices.ts';
import type { Scheduler } from './jobs/scheduler.ts';
import type { Platform } from './platform.ts';
import type { People } from './sessions/people.ts';
import type { SessionOrigin, SessionStore } from './sessions/session-store.ts';

interface Parts {
  readonly platform: Platform;
  readonly people: People;
  readonly sessions: SessionStore;
  readonly jobs: Scheduler;
  readonly batches: Batches;
  readonly notices: Notices;
  readonly batchNotices: BatchNotices;
  readonly dialogs: Dialogs;
}

/** Who sits at the browser, as Kaltura's pages tell: what is shown and told is what she may see. */
export class PresentPerson {
  readonly #parts: Parts;
  /** Of a batch of hundreds each change asks for it, and each time the heads of all jobs are read. */
  readonly showBadge = coalesced(() => this.#showBadge());

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whose page is open, that Kaltura's clones are shown to; what was shown of others' goes. */
  async cameWith(session: Session, user: UserId, from: SessionOrigin): Promise<void> {
    const { sessions, people, batches } = this.#parts;
    await sessions.remember(session, user, from);
    await people.noteHere(session.service, user);
    await this.#showAll();
    await batches.sessionReceived(session.service, user).catch(() => undefined);
  }

  /** Nobody is signed in on this site any more: what came from it goes. @param site an origin */
  async signedOut(site: string): Promise<void> {
    const { sessions, people } = this.#parts;
    for (const service of await sessions.signedOut(site)) await people.noteLeft(service);
    await this.#showAll();
  }

  /** A job, unless it is somebody else's than who is there. */
  async job(jobId: string): Promise<JobHead | undefined> {
    const { platform, people } = this.#parts;
    const job = await platform.journal.head(jobId).catch(() => undefined);
    // Whose it is to see can't be told: nobody's.
    return job && (await people.isHidden(job).catch(() => true)) ? undefined : job;
  }

  async #showAll(): Promise<void> {
    const { people, jobs, batches, notices, batchNotices, dialogs } = this.#parts;
    const all = await jobs.jobs().catch(() => []);
    const shown = new Set(await people.shown(all).catch(() => []));
    for (const job of shown) {
      const notice = noticeOf(viewOf(job));
      // What has waited for her goes on now.
      if (job.announced !== notice && notice !== 'paused') jobs.announceSoon(job.id);
    }
    await notices.withdrawAll(all.filter((job) => !shown.has(job)));
    const allBatches = await batches.all().catch(() => []);
    const shownBatches = new Set(await people.shown(allBatches).catch(() => []));
    for (const batch of allBatches) {
      if (shownBatches.has(batch)) await batchNotices.announce(batch.id).catch(() => undefined);
      else await batchNotices.withdraw(batch.id);
    }
    dialogs.refresh();
    await this.showBadge();
  }

  async #showBadge(): Promise<void> {
    const { platform, people, jobs } = this.#parts;
    const all = await jobs
      .jobs()
      .then((some) => people.shown(some))
      .catch(() => undefined);
    const text = badgeOf(all ?? [], all === undefined || jobs.trouble !== undefined);
    // Nothing waits for it, and nothing fails by it.
    await platform.browser.action.setBadgeText({ text }).catch(() => undefined);
  }
}

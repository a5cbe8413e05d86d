import { noteAnnounced, type Ports } from '../../clone/workflow/commands.ts';
import type { JobHead } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import { type JobView, type Notice, noticeOf } from '../../room/report/job-view.ts';
import type { Report } from '../../room/report/report.ts';
import type { Language } from '../../settings/language.ts';
import type { Translate } from '../../texts/texts.ts';
import { bannerMessage, notificationText } from './notice-texts.ts';
import { parseStartedFrom, type StartedFrom } from './started-from.ts';
import type { Frames } from '../pages/frames.ts';
import { inTime } from '../../in-time.ts';
import type { Platform } from '../platform.ts';
import type { People } from '../sessions/people.ts';

/** A page that answers at all has a banner by then, in milliseconds. */
const TOLD_MS = 3_000;

/** What is told where, and in which language. */
export interface NoticeSettings {
  readonly notifications: boolean;
  readonly language: Language;
  readonly t: Translate;
}

/**
 * Tells the teacher how a clone stands when it has come to rest: by a notification, unless she wants none, and by a banner
 * on the page where it was started; of the clones of a batch, the batch tells. Each once: what was told is noted with the job. What is not true any more is taken
 * back.
 */
export class Notices {
  readonly #platform: Platform;
  readonly #frames: Frames;
  readonly #people: People;
  readonly #settings: () => Promise<NoticeSettings>;
  /** The jobs of those who are not there, of which everything was taken back when they went. */
  #takenBack: ReadonlySet<string> = new Set();

  /** @param people somebody else who is there is told nothing */
  constructor(platform: Platform, frames: Frames, people: People, settings: () => Promise<NoticeSettings>) {
    this.#platform = platform;
    this.#frames = frames;
    this.#people = people;
    this.#settings = settings;
  }

  /** Brings what is told of a job in line with how it stands. */
  async announce(jobId: string, ports: Ports): Promise<void> {
    await this.#platform.locks.request(`notice|${jobId}`, async () => {
      const job = await this.#platform.journal.head(jobId);
      if (!job) return;
      if (!isUntold(job)) return;
      const notice = noticeOf(viewOf(job));
      // She is told when she is there again.
      if (await this.#people.isHidden(job)) return this.withdraw(job);
      if (notice === undefined) await this.withdraw(job);
      else if (job.batch === undefined) await this.#told(this.#show(job));
      // Somebody else has come while it was told.
      if (await this.#people.isHidden(job)) return this.withdraw(job);
      await noteAnnounced(jobId, notice, ports);
    });
  }

  /** Takes back what was told: it is not true any more, or the teacher has followed it. */
  withdraw(job: Pick<JobHead, 'id' | 'startedFrom'>): Promise<void> {
    return this.#told(
      Promise.all([
        this.#platform.browser.notifications.clear(job.id).catch(() => undefined),
        this.#hideBanner(job),
      ]),
    );
  }

  /**
   * Takes back what was told of the jobs of those who are not there: of each once, not at each page that is opened.
   *
   * @param hidden all of them
   */
  async withdrawAll(hidden: readonly JobHead[]): Promise<void> {
    const before = this.#takenBack;
    this.#takenBack = new Set(hidden.map(({ id }) => id));
    // Of what is untold something may be told at this moment; of clones of a batch the batch tells.
    const told = hidden.filter(
      (job) =>
        !before.has(job.id) && job.batch === undefined && (job.announced !== undefined || isUntold(job)),
    );
    await Promise.all(told.map((job) => this.withdraw(job)));
  }

  /**
   * Waits until it is told, and not longer than for a moment: a page that is left just then, or is kept asleep, may never
   * answer, and behind what is told waits the next clone of the room.
   */
  async #told(telling: Promise<unknown>): Promise<void> {
    await inTime(telling, TOLD_MS, this.#platform.timers);
  }

  async #show(job: JobHead): Promise<void> {
    const { notifications, t } = await this.#settings();
    const view = viewOf(job);
    await Promise.all([
      notifications && this.#notify(view, t),
      view.state.kind === 'ready'
        ? this.#showBanner(job, view.state.report, await this.#settings())
        : this.#hideBanner(job),
    ]);
  }

  /** The notification's id is the job's: another one replaces it. A browser that shows none fails no job. */
  async #notify(view: JobView, t: Translate): Promise<void> {
    const text = notificationText(view, t);
    if (!text) return;
    const { title, message, details } = text;
    const { notifications, runtime } = this.#platform.browser;
    const options = { type: 'basic', iconUrl: runtime.getURL('icon/128.png'), title, message } as const;
    // Where a browser has buttons, one leads to what is left to do. The others refuse the whole notification for it.
    const buttons = details === undefined ? [] : [{ title: details }];
    // Firefox throws at once for an option that it does not know: inside a promise that is a rejection like any other.
    const create = async (more: { readonly buttons?: typeof buttons }): Promise<unknown> =>
      notifications.create(view.jobId, { ...options, ...more });
    await create(buttons.length > 0 ? { buttons } : {})
      .catch(() => create({}))
      .catch(() => undefined);
  }

  async #showBanner({ id, startedFrom }: JobHead, report: Report, settings: NoticeSettings): Promise<void> {
    const from = parseStartedFrom(startedFrom);
    if (!from) return;
    const message = bannerMessage(id, report, settings);
    // At the top of the page where we may be there, else at the top of the frame.
    for (const frameId of framesOf(from)) {
      if (!(await this.#frames.enter(from.tabId, frameId))) continue;
      if ((await this.#frames.send(from.tabId, frameId, message)) === true) return;
    }
  }

  async #hideBanner({ id, startedFrom }: Pick<JobHead, 'id' | 'startedFrom'>): Promise<void> {
    const from = parseStartedFrom(startedFrom);
    if (!from) return;
    for (const frameId of framesOf(from))
      await this.#frames.send(from.tabId, frameId, { type: 'banner.hide', jobId: id });
  }
}

/** Whether the teacher was told something else of a job than how it stands. */
export function isUntold(job: JobHead): boolean {
  const notice = noticeOf(viewOf(job));
  return notice !== job.announced && !isInDoubt(job, notice);
}

const framesOf = ({ frameId }: StartedFrom): ReadonlySet<number> => new Set([0, frameId]);

/** A job that waited for its teacher and is tried: only when it rests again is it known whether it still does. */
const isInDoubt = ({ announced, state }: JobHead, notice: Notice | undefined): boolean =>
  announced === 'paused' && notice === undefined && state.kind === 'running';

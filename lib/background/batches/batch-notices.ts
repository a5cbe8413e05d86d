import type { Batch } from '../../plan/batch.ts';
import { type BatchNotice, noticeOf } from '../../plan/batch.ts';
import { tallyOf } from '../../plan/queue.ts';
import type { Translate } from '../../texts/texts.ts';
import type { NoticeSettings } from '../jobs/notices.ts';
import type { Platform } from '../platform.ts';
import type { People } from '../sessions/people.ts';

const PREFIX = 'batch|';

/** The batch that a notification is about; undefined: it is about none. */
export const batchOfNotification = (id: string): string | undefined =>
  id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;

/** Tells how a batch as a whole stands: once, and taken back when it is not true any more. */
export class BatchNotices {
  readonly #platform: Platform;
  readonly #people: People;
  readonly #settings: () => Promise<NoticeSettings>;

  /** @param people somebody else who is there is told nothing */
  constructor(platform: Platform, people: People, settings: () => Promise<NoticeSettings>) {
    this.#platform = platform;
    this.#people = people;
    this.#settings = settings;
  }

  /** Brings what is told of a batch in line with how it stands. */
  async announce(id: string): Promise<void> {
    const { locks, batches } = this.#platform;
    await locks.request(`notice|${PREFIX}${id}`, async () => {
      const batch = await batches.job(id);
      if (!batch) return;
      const notice = noticeOf(batch);
      if (notice === batch.announced) return;
      // She is told when she is there again.
      if (await this.#people.isHidden(batch)) return this.withdraw(id);
      if (notice === undefined) await this.withdraw(id);
      else await this.#show(batch, notice);
      await batches.changeJob(id, (now) => ({ ...(now ?? batch), announced: notice }));
    });
  }

  /** Takes back what was told: it is not true any more, or the teacher has followed it. */
  async withdraw(id: string): Promise<void> {
    await this.#platform.browser.notifications.clear(PREFIX + id).catch(() => undefined);
  }

  /** A browser that shows none fails nothing. */
  async #show(batch: Batch, notice: BatchNotice): Promise<void> {
    const { notifications, t } = await this.#settings();
    if (!notifications) return;
    const { browser } = this.#platform;
    const iconUrl = browser.runtime.getURL('icon/128.png');
    const create = async (): Promise<unknown> =>
      browser.notifications.create(PREFIX + batch.id, {
        type: 'basic',
        iconUrl,
        ...textOf(batch, notice, t),
      });
    await create().catch(() => undefined);
  }
}

function textOf({ queue }: Batch, notice: BatchNotice, t: Translate): { title: string; message: string } {
  const { complete, partial } = tallyOf(queue);
  const of = queue.items.length;
  const done = complete + partial;
  if (notice === 'paused')
    return { title: t('notification.pausedTitle'), message: t('batch.notice.paused', { done, of }) };
  const left = of - done;
  const message = t('batch.notice.over', { done, of });
  const titles = {
    none: 'notification.failedTitle',
    some: 'batch.title',
    all: 'batch.notice.title',
  } as const;
  return {
    title: t(titles[left === 0 ? 'all' : done === 0 ? 'none' : 'some']),
    message: left === 0 ? message : `${message} ${t('batch.notice.left', { count: left })}`,
  };
}

import { browser } from '../../browser.ts';
import type { Job } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import { type JobView, noticeOf } from '../../room/job-view.ts';
import type { FrameMessage } from '../../messages/messages.ts';
import { problemText } from '../../texts/report-lines.ts';
import type { Translate } from '../../texts/texts.ts';
import { showInFrame } from '../pages/frames.ts';
import { starterOf } from './starter.ts';

/** How a clone's end is told. */
export interface Announcing {
  /** The texts, in the language that is chosen now. */
  readonly texts: () => Promise<Translate>;
  readonly notifications: boolean;
}

/**
 * Tells that a clone has come to its end: by a notification, unless the teacher wants none, and by a banner on the page
 * where it was started.
 */
export async function announce(job: Job, { texts, notifications }: Announcing): Promise<void> {
  const t = await texts();
  await Promise.all([notifications && notify(job, t), showBanner(job, t)]);
}

/** The notification's id is the job's: the same one again replaces it. A browser that shows none fails no job. */
async function notify(job: Job, t: Translate): Promise<void> {
  const told = textOf(viewOf(job), t);
  if (!told) return;
  const iconUrl = browser.runtime.getURL('icon/128.png');
  await browser.notifications.create(job.id, { type: 'basic', iconUrl, ...told }).catch(() => undefined);
}

/** What a notification says of a job; undefined: nothing. */
function textOf(
  { texts: { name }, state }: JobView,
  t: Translate,
): { readonly title: string; readonly message: string } | undefined {
  switch (state.kind) {
    case 'ready': {
      const whole = state.report.verdict === 'complete';
      const message = t(whole ? 'notification.message' : 'notification.partial', { name });
      return { title: t('notification.title'), message };
    }
    case 'waiting':
      return { title: t('notification.pausedTitle'), message: t('notification.pausedMessage', { name }) };
    case 'failed':
    case 'decision': {
      const problem = state.kind === 'failed' ? state.problem : ({ code: 'needsDecision' } as const);
      const message = t('notification.failedMessage', { name, problem: problemText(problem, t) });
      return { title: t('notification.failedTitle'), message };
    }
    case 'running':
    case 'removing':
    case 'undone':
      return undefined;
  }
}

async function showBanner(job: Job, t: Translate): Promise<void> {
  const starter = starterOf(job);
  if (!starter || job.state.kind !== 'ready') return;
  const text = t(job.state.finished.report.verdict === 'complete' ? 'banner.text' : 'banner.partial');
  const message: Extract<FrameMessage, { type: 'banner.show' }> = {
    type: 'banner.show',
    jobId: job.id,
    text,
    link: t('banner.link'),
    close: t('dialog.close'),
  };
  // At the top of the page where we may be there, else at the top of the frame.
  for (const frameId of new Set([0, starter.frameId])) {
    if ((await showInFrame(starter.tabId, frameId, message)) === true) return;
  }
}

/** The badge is the truth where a notification was missed: at work, or something that needs a look. */
export async function showBadge(jobs: readonly Job[]): Promise<void> {
  const busy = jobs.some(({ state }) => ['running', 'waiting', 'removing'].includes(state.kind));
  const unseen = jobs.filter((job) => !job.seen && noticeOf(viewOf(job)) !== undefined);
  const trouble = unseen.some(({ state }) => state.kind === 'failed' || state.kind === 'decision');
  await browser.action.setBadgeText({ text: busy ? '…' : trouble ? '!' : unseen.length > 0 ? '✓' : '' });
}

import type { FrameMessage } from '../../messages/messages.ts';
import type { JobView } from '../../room/report/job-view.ts';
import { isOfUndo, type Problem } from '../../room/report/problem.ts';
import type { Report } from '../../room/report/report.ts';
import type { Language } from '../../settings/language.ts';
import { directionOf } from '../../texts/language.ts';
import { problemText } from '../../texts/report-lines.ts';
import type { Translate } from '../../texts/texts.ts';

/** What is told of a job that rests, in words: by a notification, and by the banner on the page where it was started. */

export interface NotificationText {
  readonly title: string;
  readonly message: string;
  /** A button that leads to what is left to do; undefined: nothing is. */
  readonly details: string | undefined;
}

/** What a notification says of a job; undefined: nothing. */
export function notificationText(
  { texts: { name }, state }: JobView,
  t: Translate,
): NotificationText | undefined {
  switch (state.kind) {
    case 'ready': {
      const { verdict } = state.report;
      return {
        title: t(verdict === 'faulty' ? 'dialog.title.faulty' : 'notification.title'),
        message: t(verdict === 'complete' ? 'notification.message' : 'notification.partial', { name }),
        details: verdict === 'complete' ? undefined : t('notification.details'),
      };
    }
    case 'waiting':
      return {
        title: t('notification.pausedTitle'),
        message: t('notification.pausedMessage', { name }),
        details: undefined,
      };
    case 'failed':
    case 'decision': {
      const problem: Problem = state.kind === 'failed' ? state.problem : { code: 'needsDecision' };
      const message = t('notification.failedMessage', { name, problem: problemText(problem, t) });
      const title = isOfUndo(problem) ? 'dialog.title.undoneInPart' : 'notification.failedTitle';
      return { title: t(title), message, details: undefined };
    }
    case 'running':
    case 'removing':
    case 'undone':
      return undefined;
  }
}

/** What the banner says of a room that is ready, to a page that is in any language. */
export function bannerMessage(
  jobId: string,
  report: Report,
  { t, language }: { readonly t: Translate; readonly language: Language },
): Extract<FrameMessage, { type: 'banner.show' }> {
  const isWhole = report.verdict === 'complete';
  const hasActivity = report.parts.some(({ part, outcome }) => part === 'activity' && outcome === 'copied');
  const sentences = [
    t(isWhole ? 'banner.text' : 'banner.partial'),
    // Moodle's course page shows nothing of it before that.
    ...(hasActivity ? [t('banner.reload')] : []),
  ];
  return {
    type: 'banner.show',
    jobId,
    language,
    direction: directionOf(language),
    isWhole,
    text: sentences.join(' '),
    link: t('banner.link'),
    details: isWhole ? undefined : t('banner.details'),
    close: t('dialog.close'),
  };
}

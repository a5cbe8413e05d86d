import type { JobView } from '../../lib/room/report/job-view.ts';
import { isOfUndo } from '../../lib/room/report/problem.ts';
import type { Report } from '../../lib/room/report/report.ts';
import { byHand } from '../../lib/texts/report-lines.ts';
import type { TextKey, Translate } from '../../lib/texts/texts.ts';
import type { View } from './view.ts';

/** What a window is headed by in each of its states. */
export function titleOf(view: View): TextKey {
  switch (view.state) {
    case 'refused':
    case 'reading':
    case 'failed':
    case 'form':
    case 'gone':
      return 'dialog.title.form';
    case 'job':
      return titleOfJob(view.job);
  }
}

function titleOfJob({ state }: JobView): TextKey {
  switch (state.kind) {
    case 'waiting':
      return 'dialog.title.running';
    case 'ready':
      return state.report.verdict === 'faulty' ? 'dialog.title.faulty' : 'dialog.title.ready';
    case 'running':
    case 'decision':
    case 'removing':
    case 'undone':
      return `dialog.title.${state.kind}`;
    case 'failed':
      return isOfUndo(state.problem) ? 'dialog.title.undoneInPart' : 'dialog.title.failed';
  }
}

/** A sentence, and how it is to be taken. */
export interface Intro {
  readonly text: string;
  readonly tone: 'quiet' | 'good' | 'warning' | 'bad';
}

/** How the room is being opened for its session, where no open page had one. */
const OPENING = {
  none: 'dialog.intro.reading',
  frame: 'dialog.intro.openingFrame',
  tab: 'dialog.intro.openingTab',
} as const;

/** The sentence below the title. It is in one live region in all states, so that each change is announced. */
export function introOf(view: View, t: Translate): Intro {
  switch (view.state) {
    case 'refused':
    case 'gone':
    case 'failed':
      return { text: '', tone: 'quiet' };
    case 'reading':
      return { text: t(OPENING[view.opening ?? 'none']), tone: 'quiet' };
    case 'form':
      return view.busy
        ? { text: t('dialog.busy'), tone: 'warning' }
        : { text: t('dialog.intro.form', { name: view.original.name, user: view.user }), tone: 'quiet' };
    case 'job':
      return introOfJob(view.job, t);
  }
}

function introOfJob({ state }: JobView, t: Translate): Intro {
  switch (state.kind) {
    case 'failed':
      return { text: '', tone: 'quiet' };
    case 'running':
    case 'waiting':
      return { text: t('dialog.intro.running'), tone: 'quiet' };
    case 'decision':
    case 'removing':
    case 'undone':
      return { text: t(`dialog.intro.${state.kind}`), tone: 'quiet' };
    case 'ready':
      return introOfReport(state.report, t);
  }
}

/** Green only where all is there; what is to be done by hand is counted, and is the list below. */
function introOfReport(report: Report, t: Translate): Intro {
  const count = byHand(report).length;
  switch (report.verdict) {
    case 'complete':
      return { text: t('dialog.intro.ready'), tone: 'good' };
    case 'partial':
      return { text: t('dialog.intro.partial', { count }), tone: 'warning' };
    case 'faulty':
      return { text: t('dialog.intro.faulty', { count }), tone: 'bad' };
  }
}

import type { Report } from '../../lib/room/report.ts';
import type { TextKey, Translate } from '../../lib/texts/texts.ts';
import type { Told } from './told.ts';

/** States in which nothing can be saved any more. */
export const ENDED: ReadonlySet<Told['state']> = new Set([
  'gone',
  'failed',
  'broken',
  'decision',
  'removing',
  'undone',
]);

export function titleOf(state: Told['state']): TextKey {
  switch (state) {
    case 'progress':
    case 'ready':
    case 'decision':
    case 'broken':
    case 'removing':
    case 'undone':
      return `dialog.title.${state}`;
    case 'refused':
    case 'reading':
    case 'failed':
    case 'form':
    case 'gone':
      return 'dialog.title.form';
  }
}

/** How the room is being opened for its session, where no open page had one. */
const OPENING = {
  none: 'dialog.intro.reading',
  frame: 'dialog.intro.openingFrame',
  tab: 'dialog.intro.openingTab',
} as const;

/** The sentence below the title. It is in one live region in all states, so that each change is announced. */
export function introOf(told: Told, t: Translate): { readonly text: string; readonly tone: string } {
  switch (told.state) {
    case 'refused':
    case 'gone':
    case 'failed':
    case 'broken':
      return { text: '', tone: '' };
    case 'reading':
      return { text: t(OPENING[told.opening ?? 'none']), tone: 'quiet' };
    case 'removing':
    case 'undone':
    case 'decision':
    case 'progress':
      return { text: t(`dialog.intro.${told.state}`), tone: 'quiet' };
    case 'form':
      return told.busy
        ? { text: t('dialog.busy'), tone: 'told' }
        : { text: t('dialog.intro.form', { name: told.original.name }), tone: 'quiet' };
    case 'ready':
      return {
        text: t(readyText(told.report.verdict)),
        tone: told.report.verdict === 'faulty' ? 'bad' : 'good',
      };
  }
}

function readyText(verdict: Report['verdict']): TextKey {
  switch (verdict) {
    case 'complete':
      return 'dialog.intro.ready';
    case 'partial':
      return 'dialog.intro.partial';
    case 'faulty':
      return 'dialog.intro.faulty';
  }
}

import { type Choice, CHOICES } from '../room/choice.ts';
import type { Contents } from '../room/contents.ts';
import type { Translate } from './texts.ts';

/** A kind of things that can be left out, called what it is. */
export interface OfferedChoice {
  readonly choice: Choice;
  /** Its name and number: `Files (12)`. */
  readonly label: string;
  /** What else is to be known of it; undefined: nothing. */
  readonly detail: string | undefined;
}

/** What a clone of this room will hold: what can be left out, and what comes with it in any case. */
export function offered(
  contents: Contents,
  t: Translate,
): { readonly choices: readonly OfferedChoice[]; readonly always: readonly string[] } {
  return {
    choices: CHOICES.flatMap((choice) => offeredChoice(choice, contents, t) ?? []),
    always: [
      t('dialog.settings'),
      ...(contents.attachments ? [t('dialog.attachments', { count: contents.attachments })] : []),
    ],
  };
}

function offeredChoice(choice: Choice, contents: Contents, t: Translate): OfferedChoice | undefined {
  const numberOf = (count: number | string | null): number => (typeof count === 'number' ? count : 0);
  const { files, storyboardItems, breakouts } = contents;
  const [inRoom, older] = [numberOf(contents.liveStoryboard), numberOf(contents.cuePoints)];
  const interactions = numberOf(contents.interactions);
  const label = (key: keyof typeof LABELS, count: number): string => t(LABELS[key], { count });
  switch (choice) {
    case 'files':
    case 'breakouts': {
      const count = choice === 'files' ? files : breakouts;
      if (count === 0) return undefined;
      const inFiles = choice === 'files' ? numberOf(contents.videoCuePoints) : 0;
      const detail = inFiles > 0 ? t('dialog.videoCuePoints', { count: inFiles }) : undefined;
      return { choice, label: label(choice, count), detail };
    }
    case 'storyboard': {
      if (inRoom === 0 && storyboardItems === 0) return undefined;
      if (inRoom === 0)
        return { choice, label: label('storyboardFiles', storyboardItems), detail: undefined };
      const detail = storyboardItems > 0 ? label('storyboardFiles', storyboardItems) : undefined;
      return { choice, label: label('storyboard', inRoom), detail };
    }
    case 'interactions': {
      if (interactions === 0 && older === 0) return undefined;
      if (interactions === 0) return { choice, label: label('cuePoints', older), detail: undefined };
      const detail = [t('dialog.asDrafts'), ...(older > 0 ? [label('cuePoints', older)] : [])].join(' · ');
      return { choice, label: label('interactions', interactions), detail };
    }
  }
}

const LABELS = {
  files: 'dialog.choice.files',
  storyboard: 'dialog.choice.storyboard',
  storyboardFiles: 'dialog.choice.storyboardFiles',
  breakouts: 'dialog.choice.breakouts',
  interactions: 'dialog.choice.interactions',
  cuePoints: 'dialog.choice.cuePoints',
} as const;

/** What it will not hold, in a few words each. */
export function notCopied(contents: Contents, t: Translate): string[] {
  const { chat, interactions, liveStoryboard, recordings, broadcast, cuePoints, attachments, unseen } =
    contents;
  const unread = (part: 'interactions' | 'liveStoryboard' | 'cuePoints' | 'attachments'): string =>
    t(`dialog.not.unread.${part}`);
  return [
    ...(interactions === 'noService' && chat !== 'off' ? [t(`dialog.not.chat.${chat}`)] : []),
    ...(interactions === 'unreadable' ? [unread('interactions')] : []),
    ...(liveStoryboard === 'noService' ? [t('dialog.not.liveStoryboard')] : []),
    ...(liveStoryboard === 'unreadable' ? [unread('liveStoryboard')] : []),
    ...(cuePoints === null ? [unread('cuePoints')] : []),
    ...(attachments === null ? [unread('attachments')] : []),
    ...unseen.map((kind) => t(`dialog.unseen.${kind}`)),
    ...(recordings || broadcast ? [t('dialog.not.recordings')] : []),
    t('dialog.not.people'),
  ];
}

/** What a teacher can do instead, by Kaltura's own means. */
export function instead(contents: Contents, t: Translate): string[] {
  const { chat, interactions, liveStoryboard, unseen } = contents;
  return [
    ...(unseen.length > 0 ? [t('dialog.instead.owner')] : []),
    ...(liveStoryboard === 'noService' ? [t('dialog.instead.storyboard')] : []),
    ...(interactions === 'noService' && chat !== 'off' ? [t('dialog.instead.interactions')] : []),
  ];
}

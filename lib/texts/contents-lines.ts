import type { Choice } from '../room/choice.ts';
import type { Contents } from '../room/contents.ts';
import type { Translate } from './texts.ts';

/** What a clone of this room will hold: what can be left out, in numbers, and what comes with it in any case. */
export function offered(
  contents: Contents,
  t: Translate,
): { readonly choices: Readonly<Record<Choice, readonly string[]>>; readonly always: readonly string[] } {
  const counted = (
    key:
      | 'files'
      | 'storyboardItems'
      | 'breakouts'
      | 'attachments'
      | 'cuePoints'
      | 'videoCuePoints'
      | 'interactions',
    count: number | string | null,
  ): string[] => (typeof count === 'number' && count > 0 ? [t(`dialog.${key}`, { count })] : []);
  const { liveStoryboard } = contents;
  const inLiveRoom =
    typeof liveStoryboard === 'number' && liveStoryboard > 0
      ? [t('dialog.liveStoryboard', { count: liveStoryboard })]
      : [];
  return {
    choices: {
      files: [...counted('files', contents.files), ...counted('videoCuePoints', contents.videoCuePoints)],
      storyboard: [...counted('storyboardItems', contents.storyboardItems), ...inLiveRoom],
      breakouts: counted('breakouts', contents.breakouts),
      interactions: [
        ...counted('interactions', contents.interactions),
        ...counted('cuePoints', contents.cuePoints),
      ],
    },
    always: [t('dialog.settings'), ...counted('attachments', contents.attachments)],
  };
}

/** What it will not hold, and why. */
export function notCopied(contents: Contents, t: Translate): string[] {
  const { chat, interactions, liveStoryboard, recordings, broadcast, cuePoints, attachments, unseen } =
    contents;
  return [
    t('dialog.notPeople'),
    ...(interactions === 'noService' ? [t(`dialog.chat.${chat}`)] : []),
    ...(interactions === 'unreadable' ? [t('dialog.notReadInteractions')] : []),
    ...(liveStoryboard === 'noService' ? [t('dialog.notLiveStoryboard')] : []),
    ...(liveStoryboard === 'unreadable' ? [t('dialog.notReadStoryboard')] : []),
    ...(cuePoints === null ? [t('dialog.notReadCuePoints')] : []),
    ...(attachments === null ? [t('dialog.notReadAttachments')] : []),
    ...unseen.map((kind) => t(`dialog.unseen.${kind}`)),
    ...(recordings || broadcast ? [t('dialog.notRecordings')] : []),
  ];
}

import type { Contents } from '../lib/room/contents.ts';
import type { Translate } from '../lib/texts/texts.ts';

export interface ContentsListProps {
  readonly contents: Contents;
  readonly t: Translate;
}

/** What the new room will hold and what it will not, told before Save. It takes the focus, so that keys alone scroll to it. */
export function ContentsList({ contents, t }: ContentsListProps) {
  const counted = (
    key: 'files' | 'attachments' | 'storyboardItems' | 'breakouts' | 'cuePoints',
  ): string[] => {
    const count = contents[key];
    return count ? [t(`dialog.${key}`, { count })] : [];
  };
  const held = [
    ...counted('files'),
    ...counted('attachments'),
    ...counted('storyboardItems'),
    ...counted('breakouts'),
    ...counted('cuePoints'),
  ];
  const left = [
    t('dialog.notPeople'),
    t('dialog.notInteractions'),
    t('dialog.notLiveStoryboard'),
    ...(contents.recordings || contents.broadcast ? [t('dialog.notRecordings')] : []),
  ];
  return (
    <section class="box" tabIndex={0} aria-labelledby="contents-heading">
      <h2 id="contents-heading">{t('dialog.contents')}</h2>
      {held.length > 0 ? (
        <ul>
          {[...held, t('dialog.settings')].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p>{t('dialog.contentsNone')}</p>
      )}
      <h2>{t('dialog.notCopied')}</h2>
      <ul class="quiet">
        {left.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

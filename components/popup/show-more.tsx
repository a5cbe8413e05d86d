import type { Translate } from '../../lib/texts/texts.ts';

export interface ShowMoreProps {
  /** How many there are beside those that are shown. */
  readonly left: number;
  readonly onMore: () => void;
  readonly t: Translate;
}

/** The end of a list that is not shown whole. */
export function ShowMore({ left, onMore, t }: ShowMoreProps) {
  if (left === 0) return null;
  return (
    <div class="line">
      <button type="button" class="button small" onClick={onMore}>
        {t('popup.more')}
      </button>
    </div>
  );
}

import type { Problem } from '../lib/room/problem.ts';
import { problemText } from '../lib/texts/report-lines.ts';
import type { Translate } from '../lib/texts/texts.ts';

export interface ProgressProps {
  readonly done: number;
  readonly of: number;
  readonly waiting: Problem | undefined;
  readonly t: Translate;
}

/** How far the clone is, by parts; and why it waits, when it does. */
export function Progress({ done, of, waiting, t }: ProgressProps) {
  const text = t('dialog.progress', { done, of });
  return (
    <div>
      <progress value={done} max={of} aria-label={text} />
      <p class="quiet">{text}</p>
      {waiting && (
        <p class="told" role="status">
          {t('dialog.waiting', { reason: problemText(waiting, t) })}
        </p>
      )}
    </div>
  );
}

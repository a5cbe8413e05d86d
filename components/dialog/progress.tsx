import type { Problem } from '../../lib/room/problem.ts';
import type { PartProgress } from '../../lib/room/report.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface ProgressProps {
  readonly done: number;
  readonly of: number;
  readonly parts: readonly PartProgress[];
  readonly waiting: Problem | undefined;
  readonly t: Translate;
}

/** How far the clone is, part by part; and why it waits, when it does. */
export function Progress({ done, of, parts, waiting, t }: ProgressProps) {
  const share = of === 0 ? 0 : Math.floor((4 * done) / of) / 4;
  return (
    <section class="box" aria-labelledby="progress-text">
      <progress value={done} max={Math.max(of, 1)} aria-labelledby="progress-text" />
      <p id="progress-text">{t('dialog.progress', { done, of })}</p>
      {/* Told in quarters: a voice for every part would talk without a pause. */}
      <p class="unseen" role="status">
        {share > 0 && share < 1 && t('dialog.progressSpoken', { share })}
      </p>
      {parts.length > 0 && (
        <ul class="parts">
          {parts.map((part) => (
            <li key={part.part} class={part.done >= part.of ? 'done' : ''}>
              <Sign tone={part.done >= part.of ? 'good' : 'none'} />
              <span>{t(`report.part.${part.part}`)}</span>
              <span class="quiet">{t('dialog.partProgress', { done: part.done, of: part.of })}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="told" role="status">
        {waiting && t('dialog.waiting', { reason: problemText(waiting, t) })}
      </p>
    </section>
  );
}

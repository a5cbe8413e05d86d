import { useRef } from 'preact/hooks';
import type { Progress as JobProgress, Waiting } from '../../lib/room/report/job-view.ts';
import { waitingText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';
import { minutesLeft, paceFrom, type Reading } from '../minutes-left.ts';

export interface ProgressProps {
  readonly progress: JobProgress;
  /** Milliseconds since the clone was started. */
  readonly elapsed: number;
  readonly waiting: Waiting | undefined;
  readonly t: Translate;
}

/** How far the clone is, part by part, and how long it may take yet; and why it waits, when it does. */
export function Progress({ progress: { done, of, underWay, parts }, elapsed, waiting, t }: ProgressProps) {
  const share = of === 0 ? 0 : Math.floor((4 * done) / of) / 4;
  const isAtWork = waiting === undefined;
  const seen = useRef<Reading | undefined>(undefined);
  const from = paceFrom(seen.current, { done, elapsed }, isAtWork);
  seen.current = from;
  const minutes = from && minutesLeft(from, { done, elapsed }, of);
  const asides = [
    ...(isAtWork && underWay > 0 ? [t('dialog.underWay', { count: underWay })] : []),
    ...(minutes !== undefined ? [t('dialog.minutesLeft', { minutes })] : []),
    ...(isAtWork && done >= of ? [t('dialog.checking')] : []),
  ];
  // Before anything is known to be there, the bar moves without an end.
  const value = done > 0 || waiting ? { value: done } : {};
  return (
    <section class="box" aria-labelledby="progress-text">
      <progress {...value} max={Math.max(of, 1)} aria-labelledby="progress-text" />
      <p>
        <span id="progress-text">{t('dialog.progress', { done, of })}</span>
        {asides.length > 0 && <span class="quiet"> · {asides.join(' · ')}</span>}
      </p>
      {/* Told in quarters: a voice for every part would talk without a pause. */}
      <p class="unseen" role="status">
        {share > 0 && share < 1 && t('dialog.progressSpoken', { share })}
      </p>
      <p class="warning" role="status">
        {waiting && waitingText(waiting, t)}
      </p>
      {parts.length > 0 && (
        <ul class="parts">
          {parts.map((part) => (
            <li key={part.part}>
              <Sign tone={part.done >= part.of ? 'good' : isAtWork && part.underWay ? 'busy' : 'pending'} />
              <span>{t(`report.part.${part.part}`)}</span>
              <span class="quiet">{t('dialog.partProgress', { done: part.done, of: part.of })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

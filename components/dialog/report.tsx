import type { Report as ReportOfRoom } from '../../lib/room/report/report.ts';
import { reportLines } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface ReportProps {
  readonly report: ReportOfRoom;
  readonly t: Translate;
}

/** What the teacher must do or know now: numbered, and before everything else. */
export function ByHand({ report, t }: ReportProps) {
  const { toDo, warnings } = reportLines(report, t);
  return (
    <>
      {toDo.length > 0 && (
        <ol class="by-hand" aria-label={t('dialog.byHand')}>
          {toDo.map(({ parts, text, more }) => (
            <li key={text} data-parts={parts.join(' ')} data-outcome="byHand">
              <strong>{text}</strong> {more.join(' ')}
            </li>
          ))}
        </ol>
      )}
      {warnings.map((text) => (
        <p class="line warning" key={text}>
          <Sign tone="warning" />
          <span>{text}</span>
        </p>
      ))}
    </>
  );
}

/** What is in the new room, folded into one line; a screen reader hears it as one, too. */
export function Copied({ report, t }: ReportProps) {
  const { copied, others, count } = reportLines(report, t);
  if (copied.length === 0) return null;
  return (
    <details class="fold report">
      <summary>{t('dialog.copiedParts', { count })}</summary>
      <ul>
        {copied.map(({ parts, text, more }) => (
          <li key={text} data-parts={parts.join(' ')} data-outcome="copied">
            {text}
            {more.length > 0 && <p class="quiet small">{more.join(' ')}</p>}
          </li>
        ))}
        {others.map(({ parts, text }) => (
          <li key={text} data-parts={parts.join(' ')} data-outcome="notCopied" class="quiet">
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}

import type { Report } from '../../lib/room/report.ts';
import { type ReportLine, reportLines } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface ReportListProps {
  readonly report: Report;
  readonly t: Translate;
}

/** What asks something of the teacher comes first. */
const ORDER: readonly ReportLine['tone'][] = ['bad', 'told', 'good', 'none'];

/** What became of each part. */
export function ReportList({ report, t }: ReportListProps) {
  const lines = reportLines(report, t).sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
  return (
    <section class="box" aria-labelledby="report-heading">
      <h2 id="report-heading">{t('dialog.report')}</h2>
      <ul class="report">
        {lines.map(({ part, tone, text, more }) => (
          <li key={part}>
            <Sign tone={tone} />
            <div>
              <span class={tone === 'none' ? 'quiet' : ''}>{text}</span>
              {more.length > 0 && <p class="more quiet">{more.join(' ')}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { Report } from '../lib/room/report.ts';
import { reportLines } from '../lib/texts/report-lines.ts';
import type { Translate } from '../lib/texts/texts.ts';

export interface ReportListProps {
  readonly report: Report;
  readonly t: Translate;
}

/** What became of each part. */
export function ReportList({ report, t }: ReportListProps) {
  return (
    <section class="box">
      <h2>{t('dialog.report')}</h2>
      <ul class="report">
        {reportLines(report, t).map(({ part, tone, text, more }) => (
          <li key={part}>
            <span class={tone === 'none' ? 'quiet' : tone}>{text}</span>
            {more.length > 0 && <p class="more quiet">{more.join(' ')}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

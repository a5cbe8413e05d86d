import type { JobLine } from '../lib/messages/messages.ts';
import { problemText } from '../lib/texts/report-lines.ts';
import type { Translate } from '../lib/texts/texts.ts';

export interface JobListProps {
  readonly jobs: readonly JobLine[];
  readonly onOpen: (jobId: string) => void;
  readonly t: Translate;
}

/** The clones of this browser, newest first. */
export function JobList({ jobs, onOpen, t }: JobListProps) {
  if (jobs.length === 0) return <p class="quiet">{t('popup.empty')}</p>;
  return (
    <ul class="report">
      {jobs.map((job) => (
        <li key={job.jobId}>
          <strong id={`job-${job.jobId}`} dir="auto">
            {job.name}
          </strong>
          <p class="quiet">{t('popup.of', { name: job.originalName })}</p>
          <p class={needsCare(job) ? 'bad' : 'quiet'}>{stateOf(job, t)}</p>
          {job.state === 'running' && <progress value={job.done} max={job.of} aria-label={stateOf(job, t)} />}
          {job.state === 'ready' && (
            <button
              type="button"
              class="button link"
              aria-describedby={`job-${job.jobId}`}
              onClick={() => onOpen(job.jobId)}
            >
              {t('popup.open')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const needsCare = ({ state, verdict }: JobLine): boolean =>
  state === 'broken' || state === 'decision' || (state === 'ready' && verdict === 'faulty');

function stateOf(job: JobLine, t: Translate): string {
  const reason = job.problem ? problemText(job.problem, t) : '';
  switch (job.state) {
    case 'running':
      return t('popup.running', { done: job.done, of: job.of });
    case 'waiting':
      return t('popup.waiting', { reason });
    case 'removing':
    case 'undone':
      return t(`popup.${job.state}`);
    case 'broken':
      return t('popup.broken', { reason });
    case 'decision':
      return t('popup.decision', { reason });
    case 'ready':
      return t(
        job.verdict === 'partial'
          ? 'popup.partial'
          : job.verdict === 'faulty'
            ? 'popup.faulty'
            : 'popup.ready',
      );
  }
}

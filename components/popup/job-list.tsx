import { isOngoing, type JobView } from '../../lib/room/report/job-view.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { JobCard, type JobCommands } from './job-card.tsx';
import { ShowMore } from './show-more.tsx';

export interface JobListProps {
  readonly jobs: readonly JobView[];
  /** How many there are beside these. */
  readonly left: number;
  readonly onMore: () => void;
  readonly commands: JobCommands;
  readonly t: Translate;
}

/** The clones of this browser, newest first: those at work or in question, and those of the last 90 days. */
export function JobList({ jobs, left, onMore, commands, t }: JobListProps) {
  if (jobs.length === 0) return <p class="quiet">{t('popup.empty')}</p>;
  const groups = {
    now: jobs.filter(isOngoing),
    earlier: jobs.filter((job) => !isOngoing(job)),
  } as const;
  return (
    <>
      {(['now', 'earlier'] as const).map(
        (group) =>
          groups[group].length > 0 && (
            <section key={group} aria-labelledby={`jobs-${group}`}>
              <h2 id={`jobs-${group}`}>{t(`popup.${group}`)}</h2>
              <ul class="jobs">
                {groups[group].map((job) => (
                  <li key={job.jobId} class="box job">
                    <JobCard job={job} commands={commands} t={t} />
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      <ShowMore left={left} onMore={onMore} t={t} />
    </>
  );
}

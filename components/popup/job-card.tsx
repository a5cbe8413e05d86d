import { useState } from 'preact/hooks';
import type { Decision as Answer } from '../../lib/room/decision.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { TextKey, Translate } from '../../lib/texts/texts.ts';
import { Decision } from '../decision.tsx';
import { Question } from '../question.tsx';
import type { JobLine } from './job-line.ts';
import { Sign, type SignProps } from '../sign.tsx';

/** What can be done with a job. */
export interface JobCommands {
  /** Goes to the new room, or to one that may be it. */
  readonly open: (jobId: string, candidate?: string) => void;
  readonly retry: (jobId: string) => void;
  /** Answers false where somebody has worked in the room since, and it was not confirmed. */
  readonly undo: (jobId: string, confirmed: boolean) => Promise<boolean>;
  readonly decide: (jobId: string, about: number, decision: Answer) => void;
}

export interface JobCardProps {
  readonly job: JobLine;
  readonly commands: JobCommands;
  readonly t: Translate;
}

/** One clone: its name, how it stands, and what can be done. */
export function JobCard({ job, commands, t }: JobCardProps) {
  const [asking, setAsking] = useState<TextKey>();
  const { jobId, state } = job;
  const atWork = state === 'running' || state === 'waiting';
  const names = `job-${jobId}`;
  const undo = async (): Promise<void> => {
    const removing = await commands.undo(jobId, asking === 'undo.worked');
    setAsking(removing ? undefined : 'undo.worked');
  };
  return (
    <>
      <h3 id={names}>
        <bdi>{job.name}</bdi>
      </h3>
      <p class="quiet small">
        {t('popup.of', { name: job.originalName })} · {t('popup.started', { when: job.startedAt })}
      </p>
      <div class="line">
        <Sign tone={toneOf(job)} />
        <p id={`${names}-state`}>{stateOf(job, t)}</p>
      </div>
      {atWork && (
        <progress value={job.done} max={Math.max(job.of, 1)} aria-labelledby={`${names} ${names}-state`} />
      )}
      {state === 'decision' && (
        <Decision
          name={jobId}
          candidates={job.candidates}
          onDecide={(decision) => commands.decide(jobId, job.about, decision)}
          onLook={(candidate) => commands.open(jobId, candidate)}
          t={t}
        />
      )}
      {asking ? (
        <Question
          key={asking}
          text={t(asking)}
          yes={t('undo.yes')}
          no={t('undo.no')}
          onYes={() => void undo()}
          onNo={() => setAsking(undefined)}
        />
      ) : (
        <div class="buttons">
          {job.removable && state !== 'undone' && state !== 'decision' && (
            <button
              type="button"
              class="button small aside"
              aria-describedby={names}
              onClick={() => setAsking(atWork ? 'undo.stop' : 'undo.undo')}
            >
              {t(atWork ? 'undo.cancel' : 'undo.take')}
            </button>
          )}
          {job.retryable && (
            <button
              type="button"
              class="button small"
              aria-describedby={names}
              onClick={() => commands.retry(jobId)}
            >
              {t('dialog.retry')}
            </button>
          )}
          {state === 'ready' && (
            <button
              type="button"
              class="button small primary"
              aria-describedby={names}
              onClick={() => commands.open(jobId)}
            >
              {t('dialog.openRoom')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function toneOf({ state, verdict }: JobLine): SignProps['tone'] {
  switch (state) {
    case 'running':
    case 'removing':
    case 'undone':
      return 'none';
    case 'waiting':
    case 'decision':
      return 'told';
    case 'broken':
      return 'bad';
    case 'ready':
      return verdict === 'faulty' ? 'bad' : verdict === 'partial' ? 'told' : 'good';
  }
}

function stateOf(job: JobLine, t: Translate): string {
  const reason = job.problem ? problemText(job.problem, t) : '';
  switch (job.state) {
    case 'running':
      return t('dialog.progress', { done: job.done, of: job.of });
    case 'waiting':
      return t('dialog.waiting', { reason });
    case 'removing':
    case 'undone':
      return t(`popup.${job.state}`);
    case 'broken':
      return t('popup.broken', { reason });
    case 'decision':
      return reason;
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

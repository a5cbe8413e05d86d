import { useState } from 'preact/hooks';
import type { Decision as Answer } from '../../lib/room/report/decision.ts';
import { isRemovable, isRetryable, type JobView } from '../../lib/room/report/job-view.ts';
import { isOfUndo } from '../../lib/room/report/problem.ts';
import { byHand, problemText, waitingText } from '../../lib/texts/report-lines.ts';
import type { TextKey, Translate } from '../../lib/texts/texts.ts';
import { AboutButton } from '../about-button.tsx';
import { Decision } from '../decision.tsx';
import { Question } from '../question.tsx';
import { Sign, type SignProps } from '../sign.tsx';
import { undoTexts } from '../undo-texts.ts';

/** What can be done with a job. */
export interface JobCommands {
  /** Goes to the new room, or to one that may be it. */
  readonly open: (jobId: string, candidate?: string) => void;
  /** Opens the whole window of the job: progress, fields, report. */
  readonly show: (jobId: string) => void;
  readonly retry: (jobId: string) => void;
  /** Answers false where somebody has worked in the room since, and it was not confirmed. */
  readonly undo: (jobId: string, confirmed: boolean) => Promise<boolean>;
  readonly decide: (jobId: string, about: number, decision: Answer) => void;
}

export interface JobCardProps {
  readonly job: JobView;
  readonly commands: JobCommands;
  readonly t: Translate;
}

/** One clone: its name, how it stands, and what can be done. */
export function JobCard({ job, commands, t }: JobCardProps) {
  const [asking, setAsking] = useState<TextKey>();
  const { jobId, state, texts, original, startedAt, progress } = job;
  const atWork = state.kind === 'running' || state.kind === 'waiting';
  const words = undoTexts(state);
  const names = `job-${jobId}`;
  const undo = async (): Promise<void> => {
    const removing = await commands.undo(jobId, asking === 'undo.worked');
    setAsking(removing ? undefined : 'undo.worked');
  };
  return (
    <>
      <h3 id={names}>
        <bdi>{texts.name}</bdi>
      </h3>
      <p class="quiet small">
        {t('popup.of', { name: original.name })} · {t('popup.started', { when: startedAt })}
      </p>
      <div class="line">
        <Sign tone={toneOf(job)} />
        <p id={`${names}-state`}>{stateOf(job, t)}</p>
      </div>
      {atWork && (
        <progress
          value={progress.done}
          max={Math.max(progress.of, 1)}
          aria-labelledby={`${names} ${names}-state`}
        />
      )}
      {state.kind === 'decision' && (
        <Decision
          name={jobId}
          candidates={state.candidates}
          onDecide={(decision) => commands.decide(jobId, state.about, decision)}
          onLook={(candidate) => commands.open(jobId, candidate)}
          t={t}
        />
      )}
      {asking ? (
        <Question
          key={asking}
          text={t(asking)}
          asker={t(words.button)}
          yes={t(words.yes)}
          no={t(words.no)}
          onYes={() => void undo()}
          onNo={() => setAsking(undefined)}
        />
      ) : (
        <div class="buttons">
          {isRemovable(job) && state.kind !== 'decision' && (
            <AboutButton about={names} kind="aside" onPress={() => setAsking(words.question)}>
              {t(words.button)}
            </AboutButton>
          )}
          {isRetryable(job) && (
            <AboutButton about={names} onPress={() => commands.retry(jobId)}>
              {t('dialog.retry')}
            </AboutButton>
          )}
          {(atWork || state.kind === 'ready' || state.kind === 'failed') && (
            <AboutButton about={names} onPress={() => commands.show(jobId)}>
              {t('popup.show')}
            </AboutButton>
          )}
          {state.kind === 'ready' && (
            <AboutButton about={names} kind="primary" onPress={() => commands.open(jobId)}>
              {t('dialog.openRoom')}
            </AboutButton>
          )}
        </div>
      )}
    </>
  );
}

function toneOf({ state }: JobView): SignProps['tone'] {
  switch (state.kind) {
    case 'running':
    case 'removing':
      return 'busy';
    case 'undone':
      return 'none';
    case 'waiting':
    case 'decision':
      return 'warning';
    case 'failed':
      return 'bad';
    case 'ready':
      return ({ complete: 'good', partial: 'warning', faulty: 'bad' } as const)[state.report.verdict];
  }
}

function stateOf({ state, progress }: JobView, t: Translate): string {
  switch (state.kind) {
    case 'running':
      return t('dialog.progress', { done: progress.done, of: progress.of });
    case 'waiting':
      return waitingText(state, t);
    case 'removing':
    case 'undone':
    case 'decision':
      // Where to look, and for what, the question below it says.
      return t(`dialog.intro.${state.kind}`);
    case 'failed':
      return isOfUndo(state.problem)
        ? problemText(state.problem, t)
        : t('popup.failed', { reason: problemText(state.problem, t) });
    case 'ready': {
      const { verdict } = state.report;
      if (verdict === 'complete') return t('popup.ready');
      return t(`popup.${verdict}`, { count: byHand(state.report).length });
    }
  }
}

import type { DialogMessage } from '../../lib/messages/messages.ts';
import type { JobView } from '../../lib/room/report/job-view.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Decision } from '../decision.tsx';
import { Sign } from '../sign.tsx';
import { AllowHost } from './allow-host.tsx';
import { ContentsChoice } from './contents-choice.tsx';
import { EarlierClone } from './earlier-clone.tsx';
import { Fields } from './fields.tsx';
import type { Form } from './form.ts';
import { Progress } from './progress.tsx';
import { ByHand, Copied } from './report.tsx';
import { Trouble } from './trouble.tsx';
import { isEarly, type View } from './view.ts';

export interface BodyProps {
  readonly view: View;
  readonly form: Form;
  readonly readOnly: boolean;
  readonly about: string;
  /** The local time, in milliseconds since 1970. */
  readonly now: number;
  readonly send: (message: DialogMessage) => void;
  /** Asks the browser whether a host may be read. */
  readonly onAllow: (host: string) => Promise<boolean>;
  readonly t: Translate;
}

/** What the window shows below its first sentence: what is of its state, and the fields. */
export function Body({ view, form, readOnly, about, now, send, onAllow, t }: BodyProps) {
  return (
    <>
      {view.state === 'job' && <JobBody job={view.job} about={about} now={now} send={send} t={t} />}
      {view.state === 'gone' && (
        <div class="line" role="alert">
          <Sign tone="warning" />
          <p>{problemText({ code: 'extensionUpdated' }, t)}</p>
        </div>
      )}
      {view.state === 'refused' && (
        <div class="line" role="alert">
          <Sign tone="warning" />
          <p>{t('dialog.refused')}</p>
        </div>
      )}
      {view.state === 'failed' && <Trouble problem={view.problem} state={view.state} about={about} t={t} />}
      {view.state === 'failed' && view.problem.code === 'hostNotAllowed' && view.problem.details && (
        <AllowHost
          host={view.problem.details}
          onAllow={onAllow}
          onAllowed={() => send({ type: 'retry' })}
          t={t}
        />
      )}
      {view.state === 'form' && view.earlier && (
        <EarlierClone
          earlier={view.earlier}
          onShow={(jobId) => {
            form.expect(jobId);
            send({ type: 'earlier.show', jobId });
          }}
          t={t}
        />
      )}
      {form.restored.value && !readOnly && (
        <div class="line restored" role="status">
          <p>{t('dialog.restored')}</p>
          <button
            type="button"
            class="button small"
            onClick={() => {
              form.discard();
              send({ type: 'draft.discard' });
            }}
          >
            {t('dialog.discard')}
          </button>
        </div>
      )}
      {(form.filled.value || isEarly(view)) && !isUndone(view) && (
        <Fields form={form} readOnly={readOnly} isOpen={isRefused(view)} t={t} />
      )}
      {view.state === 'form' && (
        <ContentsChoice
          contents={view.contents}
          activity={view.activity}
          leaveOut={form.leaveOut.value}
          onChoose={(choice, copied) => form.choose(choice, copied)}
          copyActivity={form.copyActivity.value}
          onActivity={(copied) => (form.copyActivity.value = copied)}
          t={t}
        />
      )}
    </>
  );
}

/** Whether the text of a field was refused, so that it must be seen. */
const isRefused = (view: View): boolean => view.state === 'job' && view.job.edits.state === 'refused';

/** Whether the room goes, or has gone, as the teacher wanted: its texts say nothing any more. */
const isUndone = (view: View): boolean =>
  view.state === 'job' && (view.job.state.kind === 'removing' || view.job.state.kind === 'undone');

function JobBody({
  job,
  about,
  now,
  send,
  t,
}: Pick<BodyProps, 'about' | 'now' | 'send' | 't'> & { readonly job: JobView }) {
  const { state } = job;
  const elapsed = now - job.startedAt;
  switch (state.kind) {
    case 'running':
      return <Progress progress={job.progress} elapsed={elapsed} waiting={undefined} t={t} />;
    case 'waiting':
      return <Progress progress={job.progress} elapsed={elapsed} waiting={state} t={t} />;
    case 'decision':
      return (
        <Decision
          key={state.about}
          name="window"
          candidates={state.candidates}
          onDecide={(decision) => send({ type: 'decide', about: state.about, decision })}
          onLook={(candidate) => send({ type: 'room.open', candidate })}
          t={t}
        />
      );
    case 'ready':
      return (
        <>
          <ByHand report={state.report} t={t} />
          {state.pending && (
            <p class="line warning">
              <Sign tone="warning" />
              <span>{problemText(state.pending.problem, t)}</span>
            </p>
          )}
          <Copied report={state.report} t={t} />
        </>
      );
    case 'removing':
      return state.pending ? <p class="warning">{problemText(state.pending.problem, t)}</p> : null;
    case 'failed':
      return (
        <Trouble problem={state.problem} state={state.kind} about={about} leftovers={state.leftovers} t={t} />
      );
    case 'undone':
      return null;
  }
}

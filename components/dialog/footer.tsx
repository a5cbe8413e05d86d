import { isRemovable, isRetryable } from '../../lib/room/report/job-view.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Question } from '../question.tsx';
import { undoTexts } from '../undo-texts.ts';
import { NotCopied } from './contents-choice.tsx';
import { EditsLine } from './edits-line.tsx';
import { isSavable, type View } from './view.ts';

/** What the footer asks, in place of its buttons. */
export type Asked = 'undo' | 'close' | 'room.open';

export interface FooterProps {
  readonly view: View;
  readonly asked: Asked | undefined;
  readonly onAsk: (asked: Asked | undefined) => void;
  /** Whether something is typed that is not saved. */
  readonly isChanged: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly onOpenRoom: () => void;
  readonly onRetry: () => void;
  readonly onUndo: (confirmed: boolean) => void;
  readonly onKeep: () => void;
  /** Leaves by the way that was asked about, with what is typed saved or thrown away. */
  readonly onLeave: (saving: boolean) => void;
  readonly t: Translate;
}

/** What is on the screen in every state: what became of a Save, what will not be copied, and the buttons. */
export function Footer(props: FooterProps) {
  const { view, t } = props;
  const trouble = view.state === 'form' || view.state === 'job' ? view.trouble : undefined;
  return (
    <footer>
      {view.state === 'form' && <NotCopied contents={view.contents} activity={view.activity} t={t} />}
      {view.state === 'job' && <EditsLine edits={view.job.edits} t={t} />}
      {trouble && (
        <p role="alert" class="bad">
          {problemText(trouble, t)}
        </p>
      )}
      <Asking {...props} />
    </footer>
  );
}

function Asking(props: FooterProps) {
  const { view, asked, onAsk, onUndo, onKeep, onLeave, t } = props;
  const somebodyWorked = view.state === 'job' && view.asksBeforeUndo;
  if (view.state === 'job' && (somebodyWorked || asked === 'undo')) {
    const words = undoTexts(view.job.state);
    return (
      <Question
        key={String(somebodyWorked)}
        text={t(somebodyWorked ? 'undo.worked' : words.question)}
        asker={t(words.button)}
        yes={t(words.yes)}
        no={t(words.no)}
        onYes={() => onUndo(somebodyWorked)}
        onNo={() => {
          onAsk(undefined);
          if (somebodyWorked) onKeep();
        }}
      />
    );
  }
  if (asked === 'close' || asked === 'room.open') {
    return (
      <Question
        text={t('dialog.leave.ask')}
        asker={t(asked === 'close' ? 'dialog.close' : 'dialog.openRoom')}
        no={t('dialog.leave.stay')}
        yes={t('dialog.leave.save')}
        isDanger={false}
        other={{ label: t('dialog.discard'), onChoose: () => onLeave(false) }}
        onYes={() => onLeave(true)}
        onNo={() => onAsk(undefined)}
      />
    );
  }
  return <Buttons {...props} />;
}

function Buttons({ view, isChanged, onAsk, onSave, onClose, onOpenRoom, onRetry, t }: FooterProps) {
  const job = view.state === 'job' ? view.job : undefined;
  const isReady = job?.state.kind === 'ready';
  const mayUndo = job !== undefined && job.state.kind !== 'decision' && isRemovable(job);
  const mayRetry = (view.state === 'failed' && view.retry) || (job !== undefined && isRetryable(job));
  // When the room is ready and everything is saved, the next step is to go there.
  const goNext = isReady && !isChanged && job.edits.state !== 'refused';
  // One button stands out: while a clone waits and nothing is typed, that is the way on.
  // Where a host is to be allowed first, that is the next step.
  const isClosed = view.state === 'failed' && view.problem.code === 'hostNotAllowed';
  const retryNext = mayRetry && !isReady && !isChanged && !isClosed;
  return (
    <div class="buttons">
      {mayUndo && (
        <button type="button" class="button aside" onClick={() => onAsk('undo')}>
          {t(undoTexts(job.state).button)}
        </button>
      )}
      <button type="button" class="button" onClick={onClose}>
        {t('dialog.close')}
      </button>
      {mayRetry && (
        <button type="button" class={retryNext ? 'button primary' : 'button'} onClick={onRetry}>
          {t('dialog.retry')}
        </button>
      )}
      {isReady && (
        <button type="button" class={goNext ? 'button primary' : 'button'} onClick={onOpenRoom}>
          {t('dialog.openRoom')}
        </button>
      )}
      {isSavable(view) && (
        <button type="button" class={goNext || retryNext ? 'button' : 'button primary'} onClick={onSave}>
          {t('dialog.save')}
        </button>
      )}
    </div>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { ContentsList } from '../../components/contents-list.tsx';
import { DescriptionField } from '../../components/description-field.tsx';
import { EditsLine } from '../../components/edits-line.tsx';
import { NameField } from '../../components/name-field.tsx';
import { Progress } from '../../components/progress.tsx';
import { ReportList } from '../../components/report-list.tsx';
import { TagsField } from '../../components/tags-field.tsx';
import type { DialogView } from '../../lib/messages/messages.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { TextKey, Translate } from '../../lib/texts/texts.ts';
import type { Told } from './connection.ts';
import type { Form } from './form.ts';

export interface DialogProps {
  readonly told: Told;
  readonly form: Form;
  readonly onSave: () => void;
  readonly onRetry: () => void;
  readonly onGoToRoom: () => void;
  readonly onClose: () => void;
  readonly t: Translate;
}

/** The window, in all its states. A frame without an accepted ticket shows nothing at all. */
export function Dialog(props: DialogProps) {
  const { told, form, onSave, onRetry, onGoToRoom, onClose, t } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const { state } = told;

  useEffect(() => {
    // The first field when there are fields; the heading when what the window is about has changed.
    if (state === 'form') document.getElementById('name')?.focus();
    else if (state === 'ready' || state === 'broken' || state === 'failed') heading.current?.focus();
  }, [state]);

  useEffect(() => {
    const gone = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form.filled.value) onSave();
    };
    document.addEventListener('keydown', onKey, { signal: gone.signal });
    return () => gone.abort();
  }, []);

  if (told.state === 'refused') return null;
  const fields = form.filled.value;
  const maySave = fields && state !== 'gone' && state !== 'broken' && !(told.state === 'form' && told.busy);
  return (
    <form
      class="window"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <header>
        <h1 tabIndex={-1} ref={heading}>
          {t(titleOf(state))}
        </h1>
      </header>
      <main>
        <State told={told} t={t} />
        {fields && <Fields form={form} t={t} />}
        {told.state === 'form' && <ContentsList contents={told.contents} t={t} />}
        {'report' in told && <ReportList report={told.report} t={t} />}
      </main>
      <footer>
        <button type="button" class="button" onClick={onClose}>
          {t('dialog.close')}
        </button>
        {told.state === 'failed' && told.retry && (
          <button type="button" class="button" onClick={onRetry}>
            {t('dialog.retry')}
          </button>
        )}
        {told.state === 'ready' && (
          <button type="button" class="button" onClick={onGoToRoom}>
            {t('dialog.goToRoom')}
          </button>
        )}
        {maySave && <button class="button primary">{t('dialog.save')}</button>}
      </footer>
    </form>
  );
}

function titleOf(state: Told['state']): TextKey {
  switch (state) {
    case 'progress':
      return 'dialog.title.progress';
    case 'ready':
      return 'dialog.title.ready';
    case 'broken':
      return 'dialog.title.broken';
    case 'refused':
    case 'reading':
    case 'failed':
    case 'form':
    case 'gone':
      return 'dialog.title.form';
  }
}

function Fields({ form, t }: { readonly form: Form; readonly t: Translate }) {
  return (
    <>
      <NameField
        value={form.name.value}
        onChange={(value) => (form.name.value = value)}
        judged={form.judged.value}
        t={t}
      />
      <DescriptionField
        value={form.description.value}
        onChange={(value) => form.describe(value)}
        onKeepFormatting={() => form.keepFormatting()}
        original={form.stored.value}
        edited={form.edited.value}
        t={t}
      />
      <TagsField value={form.tags.value} onChange={(value) => (form.tags.value = value)} t={t} />
    </>
  );
}

/** What the window says above its fields. */
function State({ told, t }: { readonly told: Told; readonly t: Translate }) {
  switch (told.state) {
    case 'refused':
      return null;
    case 'reading':
      return (
        <p class="quiet" role="status">
          {t('dialog.intro.reading')}
        </p>
      );
    case 'gone':
      return (
        <p class="told" role="alert">
          {problemText({ code: 'extensionUpdated' }, t)}
        </p>
      );
    case 'failed':
      return <Trouble view={told} t={t} />;
    case 'form':
      return told.busy ? (
        <p class="told" role="status">
          {t('dialog.busy')}
        </p>
      ) : null;
    case 'progress':
      return (
        <>
          <p role="status">{t('dialog.intro.progress')}</p>
          <Progress done={told.done} of={told.of} waiting={told.waiting} t={t} />
          <EditsLine edits={told.edits} t={t} />
        </>
      );
    case 'ready':
      return (
        <>
          <p role="status" class={told.report.verdict === 'faulty' ? 'bad' : 'good'}>
            {t(readyText(told.report.verdict))}
          </p>
          <EditsLine edits={told.edits} t={t} />
        </>
      );
    case 'broken':
      return (
        <>
          <Trouble view={told} t={t} />
          {told.leftovers.length > 0 && <p>{t('dialog.leftovers', { ids: told.leftovers.join(', ') })}</p>}
        </>
      );
  }
}

function readyText(verdict: 'complete' | 'partial' | 'faulty'): TextKey {
  switch (verdict) {
    case 'complete':
      return 'dialog.intro.ready';
    case 'partial':
      return 'dialog.intro.partial';
    case 'faulty':
      return 'dialog.intro.faulty';
  }
}

type TroubleView = Extract<DialogView, { state: 'failed' | 'broken' }>;

function Trouble({ view, t }: { readonly view: TroubleView; readonly t: Translate }) {
  const { problem } = view;
  return (
    <div role="alert">
      <p class="bad">{problemText(problem, t)}</p>
      {problem.details && <p class="quiet">{t('dialog.details', { details: problem.details })}</p>}
    </div>
  );
}

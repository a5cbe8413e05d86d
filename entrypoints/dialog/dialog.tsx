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
import type { RoomTexts } from '../../lib/room/texts.ts';
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

/** States in which nothing can be saved any more. */
const ENDED: ReadonlySet<Told['state']> = new Set(['gone', 'broken', 'decision', 'removing', 'undone']);

/** The window, in all its states. A frame without an accepted ticket shows nothing at all. */
export function Dialog(props: DialogProps) {
  const { told, form, onSave, onRetry, onGoToRoom, onClose, t } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const { state } = told;

  useEffect(() => {
    // The first field when there are fields; the heading when what the window is about has changed, but not from
    // under the hands of someone who is typing: they hear of it from the live region.
    if (state === 'form') document.getElementById('name')?.focus();
    else if ((state === 'ready' || state === 'broken' || state === 'failed') && !isTyping())
      heading.current?.focus();
  }, [state]);

  const fields = form.filled.value;
  const ended = ENDED.has(state);
  const maySave = fields && !ended && !(told.state === 'form' && told.busy);

  useEffect(() => {
    const gone = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && maySave) onSave();
    };
    document.addEventListener('keydown', onKey, { signal: gone.signal });
    return () => gone.abort();
  }, [maySave]);

  if (told.state === 'refused') return null;
  const intro = introOf(told, t);
  // When the room is ready and everything is saved, the next step is to go there.
  const goNext =
    told.state === 'ready' && told.edits.state !== 'refused' && sameTexts(told.texts, form.texts.value);
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
        <p role="status" class={intro.tone}>
          {intro.text}
        </p>
        <State told={told} t={t} />
        {fields && <Fields form={form} readOnly={ended} t={t} />}
        {told.state === 'form' && <ContentsList contents={told.contents} t={t} />}
        {'report' in told && <ReportList report={told.report} t={t} />}
      </main>
      <footer>
        {'edits' in told && <EditsLine edits={told.edits} t={t} />}
        <button type="button" class="button" onClick={onClose}>
          {t('dialog.close')}
        </button>
        {told.state === 'failed' && told.retry && (
          <button type="button" class="button" onClick={onRetry}>
            {t('dialog.retry')}
          </button>
        )}
        {told.state === 'ready' && (
          <button type="button" class={goNext ? 'button primary' : 'button'} onClick={onGoToRoom}>
            {t('dialog.goToRoom')}
          </button>
        )}
        {maySave && <button class={goNext ? 'button' : 'button primary'}>{t('dialog.save')}</button>}
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
    case 'decision':
      return 'dialog.title.broken';
    case 'removing':
    case 'undone':
      return 'dialog.title.undone';
    case 'refused':
    case 'reading':
    case 'failed':
    case 'form':
    case 'gone':
      return 'dialog.title.form';
  }
}

/** Whether the focus is in a field. */
const isTyping = (): boolean => document.activeElement?.matches('input, textarea') ?? false;

/** Whether what is typed is what was saved; a name is saved without the spaces at its ends. */
const sameTexts = (saved: RoomTexts, typed: RoomTexts): boolean =>
  saved.name === typed.name.trim() && saved.description === typed.description && saved.tags === typed.tags;

interface FieldsProps {
  readonly form: Form;
  readonly readOnly: boolean;
  readonly t: Translate;
}

function Fields({ form, readOnly, t }: FieldsProps) {
  return (
    <>
      <NameField
        value={form.name.value}
        onChange={(value) => (form.name.value = value)}
        judged={form.judged.value}
        readOnly={readOnly}
        t={t}
      />
      <DescriptionField
        value={form.description.value}
        onChange={(value) => form.describe(value)}
        onKeepFormatting={() => form.keepFormatting()}
        original={form.stored.value}
        edited={form.edited.value}
        readOnly={readOnly}
        t={t}
      />
      <TagsField
        value={form.tags.value}
        onChange={(value) => (form.tags.value = value)}
        readOnly={readOnly}
        t={t}
      />
    </>
  );
}

/** The sentence above the fields. It is in one live region in all states, so that each change is announced. */
function introOf(told: Told, t: Translate): { readonly text: string; readonly tone?: string } {
  switch (told.state) {
    case 'refused':
    case 'gone':
    case 'failed':
    case 'broken':
    case 'decision':
      return { text: '' };
    case 'removing':
      return { text: t('dialog.intro.removing') };
    case 'undone':
      return { text: t('dialog.intro.undone') };
    case 'reading':
      return { text: t('dialog.intro.reading'), tone: 'quiet' };
    case 'form':
      return told.busy ? { text: t('dialog.busy'), tone: 'told' } : { text: '' };
    case 'progress':
      return { text: t('dialog.intro.progress') };
    case 'ready':
      return {
        text: t(readyText(told.report.verdict)),
        tone: told.report.verdict === 'faulty' ? 'bad' : 'good',
      };
  }
}

/** What the window says below that sentence. */
function State({ told, t }: { readonly told: Told; readonly t: Translate }) {
  switch (told.state) {
    case 'refused':
    case 'reading':
    case 'form':
    case 'ready':
    case 'removing':
    case 'undone':
      return null;
    case 'decision':
      return (
        <>
          <p class="bad" role="alert">
            {problemText({ code: 'needsDecision' }, t)}
          </p>
          {told.candidates.length > 0 && (
            <p>
              {t('dialog.candidates', { ids: told.candidates.join(', '), count: told.candidates.length })}
            </p>
          )}
        </>
      );
    case 'gone':
      return (
        <p class="told" role="alert">
          {problemText({ code: 'extensionUpdated' }, t)}
        </p>
      );
    case 'failed':
      return <Trouble view={told} t={t} />;
    case 'progress':
      return <Progress done={told.done} of={told.of} waiting={told.waiting} t={t} />;
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

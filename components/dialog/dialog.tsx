import { useEffect, useRef, useState } from 'preact/hooks';
import type { DialogMessage } from '../../lib/messages/messages.ts';
import type { RoomTexts } from '../../lib/room/texts.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Question } from '../question.tsx';
import { Body } from './body.tsx';
import { EditsLine } from './edits-line.tsx';
import type { Form } from './form.ts';
import type { Told } from './told.ts';
import { ENDED, introOf, titleOf } from './words.ts';

export interface DialogProps {
  readonly told: Told;
  readonly form: Form;
  readonly say: (message: DialogMessage) => void;
  /** The extension and the browser, for support. */
  readonly about: string;
  readonly t: Translate;
}

/** The window, in all its states. A frame without an accepted ticket shows nothing at all. */
export function Dialog({ told, form, say, about, t }: DialogProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [asking, setAsking] = useState(false);
  const { state } = told;
  const ended = ENDED.has(state);
  const maySave = form.filled.value && !ended && !(told.state === 'form' && told.busy);
  const close = (): void => say({ type: 'close' });
  const save = (): void => {
    if (form.judge()) say(form.saved());
    else document.getElementById('name')?.focus();
  };

  useEffect(() => {
    setAsking(false);
    // The first field when there are fields; the heading when what the window is about has changed, but not from
    // under the hands of someone who is typing: they hear of it from the live region.
    if (state === 'form') document.getElementById('name')?.focus();
    else if (state !== 'reading' && state !== 'progress' && !isTyping()) heading.current?.focus();
  }, [state]);

  useEffect(() => {
    const gone = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && maySave) save();
    };
    document.addEventListener('keydown', onKey, { signal: gone.signal });
    return () => gone.abort();
  }, [maySave]);

  if (told.state === 'refused') return null;
  const intro = introOf(told, t);
  // When the room is ready and everything is saved, the next step is to go there.
  const goNext =
    told.state === 'ready' && told.edits.state !== 'refused' && sameTexts(told.texts, form.texts.value);
  const somebodyWorked = told.state === 'ready' && told.asksBeforeUndo;
  return (
    <form
      class="window"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (maySave) save();
      }}
    >
      <header>
        <h1 tabIndex={-1} ref={heading}>
          {t(titleOf(state))}
        </h1>
      </header>
      {/* It takes the focus, so that it can be scrolled by keys alone also where nothing in it does. */}
      <main tabIndex={0} aria-label={t(titleOf(state))}>
        <p role="status" class={`intro ${intro.tone}`}>
          {intro.text}
        </p>
        <Body told={told} form={form} readOnly={ended} about={about} say={say} t={t} />
      </main>
      <footer>
        {'edits' in told && <EditsLine edits={told.edits} t={t} />}
        {'trouble' in told && told.trouble && (
          <p role="alert" class="bad">
            {problemText(told.trouble, t)}
          </p>
        )}
        {asking || somebodyWorked ? (
          <Question
            key={String(somebodyWorked)}
            text={t(somebodyWorked ? 'undo.worked' : state === 'progress' ? 'undo.stop' : 'undo.undo')}
            yes={t('undo.yes')}
            no={t('undo.no')}
            onYes={() => say({ type: 'undo', confirmed: somebodyWorked })}
            onNo={() => {
              setAsking(false);
              if (somebodyWorked) say({ type: 'keep' });
            }}
          />
        ) : (
          <div class="buttons">
            {(state === 'progress' || state === 'ready') && (
              <button type="button" class="button aside" onClick={() => setAsking(true)}>
                {t(state === 'progress' ? 'undo.cancel' : 'undo.take')}
              </button>
            )}
            <button type="button" class="button" onClick={close}>
              {t('dialog.close')}
            </button>
            {told.state === 'failed' && told.retry && (
              <button type="button" class="button primary" onClick={() => say({ type: 'retry' })}>
                {t('dialog.retry')}
              </button>
            )}
            {state === 'ready' && (
              <button
                type="button"
                class={goNext ? 'button primary' : 'button'}
                onClick={() => say({ type: 'room.open' })}
              >
                {t('dialog.openRoom')}
              </button>
            )}
            {maySave && <button class={goNext ? 'button' : 'button primary'}>{t('dialog.save')}</button>}
          </div>
        )}
      </footer>
    </form>
  );
}

/** Whether the focus is in a field. */
const isTyping = (): boolean =>
  document.activeElement?.matches('input, textarea, [contenteditable="true"]') ?? false;

/** Whether what is typed is what was saved; a name is saved without the spaces at its ends. */
const sameTexts = (saved: RoomTexts, typed: RoomTexts): boolean =>
  saved.name === typed.name.trim() && saved.description === typed.description && saved.tags === typed.tags;

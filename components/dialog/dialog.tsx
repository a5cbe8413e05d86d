import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DialogMessage } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Body, type BodyProps } from './body.tsx';
import { type Asked, Footer } from './footer.tsx';
import type { Form } from './form.ts';
import { introOf, titleOf } from './headings.ts';
import { isEarly, isSavable, subjectOf, type View } from './view.ts';

export interface DialogProps {
  readonly view: View;
  readonly form: Form;
  readonly send: (message: DialogMessage) => void;
  /** The extension and the browser, for support. */
  readonly about: string;
  /** The local time, in milliseconds since 1970. */
  readonly now: number;
  readonly onAllow: BodyProps['onAllow'];
  /** It may be drawn before it is shown: what is not in the page takes no focus. */
  readonly isInPage: boolean;
  readonly t: Translate;
}

/** The window, in all its states. A frame whose ticket was not accepted shows nothing of any room. */
export function Dialog({ view, form, send, about, now, onAllow, isInPage, t }: DialogProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [asked, setAsked] = useState<Asked>();
  const subject = subjectOf(view);
  const maySave = form.filled.value && isSavable(view);
  const save = (): boolean => {
    if (form.judge()) {
      send(form.saved());
      return true;
    }
    document.getElementById('name')?.focus();
    return false;
  };
  const leave = (way: 'close' | 'room.open'): void => {
    // Before there is a clone, what is typed waits for the next opening; later it would be missed in the room. It counts
    // as it is now: a letter and Escape may come before the window was drawn anew.
    if (view.state === 'job' && maySave && form.isChanged.value) setAsked(way);
    else send({ type: way });
  };

  // Not a frame later: she may be typing already.
  useLayoutEffect(() => {
    if (!isInPage) return;
    setAsked(undefined);
    // The first field when there are fields; the heading when what the window is about has changed, but not from
    // under the hands of someone who is typing: they hear of it from the live region.
    if (subject === 'form') document.getElementById('name')?.focus();
    else if (subject !== 'reading' && subject !== 'running' && !isTyping()) heading.current?.focus();
  }, [subject, isInPage]);

  useEffect(() => {
    const gone = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      // A key that ends a composition belongs to it.
      if (event.isComposing) return;
      if (event.key === 'Escape') leave('close');
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && maySave) save();
      // Frames that may submit no form send no `submit`.
      if (
        event.key === 'Enter' &&
        event.target instanceof HTMLInputElement &&
        event.target.id === 'name' &&
        maySave
      ) {
        event.preventDefault();
        save();
      }
    };
    document.addEventListener('keydown', onKey, { signal: gone.signal });
    return () => gone.abort();
  });

  const intro = introOf(view, t);
  return (
    <div class="window">
      <header>
        <h1 tabIndex={-1} ref={heading}>
          {t(titleOf(view))}
        </h1>
      </header>
      {/* Where nothing in it takes the focus, it does itself, so that it can be scrolled by keys alone. */}
      <main tabIndex={form.filled.value ? undefined : 0} aria-label={t(titleOf(view))}>
        <p role="status" class={`intro ${intro.tone}`}>
          {intro.text}
        </p>
        <Body
          view={view}
          form={form}
          readOnly={!maySave && !isEarly(view)}
          about={about}
          now={now}
          send={send}
          onAllow={onAllow}
          t={t}
        />
      </main>
      <Footer
        view={view}
        asked={asked}
        onAsk={setAsked}
        isChanged={form.isChanged.value}
        onSave={() => void save()}
        onClose={() => leave('close')}
        onOpenRoom={() => leave('room.open')}
        onRetry={() => send({ type: 'retry' })}
        onUndo={(confirmed) => send({ type: 'undo', confirmed })}
        onKeep={() => send({ type: 'keep' })}
        onLeave={(saving) => {
          if (asked !== 'close' && asked !== 'room.open') return;
          if (saving && !save()) return setAsked(undefined);
          if (!saving) send({ type: 'draft.discard' });
          send({ type: asked });
        }}
        t={t}
      />
    </div>
  );
}

/** Whether the focus is in a field. */
const isTyping = (): boolean =>
  document.activeElement?.matches('input, textarea, [contenteditable="true"]') ?? false;

import { useLayoutEffect, useRef } from 'preact/hooks';

export interface QuestionProps {
  readonly text: string;
  /** The words of the button that asked: it is there again when nothing was done, and gets the focus. */
  readonly asker: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** Whether `yes` deletes something. */
  readonly isDanger?: boolean;
  /** A third answer. */
  readonly other?: { readonly label: string; readonly onChoose: () => void };
}

/**
 * Asks before something is deleted or lost. The focus comes to the answer that changes nothing, and goes back to the
 * button that asked, which is made anew.
 */
export function Question({ text, asker, yes, no, onYes, onNo, isDanger = true, other }: QuestionProps) {
  const question = useRef<HTMLDivElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const place = question.current?.parentElement;
    // A field, where Escape has asked; the button that asked has gone already.
    const { activeElement: before } = document;
    safe.current?.focus();
    // Whatever is shown in its place comes in the same change.
    return () => queueMicrotask(() => place && focusAgain(before, asker, place));
  }, []);
  return (
    <div
      ref={question}
      class="question"
      role="alertdialog"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        // Only the question closes.
        event.stopPropagation();
        onNo();
      }}
    >
      <p>{text}</p>
      <div class="buttons">
        <button type="button" class="button" ref={safe} onClick={onNo}>
          {no}
        </button>
        {other && (
          <button type="button" class="button" onClick={other.onChoose}>
            {other.label}
          </button>
        )}
        <button type="button" class={isDanger ? 'button danger' : 'button primary'} onClick={onYes}>
          {yes}
        </button>
      </div>
    </div>
  );
}

/** Not where the focus has gone on, as to the heading of what was done. */
function focusAgain(before: Element | null, asker: string, place: Element): void {
  if (document.activeElement !== document.body) return;
  const button = [...place.querySelectorAll('button')].find(({ textContent }) => textContent === asker);
  if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
  else button?.focus();
}

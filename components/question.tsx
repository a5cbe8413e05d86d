import { useLayoutEffect, useRef } from 'preact/hooks';

export interface QuestionProps {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** Whether `yes` deletes something. */
  readonly isDanger?: boolean;
  /** A third answer. */
  readonly other?: { readonly label: string; readonly onChoose: () => void };
}

/** Asks before something is deleted or lost. The focus comes to the answer that changes nothing. */
export function Question({ text, yes, no, onYes, onNo, isDanger = true, other }: QuestionProps) {
  const safe = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => safe.current?.focus(), []);
  return (
    <div
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

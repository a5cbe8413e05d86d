import { useLayoutEffect, useRef } from 'preact/hooks';

export interface QuestionProps {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks before something is deleted. The focus comes to the answer that changes nothing. */
export function Question({ text, yes, no, onYes, onNo }: QuestionProps) {
  const safe = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => safe.current?.focus(), []);
  return (
    <div
      class="question"
      role="alertdialog"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
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
        <button type="button" class="button danger" onClick={onYes}>
          {yes}
        </button>
      </div>
    </div>
  );
}

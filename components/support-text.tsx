import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Translate } from '../lib/texts/texts.ts';

interface SupportTextProps {
  readonly text: string;
  /** What it is, and what it does not hold. */
  readonly what: string;
  readonly label: string;
  readonly fileName: string;
  readonly onDiscard: () => void;
  readonly t: Translate;
  /** More buttons beside Save. @param text as it was changed */
  readonly more?: (text: string) => ComponentChildren;
}

/** What support needs, shown in full before it is saved: it may be changed, and goes nowhere by itself. */
export function SupportText({ text: made, what, label, fileName, onDiscard, t, more }: SupportTextProps) {
  const [text, setText] = useState(made);
  const id = `${fileName}-what`;
  return (
    <div class="support">
      <p class="quiet" id={id}>
        {what}
      </p>
      <textarea
        rows={12}
        dir="ltr"
        spellcheck={false}
        aria-label={label}
        aria-describedby={id}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="line">
        <button type="button" class="button primary" onClick={() => saveFile(text, fileName)}>
          {t('options.diagnostics.save')}
        </button>
        {more?.(text)}
        <button type="button" class="button" onClick={onDiscard}>
          {t('options.diagnostics.discard')}
        </button>
      </div>
    </div>
  );
}

function saveFile(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

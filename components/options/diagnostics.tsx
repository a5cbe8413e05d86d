import { useState } from 'preact/hooks';
import type { Translate } from '../../lib/texts/texts.ts';

export interface DiagnosticsProps {
  readonly read: () => Promise<string>;
  readonly t: Translate;
}

/** What support needs, shown in full before it is saved: it may be changed, and goes nowhere by itself. */
export function Diagnostics({ read, t }: DiagnosticsProps) {
  const [text, setText] = useState<string>();
  if (text === undefined) {
    return (
      <div>
        <button type="button" class="button" onClick={() => void read().then(setText)}>
          {t('options.diagnostics.show')}
        </button>
      </div>
    );
  }
  return (
    <div class="support">
      <p class="quiet" id="diagnostics-what">
        {t('options.diagnostics.what')}
      </p>
      <textarea
        rows={12}
        dir="ltr"
        spellcheck={false}
        aria-label={t('options.diagnostics.label')}
        aria-describedby="diagnostics-what"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="line">
        <button type="button" class="button primary" onClick={() => saveFile(text)}>
          {t('options.diagnostics.save')}
        </button>
        <button type="button" class="button" onClick={() => setText(undefined)}>
          {t('options.diagnostics.discard')}
        </button>
      </div>
    </div>
  );
}

function saveFile(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'clone-room-diagnostics.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

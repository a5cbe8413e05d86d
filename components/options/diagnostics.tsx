import { useState } from 'preact/hooks';
import type { Translate } from '../../lib/texts/texts.ts';
import { SupportText } from '../support-text.tsx';

export interface DiagnosticsProps {
  readonly read: () => Promise<string>;
  readonly t: Translate;
}

/** What support needs to know of this browser. */
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
    <SupportText
      text={text}
      what={t('options.diagnostics.what')}
      label={t('options.diagnostics.label')}
      fileName="clone-room-diagnostics.json"
      onDiscard={() => setText(undefined)}
      t={t}
    />
  );
}

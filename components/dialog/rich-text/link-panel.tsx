import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { safeLink, schema } from '../../../lib/rich-text/schema.ts';
import type { Translate } from '../../../lib/texts/texts.ts';
import { activeMark, type Editor, setLink } from './editor.ts';

export interface LinkPanelProps {
  readonly editor: Editor;
  readonly onDone: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly t: Translate;
}

/** Asks where a link leads. Only addresses of the web and of mail are taken. */
export function LinkPanel({ editor, onDone, onKeyDown, t }: LinkPanelProps) {
  const given = activeMark(editor.state.value, schema.marks.link)?.['href'];
  const existing = typeof given === 'string' ? given : undefined;
  const [address, setAddress] = useState(existing ?? '');
  const [judged, setJudged] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const wrong = judged && safeLink(address) === undefined;

  const apply = (): void => {
    setJudged(true);
    if (safeLink(address) === undefined) return input.current?.focus();
    onDone();
    editor.run(setLink(address));
  };
  return (
    <div class="panel" role="group" aria-label={t('dialog.format.link')} onKeyDown={onKeyDown}>
      <label for="link-address">{t('dialog.link.address')}</label>
      <input
        id="link-address"
        type="url"
        inputMode="url"
        dir="ltr"
        autocomplete="off"
        ref={input}
        value={address}
        aria-invalid={wrong}
        aria-describedby="link-problem"
        onInput={(event) => setAddress(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A key that ends a composition belongs to it.
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          apply();
        }}
      />
      <button type="button" class="button small" onClick={apply}>
        {t('dialog.link.apply')}
      </button>
      {existing !== undefined && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            onDone();
            editor.run(setLink(undefined));
          }}
        >
          {t('dialog.link.remove')}
        </button>
      )}
      <p class="bad" id="link-problem" role="alert">
        {wrong && t('dialog.link.wrong')}
      </p>
    </div>
  );
}

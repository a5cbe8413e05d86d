import { useRef, useState } from 'preact/hooks';
import type { Problem } from '../../lib/room/report/problem.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface TroubleProps {
  readonly problem: Problem;
  /** The extension and the browser, for support. */
  readonly about: string;
  /** The state in which the window is. */
  readonly state: string;
  /** What is left on the server: entry ids. */
  readonly leftovers?: readonly string[];
  readonly t: Translate;
}

/** What went wrong and what to do, in a sentence; and what support needs, to copy. None of it is secret. */
export function Trouble({ problem, about, state, leftovers = [], t }: TroubleProps) {
  return (
    <div class="trouble">
      <div class="line" role="alert">
        <Sign tone="bad" />
        <p>{problemText(problem, t)}</p>
      </div>
      {leftovers.length > 0 && <p>{t('dialog.leftovers', { ids: leftovers })}</p>}
      <SupportDetails
        text={[about, `${state}: ${problem.code}`, problem.details, leftovers.join(' ')]
          .filter(Boolean)
          .join('\n')}
        t={t}
      />
    </div>
  );
}

/** A text in its field, so that it can be copied also where the page's policy keeps the clipboard from our frame. */
function SupportDetails({ text, t }: { readonly text: string; readonly t: Translate }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    area.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one way in a frame without the permission
      setCopied(document.execCommand('copy'));
    }
  };
  return (
    <details class="support">
      <summary>{t('dialog.support')}</summary>
      <textarea ref={area} readOnly rows={4} dir="ltr" aria-label={t('dialog.support')} value={text} />
      <div class="line">
        <button type="button" class="button small" onClick={() => void copy()}>
          {t('dialog.copyDetails')}
        </button>
        <span role="status" class="good">
          {copied && t('dialog.copied')}
        </span>
      </div>
    </details>
  );
}

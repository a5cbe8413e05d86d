import { useState } from 'preact/hooks';
import type { Translate } from '../../lib/texts/texts.ts';

/** What the browser said to a question for a permission; `elsewhere`: it takes none here, and a page of ours was opened. */
export type Allowed = 'yes' | 'no' | 'elsewhere';

export interface AllowHostProps {
  readonly host: string;
  /** Asks the browser. Called within the click itself: a browser takes the question at no other time. */
  readonly onAllow: (host: string) => Promise<Allowed>;
  /** It is allowed now. */
  readonly onAllowed: () => void;
  readonly t: Translate;
}

/** The way out where rooms come from a host that the browser does not let us read. */
export function AllowHost({ host, onAllow, onAllowed, t }: AllowHostProps) {
  const [answer, setAnswer] = useState<Allowed>();
  const ask = async (): Promise<void> => {
    const said = await onAllow(host);
    setAnswer(said);
    if (said === 'yes') onAllowed();
  };
  return (
    <div class="line">
      <button type="button" class="button primary" onClick={() => void ask()}>
        {t('site.allowHosts', { hosts: [host] })}
      </button>
      <span role="status" class="warning">
        {answer === 'no' && t('site.refused')}
      </span>
    </div>
  );
}

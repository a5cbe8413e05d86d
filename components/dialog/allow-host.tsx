import { useState } from 'preact/hooks';
import type { Translate } from '../../lib/texts/texts.ts';

export interface AllowHostProps {
  readonly host: string;
  /** Asks the browser; answers what it said. Called within the click itself: it takes the question at no other time. */
  readonly onAllow: (host: string) => Promise<boolean>;
  /** It is allowed now. */
  readonly onAllowed: () => void;
  readonly t: Translate;
}

/** The way out where rooms come from a host that the browser does not let us read. */
export function AllowHost({ host, onAllow, onAllowed, t }: AllowHostProps) {
  const [isRefused, setRefused] = useState(false);
  const ask = async (): Promise<void> => {
    const allowed = await onAllow(host);
    setRefused(!allowed);
    if (allowed) onAllowed();
  };
  return (
    <div class="line">
      <button type="button" class="button primary" onClick={() => void ask()}>
        {t('site.allowHosts', { hosts: [host] })}
      </button>
      <span role="status" class="warning">
        {isRefused && t('site.refused')}
      </span>
    </div>
  );
}

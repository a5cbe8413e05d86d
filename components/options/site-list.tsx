import type { SiteLine } from '../../lib/sites/lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface SiteListProps {
  readonly sites: readonly SiteLine[];
  readonly onForget: (pattern: string) => void;
  readonly onAllow: (pattern: string) => void;
  readonly t: Translate;
}

/** The sites on which the item can appear, and who chose them. */
export function SiteList({ sites, onForget, onAllow, t }: SiteListProps) {
  return (
    <ul class="sites">
      {sites.map(({ pattern, host, kind, allowed }) => (
        <li key={pattern}>
          <Sign tone={allowed ? 'good' : 'warning'} />
          <span>
            <bdi dir="ltr">{host}</bdi>
            <span class="quiet"> {t(allowed ? `options.sites.${kind}` : 'options.sites.notAllowed')}</span>
          </span>
          {!allowed && (
            <button
              type="button"
              class="button small"
              aria-label={t('options.sites.allowSite', { host })}
              onClick={() => onAllow(pattern)}
            >
              {t('site.allow')}
            </button>
          )}
          {kind === 'granted' && allowed && (
            <button
              type="button"
              class="button small"
              aria-label={t('options.sites.removeSite', { host })}
              onClick={() => onForget(pattern)}
            >
              {t('options.sites.remove')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

import type { SiteLine } from '../../lib/sites/lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { PICTURES } from './pictures.tsx';

export interface WelcomeProps {
  /** Where it works, and where it may. */
  readonly sites: readonly SiteLine[];
  /** Asks the browser for sites: match patterns. Called within the click itself. */
  readonly onAllow: (patterns: readonly string[]) => void;
  readonly onOptions: () => void;
  readonly t: Translate;
}

/** What the extension does, where it works on this computer, and how to find it: shown once, after it was installed. */
export function Welcome({ sites, onAllow, onOptions, t }: WelcomeProps) {
  return (
    <main class="page welcome">
      <header>
        <h1>{t('welcome.title')}</h1>
      </header>
      <p>{t('welcome.what')}</p>
      <ol class="steps">
        <li>
          {PICTURES.sites}
          <div>
            <h2>{t('welcome.step.sites')}</h2>
            <Sites sites={sites} onAllow={onAllow} t={t} />
            <p class="quiet">{t('welcome.sites.other')}</p>
            <p class="quiet">{t('welcome.puzzle')}</p>
          </div>
        </li>
        {(['find', 'save'] as const).map((step) => (
          <li key={step}>
            {PICTURES[step]}
            <div>
              <h2>{t(`welcome.step.${step}`)}</h2>
              <p class="quiet">{t(`welcome.more.${step}`)}</p>
            </div>
          </li>
        ))}
      </ol>
      <p class="quiet">{t('welcome.privacy')}</p>
      <div>
        <button type="button" class="button" onClick={onOptions}>
          {t('popup.options')}
        </button>
      </div>
    </main>
  );
}

/** What is so on this computer: Kaltura's own pages, and what the administrator or the user chose. */
function Sites({ sites, onAllow, t }: Pick<WelcomeProps, 'sites' | 'onAllow' | 't'>) {
  const of = (isMeant: (site: SiteLine) => boolean): string[] =>
    sites.filter(isMeant).map(({ host }) => host);
  const fixed = of(({ kind, allowed }) => kind === 'fixed' && allowed);
  const withheld = sites.filter(({ kind, allowed }) => (kind === 'fixed' || kind === 'school') && !allowed);
  const ready = of(({ kind, allowed }) => kind !== 'fixed' && allowed);
  const chosen = of(({ kind, allowed }) => kind === 'policy' && !allowed);
  return (
    <>
      {fixed.length > 0 && <p>{t('welcome.sites.fixed', { hosts: fixed })}</p>}
      {withheld.length > 0 && (
        <>
          <p class="warning">{t('welcome.sites.withheld', { hosts: withheld.map(({ host }) => host) })}</p>
          <button
            type="button"
            class="button primary"
            onClick={() => onAllow(withheld.map(({ pattern }) => pattern))}
          >
            {t('site.allow')}
          </button>
        </>
      )}
      {ready.length > 0 && <p>{t('welcome.sites.ready', { hosts: ready })}</p>}
      {chosen.length > 0 && <p>{t('welcome.sites.policy', { hosts: chosen })}</p>}
    </>
  );
}

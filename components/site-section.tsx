import type { SiteOffer } from '../lib/sites/offer.ts';
import { hostOf } from '../lib/sites/pattern.ts';
import type { Translate } from '../lib/texts/texts.ts';

export interface SiteSectionProps {
  readonly offer: SiteOffer;
  /** The browser was asked, and the answer was no. */
  readonly refused: boolean;
  /** Asks the browser. Called within the click itself: a browser takes the question at no other time. */
  readonly onEnable: (origins: readonly string[], services: readonly string[]) => void;
  readonly onStop: (origins: readonly string[]) => void;
  readonly t: Translate;
}

/** What the popup says of the site on which the toolbar button was pressed, and the one thing that can be done there. */
export function SiteSection({ offer, refused, onEnable, onStop, t }: SiteSectionProps) {
  return (
    <section class="site box" aria-labelledby="site-title">
      <h2 id="site-title">{t('site.title')}</h2>
      <Sentences offer={offer} t={t} />
      <Action offer={offer} onEnable={onEnable} onStop={onStop} t={t} />
      <p role="status" class="warning">
        {refused && t('site.refused')}
      </p>
    </section>
  );
}

type Part<Names extends keyof SiteSectionProps> = Pick<SiteSectionProps, Names>;

function Sentences({ offer, t }: Part<'offer' | 't'>) {
  switch (offer.state) {
    case 'unsupported':
      return <p>{t(`site.${offer.reason}`)}</p>;
    case 'available':
      return (
        <>
          {isOnlyElsewhere(offer) ? (
            <p>{t('site.elsewhere', { hosts: offer.also })}</p>
          ) : (
            <>
              <p>{t(offer.preset ? 'site.preset' : 'site.available', { host: offer.host })}</p>
              {offer.also.length > 0 && <p>{t('site.also', { hosts: offer.also })}</p>}
            </>
          )}
          {offer.services.length > 0 && <p>{t('site.services', { hosts: hostsOf(offer.services) })}</p>}
        </>
      );
    case 'granted':
      // All of them: they are stopped together, too.
      return (
        <>
          <p>{t('site.granted', { hosts: offer.origins.map(hostOf) })}</p>
          {/* A browser hides the toolbar button of an extension, until it is pinned. */}
          <p class="quiet small">{t('site.pin')}</p>
        </>
      );
    case 'fixed':
    case 'policy':
      return <p>{t(`site.${offer.state}`, { host: offer.host })}</p>;
    case 'withheld':
      return <p>{t('site.withheld')}</p>;
  }
}

type Available = Extract<SiteOffer, { state: 'available' }>;

/** Whether the page itself is allowed, and only a frame of it is on a host that is not. */
const isOnlyElsewhere = ({ host, origins, also }: Available): boolean =>
  also.length > 0 && !origins.some((origin) => hostOf(origin) === host);

/** With their ports: what is named is one server, not all of a host. */
const hostsOf = (origins: readonly string[]): readonly string[] =>
  origins.map((origin) => new URL(origin).host);

function Action({ offer, onEnable, onStop, t }: Part<'offer' | 'onEnable' | 'onStop' | 't'>) {
  switch (offer.state) {
    case 'available':
    case 'withheld':
      return (
        <button
          type="button"
          class="button primary"
          onClick={() => onEnable(offer.origins, offer.state === 'available' ? offer.services : [])}
        >
          {offer.state === 'withheld'
            ? t('site.allow')
            : isOnlyElsewhere(offer)
              ? t('site.allowHosts', { hosts: offer.also })
              : t('site.enable')}
        </button>
      );
    case 'granted':
      return (
        <button type="button" class="button" onClick={() => onStop(offer.origins)}>
          {t('site.stop')}
        </button>
      );
    case 'unsupported':
    case 'fixed':
    case 'policy':
      return null;
  }
}

import { pattern } from '../hosts.ts';
import type { DeclaredOrigins } from './declared.ts';
import { needs, ownServices, type TabFacts } from './facts.ts';
import { hostOf, isWithin, patternOfUrl } from './pattern.ts';

/** What the toolbar button can say, and do, of the site on which it was pressed. */
export type SiteOffer =
  /** Nothing can be cloned here: a page of the browser's own, or one without https. */
  | { readonly state: 'unsupported'; readonly reason: 'browserPage' | 'insecure' }
  /** It works here by itself. */
  | { readonly state: 'fixed'; readonly host: string }
  /** The browser was told not to let us on Kaltura's own pages: by the user of Firefox, or by "on click" in Chrome. */
  | { readonly state: 'withheld'; readonly origins: readonly string[] }
  /** The teacher enabled it; `origins` is what is taken back. */
  | { readonly state: 'granted'; readonly host: string; readonly origins: readonly string[] }
  /** The administrator named this site, and the browser lets us: not to be taken back here. */
  | { readonly state: 'policy'; readonly host: string }
  /** It can be enabled: all `origins` in one question of the browser's. `also`: hosts of these besides the page's own. */
  | {
      readonly state: 'available';
      readonly host: string;
      readonly origins: readonly string[];
      readonly also: readonly string[];
      /** Kaltura servers to be named by this: origins. The sessions of this site's pages are sent there from then on. */
      readonly services: readonly string[];
      /** The administrator named it: the browser asks all the same, once. */
      readonly preset: boolean;
    };

/** What the browser, and the administrator, let us do. Match patterns. */
export interface Access {
  readonly declared: DeclaredOrigins;
  /** Whether the browser lets us work there. */
  readonly has: (pattern: string) => boolean;
  /** What the administrator named. */
  readonly policySites: readonly string[];
  /** Whether the user has named a Kaltura server, by its origin: that its host may be visited does not make it one. */
  readonly named: (origin: string) => boolean;
}

/** Every pattern of which `siteOffer` asks whether the browser lets us. */
export const originsToAsk = (declared: DeclaredOrigins, facts: TabFacts): readonly string[] => [
  ...declared.all,
  ...needs(facts),
];

/** The offer for a tab. Pure: facts in, offer out. */
export function siteOffer(facts: TabFacts, { declared, has, policySites, named }: Access): SiteOffer {
  const { url } = facts;
  if (url === undefined || !/^https?:/.test(url)) return { state: 'unsupported', reason: 'browserPage' };
  const { hostname, protocol } = new URL(url);
  const own = patternOfUrl(url);
  const fixed = declared.pages.some(
    (page) => isWithin(pattern(hostname), page) && (protocol === 'https:' || page.startsWith('*:')),
  );
  if (own === undefined && !fixed) return { state: 'unsupported', reason: 'insecure' };
  const needed = needs(facts);
  const siteOfService = (origin: string): string => patternOfUrl(origin) ?? '';
  const services = ownServices(facts).filter(
    (origin) => !named(origin) && needed.includes(siteOfService(origin)),
  );
  const ofServices = services.map(siteOfService);
  const missing = needed.filter((origin) => !has(origin) || ofServices.includes(origin));
  const withheld = declared.all.filter((origin) => !has(origin));
  const preset = own !== undefined && policySites.some((site) => isWithin(own, site));
  // First of all, on whatever site: without Kaltura's own pages and services nothing else would do.
  if (withheld.length > 0) return { state: 'withheld', origins: withheld };
  if (missing.length > 0)
    return {
      state: 'available',
      host: hostname,
      origins: missing,
      also: missing.filter((origin) => origin !== own && !ofServices.includes(origin)).map(hostOf),
      services,
      preset,
    };
  if (fixed) return { state: 'fixed', host: hostname };
  if (preset) return { state: 'policy', host: hostname };
  return {
    state: 'granted',
    host: hostname,
    origins: needed.filter((origin) => !policySites.some((site) => isWithin(origin, site))),
  };
}

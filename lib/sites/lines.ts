import { FIXED_ORIGINS } from './offer.ts';
import { hostOf, isFixedSite, isWithin } from './pattern.ts';

/** A site as the options list it. */
export interface SiteLine {
  /** The match pattern: what is granted, and what `site.forget` takes back. */
  readonly pattern: string;
  /** The same for people: `media.example.org`, `*.example.org`. */
  readonly host: string;
  /** Kaltura's own pages; named by the administrator; enabled by the teacher. */
  readonly kind: 'fixed' | 'policy' | 'granted';
  /** Whether the browser lets us work there. Where it does not, it has to be asked: `permissions.request`. */
  readonly allowed: boolean;
}

/**
 * All sites: Kaltura's, those of the administrator, and those that the teacher enabled, each once and in this order.
 * @param granted what the browser says that it lets us do, as match patterns
 * @param policySites what the administrator named, as match patterns
 */
export function siteLines(granted: readonly string[], policySites: readonly string[]): readonly SiteLine[] {
  const allowed = (site: string): boolean => granted.some((origin) => isWithin(site, origin));
  const line = (kind: SiteLine['kind'], sites: readonly string[]): SiteLine[] =>
    sites.map((site) => ({ pattern: site, host: hostOf(site), kind, allowed: allowed(site) }));
  const pages = FIXED_ORIGINS.filter(isFixedSite);
  return [
    ...line('fixed', pages),
    ...line('policy', policySites),
    ...line(
      'granted',
      enabledSites(granted).filter((origin) => !policySites.includes(origin)),
    ),
  ];
}

/** What of the granted origins was granted later: where our scripts must be registered, since the manifest names no such site. */
export const enabledSites = (
  granted: readonly string[],
  fixed: readonly string[] = FIXED_ORIGINS,
): readonly string[] =>
  granted.filter((origin) => !fixed.some((known) => isWithin(origin, known))).toSorted();

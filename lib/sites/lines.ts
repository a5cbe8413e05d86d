import { PAGE_HOSTS } from '../hosts.ts';
import type { DeclaredOrigins } from './declared.ts';
import { hostOf, isWithin, patternOfUrl } from './pattern.ts';

/** A site as the options list it. */
export interface SiteLine {
  /** The match pattern: what is granted, and what `site.forget` takes back. */
  readonly pattern: string;
  /** The same for people: `media.example.org`, `*.example.org`. */
  readonly host: string;
  /**
   * Kaltura's own pages; a school's own, in a package that was made for it (both stand in the manifest); named by the
   * administrator; enabled by the teacher.
   */
  readonly kind: 'fixed' | 'school' | 'policy' | 'granted';
  /** Whether the browser lets us work there. Where it does not, it has to be asked: `permissions.request`. */
  readonly allowed: boolean;
}

/**
 * All sites: the manifest's, those of the administrator, and those that the teacher enabled, each once and in this order.
 * @param granted what the browser says that it lets us do, as match patterns
 * @param policySites what the administrator named, as match patterns
 */
export function siteLines(
  declared: DeclaredOrigins,
  granted: readonly string[],
  policySites: readonly string[],
): readonly SiteLine[] {
  const allowed = (site: string): boolean => granted.some((origin) => isWithin(site, origin));
  const line = (kind: SiteLine['kind'], sites: readonly string[]): SiteLine[] =>
    sites.map((site) => ({ pattern: site, host: hostOf(site), kind, allowed: allowed(site) }));
  return [
    ...line('fixed', declared.pages.filter(isKalturas)),
    ...line(
      'school',
      declared.pages.filter((site) => !isKalturas(site)),
    ),
    ...line('policy', policySites),
    ...line(
      'granted',
      enabledSites(declared, granted).filter((origin) => !policySites.includes(origin)),
    ),
  ];
}

/** In the address of the options, behind `#`: the host that is to be allowed there. */
export const OPTIONS_ALLOW = 'allow';

/** The sites with the one, first, that a window has sent somebody to the options to allow. @param hash of their address */
export function withAsked(lines: readonly SiteLine[], hash: string): readonly SiteLine[] {
  const asked = patternOfUrl(`https://${new URLSearchParams(hash.slice(1)).get(OPTIONS_ALLOW) ?? ''}/`);
  if (asked === undefined || lines.some(({ pattern }) => isWithin(asked, pattern))) return lines;
  return [{ pattern: asked, host: hostOf(asked), kind: 'granted', allowed: false }, ...lines];
}

const isKalturas = (site: string): boolean => PAGE_HOSTS.some((host) => host === hostOf(site));

/** What of the granted origins was granted later: where our scripts must be registered, since the manifest names no such site. */
export const enabledSites = (declared: DeclaredOrigins, granted: readonly string[]): readonly string[] =>
  granted.filter((origin) => !declared.all.some((known) => isWithin(origin, known))).toSorted();

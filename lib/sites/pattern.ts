import { fits, PAGE_HOSTS, pattern } from '../hosts.ts';

/**
 * Sites as the browser's match patterns: `https://media.example.org/*`. A site is a host over https, on any port: what
 * the browser grants, lists and takes back.
 */

const HOST = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;

/**
 * The pattern of the site at an address; undefined for http, a browser's own page, or no address at all. A `*` in an
 * address is no name, and would be a wildcard in a pattern: a page must not widen what is asked for.
 */
export function patternOfUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && !hostname.includes('*') ? pattern(hostname) : undefined;
}

/**
 * The pattern for a site as an administrator writes it: `media.example.org`, `*.example.org`, or its address.
 * Undefined for anything that names no host: `*`, `*.org`, an address without https.
 */
export function patternOfSite(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const written = trimmed.includes('://')
    ? /^https:\/\/([^/:]+)(?::\d+)?(?:\/.*)?$/.exec(trimmed)?.[1]
    : trimmed;
  const host = written === undefined ? undefined : inAscii(written);
  if (host === undefined || !HOST.test(host)) return undefined;
  // A wildcard over a whole top-level domain is no site.
  if (host.startsWith('*.') && host.split('.').length < 3) return undefined;
  return pattern(host);
}

const LETTERS = /^(\*\.)?([\p{L}\p{M}\p{N}.-]+)$/u;

/** A host as browsers know it (`xn--…`), where it is written in the letters of its language; any other as it is. */
function inAscii(host: string): string {
  const [, any = '', name = ''] = LETTERS.exec(host) ?? [];
  return URL.canParse(`https://${name}`) && !HOST.test(host)
    ? any + new URL(`https://${name}`).hostname
    : host;
}

/** The host of a pattern, as people read it: `*.example.org`. */
export const hostOf = (sitePattern: string): string =>
  /^[^:]+:\/\/([^/]*)\//.exec(sitePattern)?.[1] ?? sitePattern;

/** Whether everything that one pattern stands for is in another. */
export function isWithin(inner: string, outer: string): boolean {
  const [wide, narrow] = [hostOf(outer), hostOf(inner)];
  if (wide === '*' || outer === '<all_urls>') return true;
  if (wide === narrow) return true;
  // In match patterns `*.a.b` holds `a.b` too.
  return wide.startsWith('*.') && (fits(wide, narrow) || narrow === wide.slice(2));
}

/** Whether a site works from the start: Kaltura's own pages. */
export const isFixedSite = (sitePattern: string): boolean =>
  PAGE_HOSTS.some((host) => isWithin(sitePattern, pattern(host)));

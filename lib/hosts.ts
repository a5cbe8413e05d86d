/** The hosts that the extension knows from the start: the manifest and the background's check are made from these. */

/**
 * Pages of Kaltura's own: rooms' pages, in a frame of the LMS or on their own; events run the same application
 * (docs/facts/kaf-pages.md#8-design-system-and-hosts).
 */
export const PAGE_HOSTS = ['*.kaf.kaltura.com', '*.mediaspace.kaltura.com', '*.events.kaltura.com'] as const;

/** Kaltura's API, by region (docs/facts/kaltura-api.md#17-hosts). */
export const SERVICE_HOSTS = [
  'www.kaltura.com',
  'cdnapisec.kaltura.com',
  'api.de.kaltura.com',
  'api.eu.kaltura.com',
  'api.sg.kaltura.com',
  'api.ca.kaltura.com',
  'api.ap.kaltura.com',
  '*.ovp.kaltura.com',
] as const;

/** Hosts of tests, granted at install in the build for them and in no other. */
export const TEST_HOSTS = ['*.example.edu', '127.0.0.1', 'localhost'] as const;

/** `https://*.host/*` for a host, with http too for those of tests. */
export const pattern = (host: string, scheme = 'https'): string => `${scheme}://${host}/*`;

/** Whether a service URL is one of Kaltura's: https, at a known host, on any port. */
export function isServiceHost(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && SERVICE_HOSTS.some((host) => fits(host, hostname));
}

/** Whether a name is a host's, or one of those that `*.host` stands for: `*.a.b` is no `a.b` here. */
export function fits(host: string, hostname: string): boolean {
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
}

declare const brand: unique symbol;

/** The base address of a room service, without a slash at its end: a KS may be sent there. */
export type ServiceAddress = string & { readonly [brand]: 'ServiceAddress' };

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/**
 * An address that an administrator or the user named, never a page: https, with nothing in it but a path. Plain http
 * goes to this machine alone, for tests and the command line.
 */
export function serviceAddress(text: string): ServiceAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, hostname, username, password, search, hash } = new URL(text);
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  if (!safe || [username, password, search, hash].some((part) => part !== '')) return undefined;
  // The cast is the branding itself: all that is asked of an address has just been checked.
  return (origin + pathname.replace(/\/+$/, '')) as ServiceAddress;
}

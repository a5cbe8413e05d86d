declare const brand: unique symbol;

/** What API v3 does not offer, and a service of its own does: Chat & Collaboration, and the live room's storyboard. */
export type RoomService = 'chat' | 'storyboard';

/** The base address of a room service, checked; without a slash at its end. One service's is not the other's. */
export type ServiceAddress<Of extends RoomService> = string & { readonly [brand]: Of };

const LOOPBACK = new Set(['127.0.0.1', 'localhost']);

/**
 * The address of a room service as an administrator or the user wrote it, or undefined: the KS goes there, so it is
 * https, and holds nothing but a host and a path.
 * @param loopback whether http to this machine is accepted too: for a test or a command line that names it
 */
export function serviceAddress<Of extends RoomService>(
  _of: Of,
  text: string,
  { loopback = false }: { readonly loopback?: boolean } = {},
): ServiceAddress<Of> | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text);
  const safe = protocol === 'https:' || (loopback && protocol === 'http:' && LOOPBACK.has(hostname));
  if (!safe || [username, password, search, hash].some((part) => part !== '')) return undefined;
  // The cast is the branding itself: the address has just been checked.
  return (origin + pathname.replace(/\/+$/, '')) as ServiceAddress<Of>;
}

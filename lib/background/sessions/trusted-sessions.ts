import { isServiceHost } from '../../hosts.ts';
import { type Service, service, Session } from '../../kaltura/session.ts';
import type { HandedSession } from '../../pages/page-globals.ts';
import { placedSessions } from '../../pages/sessions.ts';

/**
 * The sessions of a page that may be used: only those whose service is one of Kaltura's, or one that the user or the
 * administrator named as a service. A page that names any other gets no KS sent there, not even its own; that the host
 * of a page may be visited does not make it a service.
 * @param named origins of those services
 */
export function trustedSessions(handed: readonly HandedSession[], named: readonly string[]): Session[] {
  const found = new Map<string, Session>();
  for (const { ks, serviceUrl, partnerId } of placedSessions(handed)) {
    const at = service(serviceUrl, partnerId);
    if (at && !found.has(ks) && isTrusted(at, named)) found.set(ks, new Session(at, ks));
  }
  return [...found.values()];
}

// What is named is over https, whatever the page says.
const isTrusted = ({ url }: Service, named: readonly string[]): boolean =>
  isServiceHost(url) || named.includes(new URL(url).origin);

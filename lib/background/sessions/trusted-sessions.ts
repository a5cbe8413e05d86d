import { isServiceHost } from '../../hosts.ts';
import { type Service, service, Session } from '../../kaltura/session.ts';
import type { HandedSession } from '../../pages/sessions/page-globals.ts';
import { placedSessions } from '../../pages/sessions/sessions.ts';

/**
 * The sessions of a page that may be used: only those whose service is one of Kaltura's, or one that the user or the
 * administrator named as a service. A page that names any other gets no KS sent there, not even its own; that the host
 * of a page may be visited does not make it a service. Where a page tells one KS at several services, the first counts: a
 * KS of a service that is not trusted is not used at another.
 * @param named origins of those services
 */
export function trustedSessions(handed: readonly HandedSession[], named: readonly string[]): Session[] {
  const first = new Map(
    placedSessions(handed)
      .toReversed()
      .map((session) => [session.ks, session]),
  );
  return [...first.values()].toReversed().flatMap(({ ks, serviceUrl, partnerId }) => {
    const at = service(serviceUrl, partnerId);
    return at && isTrusted(at, named) ? [new Session(at, ks)] : [];
  });
}

// What is named is over https, whatever the page says.
const isTrusted = ({ url }: Service, named: readonly string[]): boolean =>
  isServiceHost(url) || named.includes(new URL(url).origin);

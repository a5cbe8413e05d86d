import { isServiceHost } from '../hosts.ts';
import { type Service, service, Session } from '../kaltura/session.ts';
import type { HandedSession } from '../pages/sessions.ts';

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\//;

/**
 * The sessions of a page that may be used: only those whose service is a Kaltura host that we know, or one that was
 * granted to this extension, or that the administrator named. A page that names any other gets no KS sent there, not
 * even its own.
 * @param isGranted asks the browser for a match pattern
 * @param named origins of services in the administrator's policy
 */
export async function trustedSessions(
  handed: readonly HandedSession[],
  isGranted: (pattern: string) => Promise<boolean>,
  named: readonly string[] = [],
): Promise<Session[]> {
  const found = new Map<string, Session>();
  for (const { ks, serviceUrl, partnerId } of handed) {
    const at = service(serviceUrl, partnerId);
    if (at && !found.has(ks) && (await isTrusted(at, isGranted, named))) found.set(ks, new Session(at, ks));
  }
  return [...found.values()];
}

async function isTrusted(
  { url }: Service,
  isGranted: (pattern: string) => Promise<boolean>,
  named: readonly string[],
): Promise<boolean> {
  // The policy's are over https, whatever is in it.
  if (isServiceHost(url) || named.includes(new URL(url).origin)) return true;
  if (!url.startsWith('https:') && !LOOPBACK.test(`${url}/`)) return false;
  const { protocol, hostname } = new URL(url);
  return isGranted(`${protocol}//${hostname}/*`);
}

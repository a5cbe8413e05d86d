/** A Kaltura session as a page tells it. It goes page → background, never back. */
export interface HandedSession {
  readonly ks: string;
  readonly serviceUrl: string;
  readonly partnerId: number;
}

/**
 * The Kaltura sessions that a page's markup, addresses and globals hold (kaf-pages §3). All of it is the page's word:
 * the background parses it again, and asks the server whose session it is. A page holds several: for its player, for
 * other services, for other users.
 */

/** The service where a page names none: its player's default (kaf-pages §3). */
const DEFAULT_SERVICE = 'https://www.kaltura.com';

const KS_IN_TEXT = /["']ks["']\s*:\s*["']([\w+/=-]{20,})["']/g;
const KS_IN_ADDRESS = /[/?&]ks[/=](djJ8[\w-]{20,})/;
/** In-app messaging holds a session of another service, in an object of its own. */
const MESSAGING = /["']inAppMessaging["']\s*:\s*\{[^{}]*$/;
const PARTNER = /["'](?:partnerId|wid)["']\s*:\s*["']?_?(\d+)/;
const SERVICE = /["']serviceUrl["']\s*:\s*["']([^"']+)/;
/** The script that embeds a player comes from the service itself (kaf-pages §3). */
const EMBED = /^(https?:\/\/[^/]+)\/.*\/embed(?:PlaykitJs|IframeJs)\//;

/** What stands before a KS closely enough to tell of it, in characters. */
const NEAR = 600;

/** The partner that a KS of version 2 names before its secret part: base64 of `v2|partner|…` (kaltura-api facts 4.5). */
function partnerOf(ks: string): number {
  try {
    return Number(/^v2\|(\d+)\|/.exec(atob(ks.slice(0, 24).replaceAll('-', '+').replaceAll('_', '/')))?.[1]);
  } catch {
    return NaN;
  }
}

const scriptTexts = (document: Document): string[] =>
  [...document.scripts].map(({ textContent }) => textContent.replaceAll('\\/', '/'));

/** The service of a page: what its player config names, else where its player's script comes from. */
export function serviceOf(document: Document): string {
  const named = scriptTexts(document).map((text) => SERVICE.exec(text)?.[1]);
  const embedded = [...document.scripts].map(({ src }) => EMBED.exec(src)?.[1]);
  return [...named, ...embedded].find((url) => url !== undefined) ?? DEFAULT_SERVICE;
}

/** Sessions in inline scripts: the player's provider block, the edit page's flashvars, a runtime's settings. */
export function sessionsInScripts(document: Document): HandedSession[] {
  const serviceUrl = serviceOf(document);
  return scriptTexts(document).flatMap((text) =>
    [...text.matchAll(KS_IN_TEXT)].flatMap(({ 1: ks = '', index }) => {
      const before = text.slice(Math.max(0, index - NEAR), index);
      const partnerId = partnerOf(ks) || Number(PARTNER.exec(before)?.[1]);
      return MESSAGING.test(before) || !partnerId ? [] : [{ ks, serviceUrl, partnerId }];
    }),
  );
}

/** Sessions in addresses: of media that the page shows, and of the page itself where it was opened with one. */
export function sessionsInAddresses(document: Document, others: readonly string[]): HandedSession[] {
  const sources = [...document.querySelectorAll('[src*=ks]')].map(
    (element) => element.getAttribute('src') ?? '',
  );
  const serviceUrl = serviceOf(document);
  return [...sources, ...others].flatMap((address) => {
    const ks = KS_IN_ADDRESS.exec(address)?.[1] ?? '';
    const partnerId = partnerOf(ks);
    return partnerId ? [{ ks, serviceUrl, partnerId }] : [];
  });
}

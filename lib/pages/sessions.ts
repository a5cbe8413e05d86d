import { isEntryId } from './address.ts';
import { inlineObjects } from './inline-data.ts';

/** A Kaltura session as a page tells it. It goes page → background, never back. */
export interface HandedSession {
  readonly ks: string;
  readonly serviceUrl: string;
  readonly partnerId: number;
}

/**
 * The Kaltura sessions in a page's own data, in the forms that are known for it
 * (docs/facts/kaf-pages.md#5-sessions-in-pages): the player's config, the embed object of the classic player, the
 * edit page's flashvars. Everything else that looks like one is not ours to take: names and descriptions of other
 * people stand in the same scripts, and anybody can put an address into a page. All of it is the page's word: the
 * background parses it again, and asks the server whose session it is.
 */

/**
 * The service of a player that names none, by itself or by its script: the player's own default
 * (docs/facts/kaf-pages.md#5-sessions-in-pages).
 */
const DEFAULT_SERVICE = 'https://www.kaltura.com';

/**
 * The script that embeds a player comes from the service itself, and names its partner
 * (docs/facts/kaf-pages.md#5-sessions-in-pages): `/p/102/…/`.
 */
const EMBEDS: readonly unknown[] = ['embedPlaykitJs', 'embedIframeJs'];

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  value !== null && typeof value === 'object' ? (value as Fields) : {}; // of which nothing is known
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The partner that a KS of version 2 names before its secret part: base64 of `v2|partner|…`
 * (docs/facts/kaltura-api.md#13-reading-a-ks).
 */
function partnerOf(ks: string): number {
  try {
    return Number(/^v2\|(\d+)\|/.exec(atob(ks.slice(0, 24).replaceAll('-', '+').replaceAll('_', '/')))?.[1]);
  } catch {
    return NaN;
  }
}

/** A session whose partner is the one that stands beside it, where both are told. */
function session(ks: unknown, partner: unknown, serviceUrl: unknown): HandedSession[] {
  const inKs = partnerOf(text(ks));
  const beside = Number(partner);
  const partnerId = inKs || beside;
  if (!text(ks) || !(partnerId > 0) || (beside > 0 && beside !== partnerId)) return [];
  return [{ ks: text(ks), partnerId, serviceUrl: text(serviceUrl) }];
}

/** Of a player's config. In-app messaging, which stands beside players, has a session of another service. */
function inConfig(config: unknown): HandedSession[] {
  const { ks, partnerId, env } = fields(fields(config)['provider']);
  return session(ks, partnerId, fields(env)['serviceUrl']);
}

/**
 * The sessions that stand under names of the page's own, its globals or what its scripts assign. Where they name no
 * service, its address is empty: the page's player script tells it.
 */
function sessionsNamed({
  lobbyProps,
  playerConfig,
  kMainPlayerEmbedObject,
  flashvars,
}: Fields): HandedSession[] {
  const classic = fields(kMainPlayerEmbedObject);
  const partner = text(classic['wid']).replace(/^_/, '');
  return [
    ...inConfig(fields(fields(lobbyProps)['props'])['playerConfig']),
    ...inConfig(playerConfig),
    ...session(fields(classic['flashvars'])['ks'], partner, ''),
    ...session(fields(flashvars)['ks'], undefined, ''),
  ];
}

/** The page's own names under which sessions stand. */
const NAMES = ['lobbyProps', 'playerConfig', 'kMainPlayerEmbedObject', 'flashvars'];

/** The sessions in a page's globals, which only a script in the page's own world sees. */
export function sessionsInGlobals(globals: unknown): HandedSession[] {
  return NAMES.flatMap((name) => {
    try {
      return sessionsNamed({ [name]: fields(globals)[name] });
    } catch {
      // It may be the window of a frame that was given this name.
      return [];
    }
  });
}

/** What an inline script assigns, or hands to a player or a React component. */
const inScript = (code: string): HandedSession[] =>
  // A script without the key holds none, and need not be read.
  !code.includes('"ks"')
    ? []
    : inlineObjects(code).flatMap(({ name, value }) => [
        // A player's config may have any name.
        ...sessionsNamed({ playerConfig: value, [name]: value }),
        ...(name === '' ? sessionsNamed({ ...value, lobbyProps: value['lobbyProps'] ?? value }) : []),
      ]);

/** An entry that a page's scripts name as one, of whomever it is. */
export function entryInScripts({ scripts }: Document): string | undefined {
  const values: unknown[] = [...scripts].flatMap(({ textContent }) =>
    inlineObjects(textContent).map(({ value }) => value),
  );
  // It grows while it is gone through: data may be as deep as it likes.
  for (const value of values) {
    for (const [key, inside] of Object.entries(fields(value))) {
      if (key === 'id' && isEntryId(text(inside))) return text(inside);
      if (inside !== null && typeof inside === 'object') values.push(inside);
    }
  }
  return undefined;
}

/** Sessions in a page's inline scripts, by the forms above. */
export const sessionsInScripts = ({ scripts }: Document): HandedSession[] =>
  [...scripts].flatMap(({ src, textContent }) => (src ? [] : inScript(textContent)));

/**
 * The sessions with their services: each the one that stands beside it, else that of the page's player script for the
 * same partner. Where scripts of several services are in the page, nobody can tell: the session is not used.
 */
export function withServices(sessions: readonly HandedSession[], { scripts }: Document): HandedSession[] {
  return sessions.flatMap((one) => {
    if (one.serviceUrl) return [one];
    const origins = new Set(
      [...scripts].flatMap(({ src }) => {
        const { origin, pathname } = new URL(URL.canParse(src) ? src : 'about:blank');
        const parts = pathname.split('/');
        const partner = Number(parts[parts.indexOf('p') + 1]);
        return partner === one.partnerId && parts.some((part) => EMBEDS.includes(part)) ? [origin] : [];
      }),
    );
    const [serviceUrl = DEFAULT_SERVICE, ...others] = origins;
    return others.length > 0 ? [] : [{ ...one, serviceUrl }];
  });
}

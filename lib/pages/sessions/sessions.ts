import { inlineObjects } from './inline-data.ts';
import { isEntryId } from '../naming.ts';
import { handedInGlobals, type HandedSession } from './page-globals.ts';
import type { PageScripts } from './page-scripts.ts';

/**
 * The Kaltura sessions in a page's own data, in the forms that are known for it
 * (docs/facts/kaf-pages.md#5-sessions-in-pages): the player's config, the embed object of the classic player, the
 * edit page's flashvars. Everything else that looks like one is not ours to take: names and descriptions of other
 * people stand in the same scripts, and anybody can put an address into a page. All of it is the page's word: the
 * background asks the server whose session it is.
 */

/** A session of which it is told at which service, and for which partner. */
export interface PlacedSession {
  readonly ks: string;
  readonly serviceUrl: string;
  readonly partnerId: number;
}

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

/**
 * Where sessions belong: each whose partner is the one that stands beside it, where both are told, at the service that
 * stands beside it, else at that of the page's player script for the same partner. Where scripts of several services
 * are in the page, nobody can tell: the session is not used.
 */
export const placedSessions = (handed: readonly HandedSession[]): PlacedSession[] =>
  handed.flatMap(({ ks, partnerId: told, serviceUrl, players = [] }) => {
    const inKs = partnerOf(ks);
    const beside = numberOf(told);
    const partnerId = inKs || beside;
    if (!ks || !(partnerId > 0) || (beside > 0 && beside !== partnerId)) return [];
    if (typeof serviceUrl === 'string' && serviceUrl !== '') return [{ ks, partnerId, serviceUrl }];
    const [service = DEFAULT_SERVICE, ...others] = new Set(
      players.flatMap((src) => serviceOf(src, partnerId)),
    );
    return others.length > 0 ? [] : [{ ks, partnerId, serviceUrl: service }];
  });

/** A partner's number, which may be written as a text; a widget's id is it behind a line: `_102`. */
function numberOf(told: unknown): number {
  if (typeof told === 'number') return told;
  return typeof told === 'string' ? Number(told.replace(/^_/, '')) : NaN;
}

/** The service from which a player script comes, where it is this partner's. */
function serviceOf(src: string, partnerId: number): string[] {
  const { origin, pathname } = new URL(URL.canParse(src) ? src : 'about:blank');
  const parts = pathname.split('/');
  const partner = Number(parts[parts.indexOf('p') + 1]);
  return partner === partnerId && parts.some((part) => EMBEDS.includes(part)) ? [origin] : [];
}

/** Sessions in a page's inline scripts: what they assign, or hand to a player or a React component. */
export const sessionsInScripts = ({ codes, players }: PageScripts): HandedSession[] =>
  codes.flatMap((code) =>
    // A script without the key holds none, and need not be read.
    !code.includes('"ks"')
      ? []
      : inlineObjects(code)
          .flatMap(({ name, value }) => [
            // A player's config may have any name.
            ...handedInGlobals({ playerConfig: value, [name]: value }),
            ...(name === '' ? handedInGlobals({ ...value, lobbyProps: value['lobbyProps'] ?? value }) : []),
          ])
          .map((session) => ({ ...session, players })),
  );

/** An entry that a page's scripts name as one, of whomever it is. */
export function entryInScripts({ codes }: PageScripts): string | undefined {
  const values: unknown[] = codes.flatMap((code) => inlineObjects(code).map(({ value }) => value));
  // It grows while it is gone through: data may be as deep as it likes.
  for (const value of values) {
    for (const [key, inside] of Object.entries(Object(value) as Record<string, unknown>)) {
      if (key === 'id' && typeof inside === 'string' && isEntryId(inside)) return inside;
      if (inside !== null && typeof inside === 'object') values.push(inside);
    }
  }
  return undefined;
}

import type { HandedSession } from './sessions.ts';

/** A player's config, as far as it tells of a session. */
interface Provider {
  readonly ks?: unknown;
  readonly partnerId?: unknown;
  readonly env?: { readonly serviceUrl?: unknown };
}

/** The page's globals that hold a player's config (kaf-pages §3): all of it is whatever the page makes it. */
interface Globals {
  readonly lobbyProps?: { readonly props?: { readonly playerConfig?: { readonly provider?: Provider } } };
  readonly playerConfig?: { readonly provider?: Provider };
  readonly kMainPlayerEmbedObject?: {
    readonly wid?: unknown;
    readonly flashvars?: { readonly ks?: unknown };
  };
}

/**
 * The sessions in a page's globals, which only a script in the page's own world sees: the new media page's player
 * config, and the classic embed object. Where they name no service, its address is empty: the markup tells it.
 */
export function sessionsInGlobals(globals: unknown): HandedSession[] {
  const { lobbyProps, playerConfig, kMainPlayerEmbedObject: embed } = globals as Globals;
  const classic: Provider = { ks: embed?.flashvars?.ks, partnerId: String(embed?.wid).slice(1) };
  const providers = [lobbyProps?.props?.playerConfig?.provider, playerConfig?.provider, classic];
  return providers.flatMap((provider) => {
    const ks = text(provider?.ks);
    const partnerId = Number(provider?.partnerId);
    return ks && partnerId ? [{ ks, partnerId, serviceUrl: text(provider?.env?.serviceUrl) }] : [];
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A Kaltura session as a page's player config tells it. It goes page → background, never back. */
export interface HandedSession {
  readonly ks: string;
  readonly serviceUrl: string;
  readonly partnerId: number;
}

/**
 * The Kaltura sessions that a page's markup and globals hold (kaf-pages §3). All of it is the page's word: the
 * background parses it again, and asks the server whose session it is.
 */

/** The service where a page names none: its player's default (kaf-pages §3). */
const DEFAULT_SERVICE = 'https://www.kaltura.com';

const PROVIDER = /"provider":\{.*?"ks":"[^"]+"/gs;
const field = (text: string, name: string): string | undefined =>
  new RegExp(`"${name}":"?([^",}]+)`).exec(text)?.[1];

/** Sessions in inline scripts: the player's provider block. In-app messaging holds one of another service: skipped. */
export function sessionsInScripts(document: Document): HandedSession[] {
  return [...document.scripts].flatMap(({ textContent }) =>
    [...textContent.replaceAll('\\/', '/').matchAll(PROVIDER)].flatMap(([block]) => {
      const ks = field(block, 'ks');
      const partnerId = Number(field(block, 'partnerId'));
      return ks && partnerId
        ? [{ ks, partnerId, serviceUrl: field(block, 'serviceUrl') ?? DEFAULT_SERVICE }]
        : [];
    }),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Reads a path such as `lobbyProps.props` from objects of the page, whatever they are. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((found, name) => (isRecord(found) ? found[name] : undefined), value);

/** The sessions in a page's globals: the new media page's player config, and the classic embed object. */
export function sessionsInGlobals(globals: unknown): HandedSession[] {
  const embed = at(globals, 'kMainPlayerEmbedObject');
  const places = [
    at(globals, 'lobbyProps.props.playerConfig.provider'),
    at(globals, 'playerConfig.provider'),
    { ks: at(embed, 'flashvars.ks'), partnerId: text(at(embed, 'wid'))?.slice(1) },
  ];
  return places.flatMap((provider) => {
    const ks = text(at(provider, 'ks'));
    const partnerId = Number(at(provider, 'partnerId'));
    const serviceUrl = text(at(provider, 'env.serviceUrl')) ?? DEFAULT_SERVICE;
    return ks && partnerId ? [{ ks, partnerId, serviceUrl }] : [];
  });
}

/**
 * What the globals of a page of Kaltura's hold for us, in the forms that are known for it
 * (docs/facts/kaf-pages.md#5-sessions-in-pages, docs/facts/kaf-pages.md#8-design-system-and-hosts). Only a script in the
 * page's own world sees them. It is handed over as it stands there: the background reads it.
 */

/** A Kaltura session as a page tells it, with what stands beside it there. It goes page → background, which parses it. */
export interface HandedSession {
  readonly ks: string;
  readonly partnerId?: unknown;
  readonly serviceUrl?: unknown;
  /** Addresses of the page's player scripts: they tell the service where nothing else does. */
  readonly players?: readonly string[] | undefined;
}

/** What the script in the page's own world answers. */
export interface PageGlobals {
  readonly sessions: readonly HandedSession[];
  /** The entry that the page is about: the new pages' lobby, the classic player's embed object. */
  readonly entryId: string | undefined;
}

/**
 * By this event it is asked, and by the other it answers. Both pass through the page, which can read and forge them: they
 * hold nothing that the page does not have, and are parsed on the other side.
 */
export const GLOBALS_REQUEST = 'clone-room:ask';
export const GLOBALS_ANSWER = 'clone-room:answer';

/** What stands at a path of names. Whatever throws there, as a frame that was given such a name does, is nothing. */
function at(value: unknown, path: string): unknown {
  try {
    // Any property of any value may be asked for: it may be missing.
    return path
      .split('.')
      .reduce<unknown>((inside, name) => (Object(inside) as Record<string, unknown>)[name], value);
  } catch {
    return undefined;
  }
}

/** Where sessions stand under names of the page's own; in each, where the KS is, its partner, its service. */
const PLACES: readonly (readonly [place: string, ...inside: string[]])[] = [
  ['lobbyProps.props.playerConfig.provider', 'ks', 'partnerId', 'env.serviceUrl'],
  ['playerConfig.provider', 'ks', 'partnerId', 'env.serviceUrl'],
  ['kMainPlayerEmbedObject', 'flashvars.ks', 'wid'],
  ['flashvars', 'ks'],
];

/**
 * The sessions that stand in globals, or in what a page's scripts assign. In-app messaging, which stands beside players,
 * has a session of another service; whatever else looks like one is not ours to take.
 */
export const handedInGlobals = (globals: unknown): HandedSession[] =>
  PLACES.flatMap(([place, ...inside]) => {
    const held = at(globals, place);
    const [ks, partnerId, serviceUrl] = inside.map((path) => at(held, path));
    return typeof ks === 'string' ? { ks, partnerId, serviceUrl } : [];
  });

/** The entry that a page is about, by its globals. */
export const entryInGlobals = (globals: unknown): string | undefined =>
  ['lobbyProps.props.entry.id', 'kMainPlayerEmbedObject.entry_id']
    .map((place) => at(globals, place))
    .find((entryId): entryId is string => typeof entryId === 'string');

/** Addresses of the scripts that embed a player: they come from the service itself, and name its partner. */
export const playersOf = ({ scripts }: Document): string[] =>
  [...scripts].flatMap(({ src }) => (src.includes('/embed') ? src : []));

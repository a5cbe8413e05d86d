import { askForRights, type Rights } from '../../clone/reading/rights.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import { type EntryId, entryId } from '../../kaltura/ids.ts';
import type { Session } from '../../kaltura/session.ts';
import type { PageMessage, RoomsAnswer } from '../../messages/messages.ts';
import type { Settings } from '../../settings/settings.ts';
import { menuTexts } from '../../texts/menu-texts.ts';
import { NATIVE_LABELS } from '../../texts/native-labels.ts';
import { pause, type Platform } from '../platform.ts';
import type { SessionOrigin } from '../sessions/session-store.ts';

type RoomsSeen = Extract<PageMessage, { type: 'rooms.seen' }>;

/** So many sessions are asked for a page that has none of its own: a teacher has one or two. */
const MOST_REMEMBERED = 5;

/** A page shows rooms of one account, hardly ever of two. */
const MOST_ACCOUNTS = 3;

/** A server that did not answer is asked again after these times, in milliseconds: the page is shown once. */
const RETRY_MS = [700, 3_000];

/** A session turned out to be a user's own. `from`: none where it is known already. */
type UsableSession = (
  session: Session,
  rights: Extract<Rights, { kind: 'user' }>,
  from: SessionOrigin | undefined,
) => Promise<void>;

/** Says which of a page's entries are rooms that its user may clone. */
export class RoomRights {
  readonly #platform: Platform;
  readonly #usable: UsableSession;
  /** KS → whether it is a user's own, as long as this worker lives: a page sends the same ones again and again. */
  readonly #verdicts = new Map<string, boolean>();

  /** @param usable a session turned out to be a user's own, who may do more than look */
  constructor(platform: Platform, usable: UsableSession) {
    this.#platform = platform;
    this.#usable = usable;
  }

  /**
   * Of the page's sessions of one account the first one counts that is a user's own and may do more than look. Each is sent
   * to its own service alone: a page that shows rooms of two accounts has a session of each.
   * @param sessions those of the page that are trusted, in the page's order
   * @param from the page that gave them
   * @returns undefined where the server does not answer, so that nothing is known
   */
  async ofPage(
    { entryIds, language }: RoomsSeen,
    sessions: readonly Session[],
    { showBesideNative }: Settings,
    from?: SessionOrigin,
  ): Promise<RoomsAnswer | undefined> {
    const ids = entryIds.flatMap((id) => entryId(id) ?? []);
    const accounts = this.#byAccount(this.bestFirst(sessions));
    const asked = await Promise.all(accounts.map((some) => this.#ofAccount(ids, some, from)));
    const rooms = asked.flatMap((answer) => (typeof answer === 'string' ? [] : answer));
    const isUsers = asked.some((answer) => typeof answer !== 'string');
    // What another server does not answer keeps nobody from the rooms of one that does.
    if (!isUsers && asked.includes('unknown')) return undefined;
    return {
      texts: menuTexts(language),
      ...(!showBesideNative && { nativeLabels: NATIVE_LABELS }),
      session: isUsers,
      rooms,
    };
  }

  /** The sessions of each account, in their order; of further accounts only what may be of use. */
  #byAccount(sessions: readonly Session[]): readonly (readonly Session[])[] {
    const accounts = new Map<string, Session[]>();
    for (const session of sessions) {
      const { url, partnerId } = session.service;
      const account = `${url}|${partnerId}`;
      const known = accounts.get(account) ?? [];
      if (known.length === 0 && accounts.size > 0 && this.#verdicts.get(session.reveal()) === false) continue;
      accounts.set(account, [...known, session]);
    }
    return [...accounts.values()].slice(0, MOST_ACCOUNTS);
  }

  /** The rooms that a user of one account sees; or why there are none. */
  async #ofAccount(
    ids: readonly EntryId[],
    sessions: readonly Session[],
    from: SessionOrigin | undefined,
  ): Promise<RoomsAnswer['rooms'] | 'unknown' | 'unusable'> {
    for (const session of sessions) {
      const rights = await this.#ask(session, ids);
      // A server that does not answer would not answer the next session either.
      if (rights.kind === 'unknown') return 'unknown';
      this.#verdicts.set(session.reveal(), rights.kind === 'user');
      if (rights.kind === 'unusable') continue;
      await this.#usable(session, rights, from);
      return rights.rooms.map(({ entryId: id, name, mayClone }) => ({ entryId: id, name, right: mayClone }));
    }
    return 'unusable';
  }

  /** The same for a page without a session: each of those that other pages gave may know some of the entries. */
  async ofRemembered(
    message: RoomsSeen,
    sessions: readonly Session[],
    settings: Settings,
  ): Promise<RoomsAnswer> {
    const some = message.entryIds.length > 0 ? sessions.slice(0, MOST_REMEMBERED) : [];
    const asked = await Promise.all(
      some.map(async (session) => ({
        partner: session.service.partnerId,
        answer: await this.ofPage(message, [session], settings),
      })),
    );
    const good = asked.flatMap(({ partner, answer }) => (answer?.session ? [{ partner, ...answer }] : []));
    return {
      texts: menuTexts(message.language),
      session: good.length > 0 || (some.length === 0 && sessions.length > 0),
      // Where one session may clone and another may not, the first one counts.
      rooms: good.flatMap(({ rooms }) => rooms).toSorted((a, b) => Number(a.right) - Number(b.right)),
      partners: good.map(({ partner }) => partner),
    };
  }

  /** The sessions that may be a user's, those that are known to be first. */
  bestFirst(sessions: readonly Session[]): readonly Session[] {
    const rank = (session: Session): number => Number(this.#verdicts.get(session.reveal()) ?? 0.5);
    return sessions.toSorted((a, b) => rank(b) - rank(a));
  }

  async #ask(session: Session, ids: readonly EntryId[]): Promise<Rights> {
    const { post, timers } = this.#platform;
    const client = kalturaClient(session, post);
    for (const delay of RETRY_MS) {
      const rights = await askForRights(client, ids);
      if (rights.kind !== 'unknown') return rights;
      await pause(delay, timers);
    }
    return askForRights(client, ids);
  }
}

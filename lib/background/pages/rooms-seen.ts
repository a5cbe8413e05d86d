import { askForRights } from '../../clone/reading/rights.ts';
import { kalturaClient } from '../../kaltura/client.ts';
import { entryId, type UserId } from '../../kaltura/ids.ts';
import type { Service, Session } from '../../kaltura/session.ts';
import type { PageMessage, RoomsAnswer } from '../../messages/messages.ts';
import type { Settings } from '../../settings/settings.ts';
import { menuTexts } from '../../texts/menu-texts.ts';
import { NATIVE_LABELS } from '../../texts/native-labels.ts';
import { rememberSession, type SessionArea } from '../sessions/session-store.ts';

/** What is needed to answer a page. */
interface Office {
  readonly area: SessionArea;
  /** The jobs of this user that wait for a session go on. */
  readonly jobs: { readonly sessionCame: (service: Service, user: UserId) => Promise<void> };
}

/**
 * Says which of a page's entries are rooms that its user may clone. Of the page's sessions the first one counts that
 * is a user's own and may do more than look; that user's waiting jobs go on with it.
 * @param sessions those of the page that are trusted, in the page's order
 */
export async function roomsSeen(
  { area, jobs }: Office,
  { entryIds, language }: Extract<PageMessage, { type: 'rooms.seen' }>,
  sessions: readonly Session[],
  { showBesideNative }: Settings,
): Promise<RoomsAnswer | undefined> {
  const answer = {
    texts: menuTexts(language),
    ...(!showBesideNative && { nativeLabels: NATIVE_LABELS }),
  };
  const ids = entryIds.flatMap((id) => entryId(id) ?? []);
  for (const session of bestFirst(sessions)) {
    const rights = await askForRights(kalturaClient(session), ids);
    // A server that does not answer would not answer the next session either.
    if (rights.kind === 'unknown') return undefined;
    judge(session, rights.kind === 'user');
    if (rights.kind === 'unusable') continue;
    await rememberSession(area, session, rights.user);
    await jobs.sessionCame(session.service, rights.user);
    const rooms = rights.rooms.map(({ entryId: id, name, mayClone }) => ({
      entryId: id,
      name,
      right: mayClone,
    }));
    return { ...answer, session: true, rooms };
  }
  return { ...answer, session: false, rooms: [] };
}

/** So many sessions are asked for a page that has none of its own: a teacher has one or two. */
const MOST_REMEMBERED = 5;

/** The same for a page without a session: each of those that other pages gave may know some of the entries. */
export async function roomsRemembered(
  office: Office,
  message: Extract<PageMessage, { type: 'rooms.seen' }>,
  sessions: readonly Session[],
  settings: Settings,
): Promise<RoomsAnswer> {
  const some = message.entryIds.length > 0 ? sessions.slice(0, MOST_REMEMBERED) : [];
  const asked = await Promise.all(
    some.map(async (session) => ({
      partner: session.service.partnerId,
      answer: await roomsSeen(office, message, [session], settings),
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

/** KS → whether it is a user's own, as long as this worker lives: a page sends the same ones again and again. */
const verdicts = new Map<string, boolean>();

function judge(session: Session, good: boolean): void {
  verdicts.set(session.reveal(), good);
}

/** The sessions that may be a user's, those that are known to be first. */
export function bestFirst(sessions: readonly Session[]): readonly Session[] {
  const rank = (session: Session): number => Number(verdicts.get(session.reveal()) ?? 0.5);
  return sessions.toSorted((a, b) => rank(b) - rank(a));
}

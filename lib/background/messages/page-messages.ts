import type { Session } from '../../kaltura/session.ts';
import type { PageMessage, ScriptsAnswer } from '../../messages/messages.ts';
import type { HandedSession } from '../../pages/sessions/page-globals.ts';
import { entryInScripts, placedSessions, sessionsInScripts } from '../../pages/sessions/sessions.ts';
import { FIRST_PLACE } from '../dialog/placing.ts';
import type { Ticket } from '../dialog/tickets.ts';
import { originToKeep, parseStartedFrom } from '../jobs/started-from.ts';
import { isWithin } from '../moodle/moodle-tabs.ts';
import type { Services } from '../services.ts';
import { trustedSessions } from '../sessions/trusted-sessions.ts';
import type { PageSender } from './sender.ts';

type Of<Type extends PageMessage['type']> = Extract<PageMessage, { type: Type }>;
type Handlers = {
  readonly [Type in PageMessage['type']]: (
    services: Services,
    message: Of<Type>,
    sender: PageSender,
  ) => Promise<unknown>;
};

/** What is done at each message of a content script. */
const HANDLERS: Handlers = {
  'rooms.seen': roomsSeen,
  'scripts.seen': (_services, { scripts }) => {
    const sessions = placedSessions(sessionsInScripts(scripts));
    const answer: ScriptsAnswer = {
      sessions,
      entryId: sessions.length > 0 ? undefined : entryInScripts(scripts),
    };
    return Promise.resolve(answer);
  },
  'items.wanted': ({ frames }, _message, { tabId, frameId }) => frames.putItems(tabId, frameId),
  'moodle.seen': async ({ frames }, _message, { tabId, frameId }) => {
    if (frameId === 0) await frames.enterMoodle(tabId);
  },
  'moodle.hello': async ({ jobs }, { base }, { url }) => {
    // A page speaks for its own Moodle alone.
    if (isWithin(url, base)) await jobs.moodleOpened(base);
  },
  'dialog.likely': ({ placing }, _message, { tabId, frameId }) => placing.prepare(tabId, frameId),
  'clone.clicked': cloneClicked,
  'dialog.closed': dialogClosed,
  'banner.openRoom': async (services, { jobId }, sender) => {
    if (await hasBanner(services, jobId, sender)) await services.windows.openRoom(jobId);
  },
  'banner.details': async (services, { jobId }, sender) => {
    if (await hasBanner(services, jobId, sender)) await services.windows.show(jobId);
  },
  'site.signedOut': async ({ person }, _message, { frameId, site }) => {
    // A frame is about itself alone.
    if (frameId === 0) await person.signedOut(site);
  },
  'site.mayWork': ({ sites }, _message, { url }) => sites.mayWork(url),
};

/** Answers what content scripts send. */
export function handlePageMessage(
  services: Services,
  message: PageMessage,
  sender: PageSender,
): Promise<unknown> {
  // The table holds, for each type, the handler of that type; TypeScript can't tie the two together.
  const handler = HANDLERS[message.type] as (...args: unknown[]) => Promise<unknown>;
  return handler(services, message, sender);
}

async function roomsSeen(
  services: Services,
  message: Of<'rooms.seen'>,
  { tabId, frameId, url, site }: PageSender,
): Promise<unknown> {
  const { rights, sessions, settings, launches, frames } = services;
  const current = await settings.read();
  if (message.remembered === true) return rights.ofRemembered(message, await sessions.remembered(), current);
  const answer = await rights.ofPage(message, await usableSessions(services, message.sessions), current, {
    site,
    page: new URL(url).origin,
  });
  if (answer?.session === true) {
    // A launch may have waited for it, and the Moodle around it shows more.
    launches.received(tabId);
    if (frameId !== 0) void frames.sendToMoodle(tabId, { type: 'rooms.known' });
  }
  return answer;
}

/** The sessions of a page that may be used. */
export const usableSessions = async (
  { settings, namedServices }: Services,
  handed: readonly HandedSession[],
): Promise<readonly Session[]> =>
  trustedSessions(handed, [...(await settings.policy()).services, ...(await namedServices.list())]);

/** Kaltura's own names are no longer. */
const LONGEST_NAME = 256;
/** That are open, of one tab: a window stands over the page that is clicked, so a person has one. */
const MOST_WINDOWS = 20;

async function cloneClicked(
  services: Services,
  message: Of<'clone.clicked'>,
  sender: PageSender,
): Promise<void> {
  const { platform, tickets, dialogs, placing } = services;
  const { tabId, frameId, url, site } = sender;
  const origin = originToKeep(url);
  const parent = originToKeep(message.parentOrigin ?? '');
  if (origin === undefined) return;
  const id = platform.newId();
  const startedFrom = { tabId, frameId, url: origin, ...(parent !== undefined && { parentOrigin: parent }) };
  const name = message.name?.slice(0, LONGEST_NAME);
  const opening = await placing.opening(name);
  // The teacher waits for the window: it comes while its ticket is made, which it needs for all but its first sight.
  const shown = placing.show(id, startedFrom, opening);
  const made = makeTicket(services, { ...message, name }, { id, hostTab: tabId, site, startedFrom }, sender);
  tickets.expect(
    id,
    made.then((ticket) => ticket && dialogs.begin(ticket)),
  );
  await shown;
  if (!(await made)) await placing.withdraw(id, startedFrom);
}

/** The ticket of a click; undefined where the tab has too many windows. */
async function makeTicket(
  services: Services,
  { entryId, name, sessions: handed, activity }: Of<'clone.clicked'>,
  given: Pick<Ticket, 'id' | 'hostTab' | 'site' | 'startedFrom'>,
  { tabId, frameId, url }: PageSender,
): Promise<Ticket | undefined> {
  const { platform, tickets, sessions, rights } = services;
  // A page of Moodle has no session of its own, and speaks for its own Moodle alone.
  const own = activity && frameId === 0 && isWithin(url, activity.base) ? activity : undefined;
  const usable = own ? await sessions.remembered().catch(() => []) : await usableSessions(services, handed);
  const ticket: Ticket = {
    ...given,
    entryId,
    ...(name !== undefined && { roomName: name }),
    ...(own && { activity: own }),
    hostFrameId: FIRST_PLACE,
    sessions: rights.bestFirst(usable).map((session) => ({ ks: session.reveal(), ...session.service })),
  };
  // One after the other: clicks of one moment are counted, too.
  const isIn = await platform.locks.request('click', async () => {
    const open = (await tickets.all().catch(() => [])).filter(
      ({ startedFrom, leftAt }) => startedFrom.tabId === tabId && leftAt === undefined,
    );
    if (open.length >= MOST_WINDOWS) return false;
    await tickets.put(ticket);
    return true;
  });
  return isIn ? ticket : undefined;
}

/** Whether a job's banner may be on the page that speaks of it: where the job was started, and nowhere else. */
async function hasBanner({ person }: Services, jobId: string, { tabId }: PageSender): Promise<boolean> {
  const job = await person.job(jobId);
  return job !== undefined && parseStartedFrom(job.startedFrom)?.tabId === tabId;
}

/** The window was closed in the page around it. */
async function dialogClosed(
  { tickets, dialogs, frames }: Services,
  message: Of<'dialog.closed'>,
  { tabId }: PageSender,
): Promise<void> {
  const ticket = await tickets.find(message.ticket);
  // A page speaks for the windows of its own tab alone; and one that became a window of its own is not in it any more.
  if (ticket?.hostTab !== tabId) return;
  await dialogs.close(ticket.id);
  await frames.send(tabId, ticket.startedFrom.frameId, { type: 'focus.restore' });
}

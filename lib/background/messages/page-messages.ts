import type { Runtime } from 'webextension-polyfill';
import { viewOf } from '../../clone/job/view.ts';
import { parseDialogMessage } from '../../messages/inbound.ts';
import type { DialogView, PageMessage, PanelMessage } from '../../messages/messages.ts';
import type { HandedSession } from '../../pages/sessions.ts';
import type { Session } from '../../kaltura/session.ts';
import { activityAround } from '../moodle/activity-around.ts';
import { admit } from '../dialog/claim-ticket.ts';
import { showBadge } from '../jobs/notices.ts';
import type { DialogPlace } from '../dialog/placing.ts';
import type { Dialogs } from '../dialog/dialogs.ts';
import { enterMoodle, findSessions, tellFrame, tellMoodle } from '../pages/frames.ts';
import type { JobHost } from '../jobs/scheduler.ts';
import type { Launches } from '../moodle/launches.ts';
import { isWithin } from '../moodle/moodle-tabs.ts';
import type { PageDescriptions } from '../pages/page-descriptions.ts';
import { bestFirst, roomsRemembered, roomsSeen } from '../pages/rooms-seen.ts';
import type { PageSender } from './sender.ts';
import { settingsDesk, type SettingsOffice } from './settings-messages.ts';
import { mayWork } from '../pages/sites.ts';
import {
  findTicket,
  putTicket,
  rememberedSessions,
  removeTicket,
  type SessionArea,
  type Ticket,
} from '../sessions/session-store.ts';
import { trustedSessions } from '../sessions/trusted-sessions.ts';
import type { Updates } from '../lifecycle/updates.ts';
import { goToRoom } from '../jobs/open-room.ts';

/** What the desks work with. */
export interface Office extends SettingsOffice {
  readonly area: SessionArea;
  readonly jobs: JobHost;
  readonly dialogs: Dialogs;
  readonly place: DialogPlace;
  readonly pages: PageDescriptions;
  readonly updates: Updates;
  readonly launches: Launches;
}

/** Brings the teacher to a job's new room, by whatever was clicked: the notification, the banner, a window. */
export async function visit(
  { journal, dialogs, place }: Office,
  jobId: string,
  candidate?: string,
): Promise<void> {
  const ticket = dialogs.ticketOf(jobId);
  // A window over the page would hide the room to which the page goes.
  if (ticket && ticket.place !== 'window') await place.close(ticket, undefined);
  const job = await journal.job(jobId);
  if (job) await goToRoom(job, candidate);
}

/** Answers what content scripts say. */
export async function pageDesk(office: Office, message: PageMessage, sender: PageSender): Promise<unknown> {
  switch (message.type) {
    case 'rooms.seen': {
      const settings = await office.settings.read();
      if (message.remembered === true)
        return roomsRemembered(office, message, await rememberedSessions(office.area), settings);
      const answer = await roomsSeen(
        office,
        message,
        await usableSessions(office, message.sessions),
        settings,
      );
      if (answer?.session === true) sessionCame(office, sender);
      return answer;
    }
    case 'sessions.wanted':
      return findSessions(sender.tabId, sender.frameId);
    case 'moodle.seen':
      return sender.frameId === 0 ? enterMoodle(sender.tabId) : undefined;
    case 'moodle.hello':
      // A page speaks for its own Moodle alone.
      return isWithin(sender.url, message.base) ? office.jobs.moodleCame(message.base) : undefined;
    case 'page.described':
      return office.pages.came(sender.tabId, sender.frameId, message.page);
    case 'clone.clicked':
      return cloneClicked(office, message, sender);
    case 'dialog.closed': {
      const ticket = await findTicket(office.area, message.ticket);
      if (ticket?.starter.tabId !== sender.tabId) return undefined;
      await removeTicket(office.area, ticket.id);
      return tellFrame(sender.tabId, ticket.starter.frameId, { type: 'focus.restore' });
    }
    case 'banner.go':
      return visit(office, message.jobId);
    case 'banner.details':
      return undefined;
    case 'site.mayWork':
      return mayWork(sender.url);
  }
}

/** A page of Kaltura's gave a session: a launch may have waited for it, and the Moodle around it shows more. */
function sessionCame({ launches }: Office, { tabId, frameId }: PageSender): void {
  launches.came(tabId);
  if (frameId !== 0) void tellMoodle(tabId, { type: 'rooms.known' });
}

/** The sessions of a page that may be used. */
const usableSessions = async (
  { settings, services }: Office,
  handed: readonly HandedSession[],
): Promise<readonly Session[]> =>
  trustedSessions(handed, [...(await settings.policy()).services, ...(await services.list())]);

async function cloneClicked(
  office: Office,
  { entryId: room, sessions, parentOrigin, activity }: Extract<PageMessage, { type: 'clone.clicked' }>,
  { tabId, frameId, url }: PageSender,
): Promise<void> {
  const { area, dialogs, place } = office;
  place.prepare(tabId, frameId);
  // A page of Moodle has no session of its own, and speaks for its own Moodle alone.
  const own = activity && frameId === 0 && isWithin(url, activity.base) ? activity : undefined;
  const around = frameId === 0 ? undefined : await activityAround(tabId, room);
  const given = own ? await rememberedSessions(area) : await usableSessions(office, sessions);
  const trusted = bestFirst(given);
  const ticket: Ticket = {
    id: crypto.randomUUID(),
    place: tabId,
    entryId: room,
    starter: { tabId, frameId, url, ...(parentOrigin !== undefined && { parentOrigin }) },
    ...((own ?? around) && { activity: own ?? around }),
    hostFrameId: 0,
    sessions: trusted.map((session) => ({ ks: session.reveal(), ...session.service })),
  };
  await putTicket(area, ticket);
  dialogs.read(ticket);
  await place.show(ticket);
}

/** Answers what the popup and other windows of ours say. */
export async function panelDesk(office: Office, message: PanelMessage): Promise<unknown> {
  const { journal, jobs } = office;
  switch (message.type) {
    case 'jobs.list': {
      await jobs.markSeen();
      const all = await journal.jobs();
      await showBadge(all);
      return {
        jobs: all.toSorted((a, b) => b.createdAt - a.createdAt).map(viewOf),
        trouble: undefined,
      };
    }
    case 'page.describe':
      return office.pages.ask(message.tabId);
    case 'page.clone': {
      const { tabId, frameId, entryId, cmid } = message;
      if (cmid !== undefined) return (await tellMoodle(tabId, { type: 'activity.clone', cmid })) === true;
      return (await tellFrame(tabId, frameId, { type: 'clone.start', entryId })) === true;
    }
    case 'job.open':
      await visit(office, message.jobId, message.candidate);
      return undefined;
    case 'job.show':
      return undefined;
    case 'job.retry':
      void jobs.run(message.jobId);
      return undefined;
    case 'job.decide':
      await jobs.decide(message.jobId, message.about, message.decision);
      return undefined;
    case 'job.undo':
      return jobs.undo(message.jobId, message.confirmed);
    case 'settings.read':
    case 'settings.write':
    case 'settings.reset':
    case 'sites.list':
    case 'site.offer':
    case 'site.forget':
    case 'site.name':
    case 'diagnostics.read':
      return settingsDesk(office, message);
  }
}

/** Serves one dialog on its port: nothing before its ticket is accepted. */
export function dialogDesk(ready: Promise<Office>, port: Runtime.Port, sender: Runtime.MessageSender): void {
  const closed = new AbortController();
  port.onDisconnect.addListener(() => {
    closed.abort();
    void ready.then(({ updates }) => updates.take());
  });
  const show = (view: DialogView): void => {
    if (!closed.signal.aborted) port.postMessage(view);
  };
  const tabId = sender.tab?.id;
  let ticket: Ticket | undefined;

  port.onMessage.addListener((value: unknown) => void receive(value));

  async function receive(value: unknown): Promise<void> {
    const message = parseDialogMessage(value);
    if (!message) return;
    const office = await ready;
    if (message.type === 'hello') return hello(office, message.ticket);
    if (!ticket) return;
    switch (message.type) {
      case 'close':
        return office.place.close(ticket, tabId);
      case 'room.open':
        await office.place.close(ticket, tabId);
        return visit(office, ticket.id, message.candidate);
      case 'save':
      case 'retry':
      case 'undo':
      case 'keep':
      case 'decide':
        return office.dialogs.receive(ticket, message);
    }
  }

  async function hello({ area, dialogs, place }: Office, id: string): Promise<void> {
    // The types know no documentId; the browsers that have one say it here.
    const { documentId } = sender as { documentId?: string };
    ticket = admit(await findTicket(area, id), { tabId, frameId: sender.frameId, documentId });
    if (!ticket) return show({ state: 'refused' });
    await putTicket(area, ticket);
    place.arrived(ticket.id);
    return dialogs.open(ticket, show, closed.signal);
  }
}

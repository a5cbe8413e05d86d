import type { Runtime } from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { admit } from '../lib/background/admit.ts';
import { announce, showBadge } from '../lib/background/announce.ts';
import { Dialogs } from '../lib/background/dialogs.ts';
import { JobHost } from '../lib/background/job-host.ts';
import { isOwnPage, type PageSender, pageSender } from '../lib/background/sender.ts';
import {
  findTicket,
  putTicket,
  rememberSession,
  type SessionArea,
  type Ticket,
  removeTicket,
} from '../lib/background/store.ts';
import { trustedSessions } from '../lib/background/trust.ts';
import { lineOfJob } from '../lib/background/view.ts';
import { goToRoom } from '../lib/background/visit.ts';
import { browser } from '../lib/browser.ts';
import { openJournal } from '../lib/clone/idb-journal.ts';
import { askForRight } from '../lib/clone/right.ts';
import { kalturaClient } from '../lib/kaltura/client.ts';
import { entryId } from '../lib/kaltura/ids.ts';
import { parseDialogMessage, parsePageMessage, parsePanelMessage } from '../lib/messages/inbound.ts';
import type {
  DialogView,
  FrameMessage,
  PageAnswer,
  PageMessage,
  PanelMessage,
} from '../lib/messages/messages.ts';

/** A dialog whose frame has not said hello by then did not load: a window of its own takes over (facts/dialog). */
const HELLO_MS = 1_500;

export default defineBackground(() => {
  const own = { id: browser.runtime.id, base: browser.runtime.getURL('') };
  const area: SessionArea = browser.storage.session;
  const hellos = new Map<string, () => void>();

  // Every listener below is set at once and waits for this: a worker is woken by the event that it must not miss.
  const ready = openJournal().then(async (journal) => {
    const jobs = new JobHost({
      journal,
      area,
      wake: async (jobId, at) => browser.alarms.create(`job|${jobId}`, { when: at }),
      keepAlive: () => void browser.runtime.getPlatformInfo(),
      changed: (job) => {
        dialogs.changed(job);
        void journal.jobs().then((all) => showBadge(all));
      },
      ended: (after, before) => void announce(after, before),
    });
    const dialogs = new Dialogs(area, jobs);
    await jobs.resume();
    return { journal, jobs, dialogs };
  });

  const tellFrame = (tabId: number, frameId: number, message: FrameMessage): Promise<unknown> =>
    // A frame without our script answers with an error: nobody is there.
    browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);

  const isGranted = (pattern: string): Promise<boolean> =>
    browser.permissions.contains({ origins: [pattern] });

  async function roomSeen(message: Extract<PageMessage, { type: 'room.seen' }>): Promise<PageAnswer> {
    const id = entryId(message.entryId);
    if (!id) return { offer: false };
    const { jobs } = await ready;
    for (const session of await trustedSessions(message.sessions, isGranted)) {
      const { offer, user } = await askForRight(kalturaClient(session), id);
      if (user) {
        await rememberSession(area, session, user);
        await jobs.sessionCame(session.service, user);
      }
      if (offer) return { offer };
    }
    return { offer: false };
  }

  async function cloneClicked(
    { entryId: room, sessions, parentOrigin }: Extract<PageMessage, { type: 'clone.clicked' }>,
    { tabId, frameId, url }: PageSender,
  ): Promise<void> {
    const trusted = await trustedSessions(sessions, isGranted);
    const ticket: Ticket = {
      id: crypto.randomUUID(),
      place: tabId,
      entryId: room,
      starter: { tabId, frameId, url, ...(parentOrigin !== undefined && { parentOrigin }) },
      hostFrameId: 0,
      sessions: trusted.map((session) => ({ ks: session.reveal(), ...session.service })),
    };
    await putTicket(area, ticket);
    const { dialogs } = await ready;
    dialogs.read(ticket);
    await showDialog(ticket);
  }

  /** In the top-most frame that has our script, else in the frame of the click, else in a window. */
  async function showDialog(ticket: Ticket): Promise<void> {
    const { tabId, frameId } = ticket.starter;
    for (const hostFrameId of new Set([0, frameId])) {
      const placed = { ...ticket, hostFrameId };
      await putTicket(area, placed);
      const hello = new Promise<boolean>((resolve) => {
        hellos.set(ticket.id, () => resolve(true));
        setTimeout(() => resolve(false), HELLO_MS);
      });
      const shown = await tellFrame(tabId, hostFrameId, { type: 'dialog.show', ticket: ticket.id });
      if (shown !== true) continue;
      if (await hello) return;
      await tellFrame(tabId, hostFrameId, { type: 'dialog.hide', ticket: ticket.id });
      break;
    }
    // Its hello may come before `create` resolves, so the ticket is the window's before it opens.
    await putTicket(area, { ...ticket, place: 'window' });
    // By its path: `getURL` would give the dynamic address, which only frames in pages can open.
    await browser.windows.create({
      type: 'popup',
      url: `dialog.html#n=${ticket.id}`,
      width: 620,
      height: 760,
    });
  }

  async function closeDialog(
    { id, place, starter, hostFrameId }: Ticket,
    tabId: number | undefined,
  ): Promise<void> {
    if (place === 'window') {
      if (tabId !== undefined) await browser.tabs.remove(tabId);
      return;
    }
    await tellFrame(place, hostFrameId, { type: 'dialog.hide', ticket: id });
    await tellFrame(place, starter.frameId, { type: 'focus.restore' });
  }

  async function visit(jobId: string): Promise<void> {
    const { journal, dialogs } = await ready;
    const ticket = dialogs.ticketOf(jobId);
    // A window over the page would hide the room to which the page goes.
    if (ticket && ticket.place !== 'window') await closeDialog(ticket, undefined);
    const job = await journal.job(jobId);
    if (job) await goToRoom(job);
  }

  async function pageSays(message: PageMessage, sender: PageSender): Promise<unknown> {
    switch (message.type) {
      case 'room.seen':
        return roomSeen(message);
      case 'clone.clicked':
        return cloneClicked(message, sender);
      case 'dialog.closed': {
        const ticket = await findTicket(area, message.ticket);
        if (ticket?.starter.tabId !== sender.tabId) return undefined;
        await removeTicket(area, ticket.id);
        return tellFrame(sender.tabId, ticket.starter.frameId, { type: 'focus.restore' });
      }
      case 'banner.go':
        return visit(message.jobId);
    }
  }

  async function panelSays(message: PanelMessage): Promise<unknown> {
    const { journal, jobs: jobHost } = await ready;
    switch (message.type) {
      case 'jobs.list': {
        await jobHost.markSeen();
        const jobs = await journal.jobs();
        await showBadge(jobs);
        return jobs.toSorted((a, b) => b.createdAt - a.createdAt).map(lineOfJob);
      }
      case 'job.open':
        return visit(message.jobId);
    }
  }

  const onMessage = (
    value: unknown,
    sender: Runtime.MessageSender,
    answer: (response: unknown) => void,
  ): true | undefined => {
    const page = pageSender(sender, own);
    const fromPage = page && parsePageMessage(value);
    const fromPanel = isOwnPage(sender, '/popup.html', own) ? parsePanelMessage(value) : undefined;
    const said = fromPage ? pageSays(fromPage, page) : fromPanel && panelSays(fromPanel);
    if (!said) return undefined;
    // Not by a promise: not every browser with a native `browser` takes one.
    void said.then(answer, () => answer(undefined));
    return true;
  };
  // The type wants an answer to every message; the browser takes `undefined` for none.
  browser.runtime.onMessage.addListener(onMessage as Runtime.OnMessageListenerCallback);

  browser.runtime.onConnect.addListener((port) => {
    // The port named `page` only tells its content script, by ending, that the extension has.
    if (port.name !== 'dialog') return;
    const sender = port.sender;
    if (!sender || !isOwnPage(sender, '/dialog.html', own)) return port.disconnect();
    const closed = new AbortController();
    port.onDisconnect.addListener(() => closed.abort());
    const show = (view: DialogView): void => {
      if (!closed.signal.aborted) port.postMessage(view);
    };
    let ticket: Ticket | undefined;
    const tabId = sender.tab?.id;
    const receive = async (value: unknown): Promise<void> => {
      const message = parseDialogMessage(value);
      if (!message) return;
      const { dialogs } = await ready;
      if (message.type === 'hello') {
        // The types know no documentId; the browsers that have one say it here.
        const { documentId } = sender as { documentId?: string };
        ticket = admit(await findTicket(area, message.ticket), {
          tabId,
          frameId: sender.frameId,
          documentId,
        });
        if (!ticket) return show({ state: 'refused' });
        await putTicket(area, ticket);
        hellos.get(ticket.id)?.();
        return dialogs.open(ticket, show, closed.signal);
      }
      if (!ticket) return;
      if (message.type === 'close') return closeDialog(ticket, tabId);
      if (message.type === 'goToRoom') {
        await closeDialog(ticket, tabId);
        return visit(ticket.id);
      }
      await dialogs.receive(ticket, message);
    };
    port.onMessage.addListener((value: unknown) => void receive(value));
  });

  browser.alarms.onAlarm.addListener(({ name }) => {
    const jobId = /^job\|(.+)$/.exec(name)?.[1];
    if (jobId !== undefined) void ready.then(({ jobs }) => jobs.run(jobId));
  });

  browser.notifications.onClicked.addListener((jobId) => {
    void browser.notifications.clear(jobId);
    void visit(jobId);
  });
});

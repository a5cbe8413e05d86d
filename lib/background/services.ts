import type { JobHead } from '../clone/job/record.ts';
import { viewOf } from '../clone/job/view.ts';
import type { UserId } from '../kaltura/ids.ts';
import type { Session } from '../kaltura/session.ts';
import { moodleHalf } from '../moodle/follow-up.ts';
import { noticeOf } from '../room/report/job-view.ts';
import { toldInTime } from '../settings/managed.ts';
import { SettingsStore } from '../settings/store.ts';
import { languageOf } from '../texts/language.ts';
import { loadTexts } from '../texts/load.ts';
import { Dialogs } from './dialog/dialogs.ts';
import { Drafts } from './dialog/drafts.ts';
import { Placing, windowSettings } from './dialog/placing.ts';
import { RoomReadings } from './dialog/room-readings.ts';
import { Tickets } from './dialog/tickets.ts';
import { parseStartedFrom, type StartedFrom } from './jobs/started-from.ts';
import { Batches } from './batches/batches.ts';
import { coalesced } from './coalesced.ts';
import { BatchNotices } from './batches/batch-notices.ts';
import { isAtWork as isBatchAtWork } from '../plan/batch.ts';
import { badgeOf } from './jobs/badge.ts';
import { inTurn } from './jobs/in-turn.ts';
import { Notices, type NoticeSettings } from './jobs/notices.ts';
import { RoomOpener } from './jobs/open-room.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { isAtWork, Updates } from './lifecycle/updates.ts';
import { activityAround } from './moodle/activity-around.ts';
import { Launches } from './moodle/launches.ts';
import { moodleTabs, noticeOfCopy } from './moodle/moodle-tabs.ts';
import { kept } from './kept.ts';
import { Frames } from './pages/frames.ts';
import { PageDescriptions } from './pages/page-descriptions.ts';
import { RoomRights } from './pages/rooms-seen.ts';
import { Sites } from './pages/sites.ts';
import type { Platform } from './platform.ts';
import { NamedServices } from './sessions/named-services.ts';
import { People } from './sessions/people.ts';
import { type SessionOrigin, SessionStore } from './sessions/session-store.ts';

/** What the message handlers work with, and what takes more than one of its parts. */
export interface Services {
  readonly platform: Platform;
  readonly frames: Frames;
  readonly tickets: Tickets;
  readonly sessions: SessionStore;
  readonly people: People;
  readonly jobs: Scheduler;
  readonly batches: Batches;
  readonly batchNotices: BatchNotices;
  readonly dialogs: Dialogs;
  readonly placing: Placing;
  readonly pages: PageDescriptions;
  readonly rights: RoomRights;
  readonly settings: SettingsStore;
  /** What was chosen, or what an administrator set, may be another now. */
  readonly settingsChanged: () => void;
  readonly sites: Sites;
  readonly namedServices: NamedServices;
  readonly launches: Launches;
  readonly updates: Updates;
  /** Closes a window, wherever it stands. */
  readonly closeDialog: (ticketId: string) => Promise<void>;
  /** Brings the teacher to a job's new room, by whatever was clicked: the notification, the banner, a window. */
  readonly openRoom: (jobId: string, candidate?: string) => Promise<void>;
  /** Shows how a batch stands, in the page of rooms. */
  readonly showBatch: (batchId: string) => Promise<void>;
  /** Shows a job's window again: progress, fields, report. */
  readonly showJob: (jobId: string) => Promise<void>;
  readonly showBadge: () => Promise<void>;
  /** A job, where it may be shown to who is there now. */
  readonly shownJob: (jobId: string) => Promise<JobHead | undefined>;
  /** Nobody is signed in on this site any more: what came from it goes. @param site an origin */
  readonly signedOut: (site: string) => Promise<void>;
}

/** For a job that does not say where it was started. */
const NOWHERE: StartedFrom = { tabId: -1, frameId: 0, url: '' };

/** Puts the parts of the worker together. Nothing is asked of the browser yet. */
export function createServices(platform: Platform): Services {
  const { browser } = platform;
  const area = browser.storage.session;
  const frames = new Frames(browser);
  const settings = new SettingsStore(
    browser.storage.local,
    toldInTime(browser.storage.managed, platform.timers.after, () => ofWindows.forget()),
  );
  const namedServices = new NamedServices(browser.storage.local, area, (pattern) =>
    frames.isGranted(pattern),
  );
  const sites = new Sites(browser, frames, settings, namedServices);
  const sessions = new SessionStore(area);
  // A private window leaves nothing in the others.
  const people = new People(browser.extension.inIncognitoContext ? area : browser.storage.local);
  const tickets = new Tickets(area);
  const launches = new Launches(platform, frames);
  const moodleAt = moodleTabs(platform, frames);
  // A teacher waits while they are read: preparing a window has read them.
  const ofWindows = kept(async () => {
    const chosen = await settings.read();
    return windowSettings(languageOf(chosen.language, browser.i18n.getUILanguage()), chosen);
  });
  const language = async () => (await ofWindows.read()).language;
  const placing = new Placing(platform, frames, tickets, ofWindows.read);
  const noticeSettings = async (): Promise<NoticeSettings> => ({
    notifications: (await settings.read()).notifications,
    language: await language(),
    t: await loadTexts(await language()),
  });
  const notices = new Notices(platform, frames, people, noticeSettings);
  const batchNotices = new BatchNotices(platform, people, noticeSettings);
  const opener = new RoomOpener(platform, frames);

  const jobs = new Scheduler(platform, {
    sessions,
    followUp: inTurn(platform, moodleHalf(moodleAt, noticeOfCopy(platform, frames))),
    announce: (jobId, ports) => notices.announce(jobId, ports),
    changed: (job) => {
      dialogs.changed(job);
      batches.jobChanged(job);
      // What was told and is not true any more goes at once; what is to be told waits until the job rests.
      if (job.announced !== undefined) jobs.announceSoon(job.id);
      void showBadge();
    },
    rests: () => {
      dialogs.refresh();
      void showBadge();
      void updates.take();
    },
  });
  const batches = new Batches(platform, {
    sessions,
    jobs,
    settings: () => settings.read(),
    announce: (batchId) => batchNotices.announce(batchId),
    rests: () => void updates.take(),
  });
  const dialogs = new Dialogs(
    {
      platform,
      tickets,
      readings: new RoomReadings(area),
      drafts: new Drafts(area),
      sessions,
      people,
      sessionHandedOver,
      jobs,
      launches,
      moodleAt,
      activityAround: (from, entryId) => activityAround(platform, frames, from, entryId),
      settings: () => settings.read(),
    },
    () => void updates.take(),
  );
  const updates = new Updates(
    area,
    async () =>
      (await dialogs.anyOpen()) ||
      // Jobs that can't be read are none that an update could disturb.
      (await platform.journal.jobs().catch(() => [])).some(isAtWork) ||
      (await batches.all().catch(() => [])).some(isBatchAtWork) ||
      (await frames.hasOwnTabs()),
    () => browser.runtime.reload(),
  );
  const rights = new RoomRights(platform, async (session: Session, { user }, from) => {
    // One that is remembered already, and was tried for another page, has no news of who is there.
    if (from) await sessionHandedOver(session, user, from);
    dialogs.sessionReceived(session);
    // Where jobs can't be read, none goes on; what may be cloned is told all the same.
    await jobs.sessionReceived(session.service, user).catch(() => undefined);
  });

  /** Whose page is open, that Kaltura's clones are shown to; what was shown of others' goes. */
  async function sessionHandedOver(session: Session, user: UserId, from: SessionOrigin): Promise<void> {
    await sessions.remember(session, user, from);
    await people.noteHere(session.service, user);
    await showPerson();
    await batches.sessionReceived(session.service, user).catch(() => undefined);
  }

  /** What is shown and told is what whoever is there may see. */
  async function showPerson(): Promise<void> {
    const all = await jobs.jobs().catch(() => []);
    const shown = new Set(await people.shown(all).catch(() => []));
    for (const job of shown) {
      const notice = noticeOf(viewOf(job));
      // What has waited for her goes on now.
      if (job.announced !== notice && notice !== 'paused') jobs.announceSoon(job.id);
    }
    await notices.withdrawAll(all.filter((job) => !shown.has(job)));
    const allBatches = await batches.all().catch(() => []);
    const shownBatches = new Set(await people.shown(allBatches).catch(() => []));
    for (const batch of allBatches) {
      if (shownBatches.has(batch)) await batchNotices.announce(batch.id).catch(() => undefined);
      else await batchNotices.withdraw(batch.id);
    }
    dialogs.refresh();
    await showBadge();
  }

  // Of a batch of hundreds each change asks for it, and each time the heads of all jobs are read.
  const showBadge = coalesced(async () => {
    const all = await jobs
      .jobs()
      .then((some) => people.shown(some))
      .catch(() => undefined);
    const text = badgeOf(all ?? [], all === undefined || jobs.trouble !== undefined);
    // Nothing waits for it, and nothing fails by it.
    await browser.action.setBadgeText({ text }).catch(() => undefined);
  });

  /** A job, unless it is somebody else's than who is there. */
  async function shownJob(jobId: string): Promise<JobHead | undefined> {
    const job = await platform.journal.head(jobId).catch(() => undefined);
    // Whose it is to see can't be told: nobody's.
    return job && (await people.isHidden(job).catch(() => true)) ? undefined : job;
  }

  async function closeDialog(ticketId: string): Promise<void> {
    const ticket = await tickets.find(ticketId).catch(() => undefined);
    // The ticket last: a window that stays for want of a worker can still be used, and what is saved in it is not lost.
    if (ticket) await placing.close(ticket);
    await dialogs.close(ticketId);
  }

  return {
    platform,
    frames,
    tickets,
    sessions,
    people,
    jobs,
    batches,
    batchNotices,
    dialogs,
    placing,
    pages: new PageDescriptions(frames, platform.timers),
    rights,
    settings,
    settingsChanged: ofWindows.forget,
    sites,
    namedServices,
    launches,
    updates,
    closeDialog,
    showBatch: async (batchId) => {
      await batchNotices.withdraw(batchId);
      await browser.tabs.create({ url: `rooms.html#batch=${batchId}` });
    },
    openRoom: async (jobId, candidate) => {
      const job = await shownJob(jobId);
      // A window over the page would hide the room to which the page goes.
      const windows = job ? await dialogs.ticketsOf(jobId).catch(() => []) : [];
      for (const { id } of windows) await closeDialog(id);
      await opener.open(job, candidate);
      if (job) {
        await jobs.markSeen([job]).catch(() => undefined);
        await notices.withdraw(job);
      }
      await showBadge();
    },
    showJob: async (jobId) => {
      const job = await shownJob(jobId);
      if (!job) return;
      const startedFrom = parseStartedFrom(job.startedFrom) ?? NOWHERE;
      const id = platform.newId();
      await tickets.put({
        id,
        jobId,
        hostTab: 'window',
        entryId: job.original.entry.id,
        site: startedFrom.parentOrigin ?? startedFrom.url,
        startedFrom,
        hostFrameId: 0,
        sessions: [],
      });
      await placing.openWindow(id);
      await jobs.markSeen([job]).catch(() => undefined);
      await notices.withdraw(job);
      await showBadge();
    },
    showBadge,
    shownJob,
    signedOut: async (site) => {
      for (const service of await sessions.signedOut(site)) await people.noteLeft(service);
      await showPerson();
    },
  };
}

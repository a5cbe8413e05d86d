import type { Session } from '../kaltura/session.ts';
import { moodleHalf } from '../moodle/follow-up.ts';
import { toldInTime } from '../settings/managed.ts';
import { SettingsStore } from '../settings/store.ts';
import { languageOf } from '../texts/language.ts';
import { loadTexts } from '../texts/load.ts';
import { Dialogs } from './dialog/dialogs.ts';
import { Drafts } from './dialog/drafts.ts';
import { Placing, windowSettings } from './dialog/placing.ts';
import { RoomReadings } from './dialog/room-readings.ts';
import { Tickets } from './dialog/tickets.ts';
import { Batches } from './batches/batches.ts';
import { BatchNotices } from './batches/batch-notices.ts';
import { isAtWork as isBatchAtWork } from '../plan/batch.ts';
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
import { JobWindows } from './job-windows.ts';
import type { Platform } from './platform.ts';
import { PresentPerson } from './present-person.ts';
import { NamedServices } from './sessions/named-services.ts';
import { People } from './sessions/people.ts';
import { SessionStore } from './sessions/session-store.ts';

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
  readonly person: PresentPerson;
  readonly windows: JobWindows;
  /** Shows how a batch stands, in the page of rooms. */
  readonly showBatch: (batchId: string) => Promise<void>;
}

/** Puts the parts of the worker together. Nothing is asked of the browser yet. */
export function createServices(platform: Platform): Services {
  const { browser } = platform;
  const area = browser.storage.session;
  const frames = new Frames(browser);
  const settings = new SettingsStore(
    browser.storage.local,
    toldInTime(browser.storage.managed, platform.timers, () => ofWindows.forget()),
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

  const jobs = new Scheduler(platform, {
    sessions,
    followUp: inTurn(platform, moodleHalf(moodleAt, noticeOfCopy(platform, frames))),
    announce: (jobId, ports) => notices.announce(jobId, ports),
    changed: (job) => {
      dialogs.changed(job);
      batches.jobChanged(job);
      // What was told and is not true any more goes at once; what is to be told waits until the job rests.
      if (job.announced !== undefined) jobs.announceSoon(job.id);
      void person.showBadge();
    },
    rests: () => {
      dialogs.refresh();
      void person.showBadge();
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
      sessionHandedOver: (session, user, from) => person.cameWith(session, user, from),
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
    if (from) await person.cameWith(session, user, from);
    dialogs.sessionReceived(session);
    // Where jobs can't be read, none goes on; what may be cloned is told all the same.
    await jobs.sessionReceived(session.service, user).catch(() => undefined);
  });

  const parts = {
    platform,
    people,
    sessions,
    jobs,
    batches,
    notices,
    batchNotices,
    dialogs,
    tickets,
    placing,
  };
  const person: PresentPerson = new PresentPerson(parts);
  const windows = new JobWindows({ ...parts, person, opener: new RoomOpener(platform, frames) });

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
    person,
    windows,
    showBatch: async (batchId) => {
      await batchNotices.withdraw(batchId);
      await browser.tabs.create({ url: `rooms.html#batch=${batchId}` });
    },
  };
}

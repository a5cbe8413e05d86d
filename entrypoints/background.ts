import type { Runtime } from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { setAlarm } from '../lib/background/jobs/alarm.ts';
import { announce, showBadge } from '../lib/background/jobs/notices.ts';
import {
  dialogDesk,
  type Office,
  pageDesk,
  panelDesk,
  visit,
} from '../lib/background/messages/page-messages.ts';
import { DialogPlace } from '../lib/background/dialog/placing.ts';
import { Dialogs } from '../lib/background/dialog/dialogs.ts';
import { hasOwnTabs, isGranted } from '../lib/background/pages/frames.ts';
import { JobHost } from '../lib/background/jobs/scheduler.ts';
import { Launches } from '../lib/background/moodle/launches.ts';
import { moodleAt } from '../lib/background/moodle/moodle-tabs.ts';
import { NamedServices } from '../lib/background/sessions/named-services.ts';
import { PageDescriptions } from '../lib/background/pages/page-descriptions.ts';
import { isOwnPage, isPanel, pageSender } from '../lib/background/messages/sender.ts';
import { Sites } from '../lib/background/pages/sites.ts';
import { isAtWork, Updates } from '../lib/background/lifecycle/updates.ts';
import { welcome } from '../lib/background/lifecycle/welcome.ts';
import { browser } from '../lib/browser.ts';
import type { Job, JobJournal } from '../lib/clone/job/record.ts';
import { openJournal } from '../lib/clone/engine/idb-journal.ts';
import { moodleHalf } from '../lib/moodle/follow-up.ts';
import { SettingsStore } from '../lib/settings/store.ts';
import { parsePageMessage, parsePanelMessage } from '../lib/messages/inbound.ts';
import { languageOf } from '../lib/texts/language.ts';
import { loadTexts } from '../lib/texts/load.ts';

export default defineBackground(() => {
  const own = { id: browser.runtime.id, base: browser.runtime.getURL('') };
  const area = browser.storage.session;
  const settings = new SettingsStore(browser.storage.local, browser.storage.managed);
  const services = new NamedServices(browser.storage.local, area, isGranted);
  const sites = new Sites(settings, services);
  const language = async () => languageOf((await settings.read()).language, browser.i18n.getUILanguage());
  const texts = async () => loadTexts(await language());

  // Every listener below is set at once and waits for this: a worker is woken by the event that it must not miss.
  const ready = start(openJournal<Job>());

  async function start(journal: JobJournal): Promise<Office> {
    const jobs = new JobHost({
      journal,
      area,
      wake: (jobId, at, latest) => setAlarm(browser.alarms, `job|${jobId}`, at, latest),
      keepAlive: () => void browser.runtime.getPlatformInfo(),
      followUp: moodleHalf(moodleAt),
      changed: (job) => {
        dialogs.changed(job);
        void journal.jobs().then(showBadge);
      },
      rests: () => void updates.take(),
      announce: async (job) => {
        const { notifications } = await settings.read();
        await announce(job, { texts, notifications });
      },
    });
    const launches = new Launches();
    const dialogs = new Dialogs(area, jobs, () => settings.read(), launches, moodleAt);
    const updates = new Updates(
      area,
      async () => dialogs.anyOpen || (await journal.jobs()).some(isAtWork) || (await hasOwnTabs()),
      () => browser.runtime.reload(),
    );
    await jobs.resume();
    void updates.take();
    const place = new DialogPlace(area, language);
    const pages = new PageDescriptions();
    return { area, journal, jobs, dialogs, place, pages, settings, sites, services, updates, launches };
  }

  const onMessage = (
    value: unknown,
    sender: Runtime.MessageSender,
    answer: (response: unknown) => void,
  ): true | undefined => {
    const page = pageSender(sender, own);
    const fromPage = page && parsePageMessage(value);
    const fromPanel = isPanel(sender, own) ? parsePanelMessage(value) : undefined;
    const said = fromPage
      ? ready.then((office) => pageDesk(office, fromPage, page))
      : fromPanel && ready.then((office) => panelDesk(office, fromPanel));
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
    const { sender } = port;
    if (sender && isOwnPage(sender, '/dialog.html', own)) dialogDesk(ready, port, sender);
    else port.disconnect();
  });

  browser.alarms.onAlarm.addListener(({ name }) => {
    const jobId = /^job\|(.+)$/.exec(name)?.[1];
    if (jobId !== undefined) void ready.then(({ jobs }) => jobs.run(jobId));
  });

  // What the browser grants and takes back, by our windows or by its own. An update clears what was registered.
  void sites.register();
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void sites.register();
    void welcome(reason);
  });
  browser.runtime.onStartup.addListener(() => void sites.register());
  browser.permissions.onAdded.addListener(() => void sites.added());
  browser.permissions.onRemoved.addListener(() => void sites.removed());

  browser.runtime.onUpdateAvailable.addListener(() => void ready.then(({ updates }) => updates.available()));

  browser.notifications.onClicked.addListener((jobId) => {
    void browser.notifications.clear(jobId);
    void ready.then((office) => visit(office, jobId));
  });
});

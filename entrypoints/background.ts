import type { Runtime } from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { announce, showBadge } from '../lib/background/announce.ts';
import { dialogDesk, type Office, pageDesk, panelDesk, visit } from '../lib/background/desks.ts';
import { DialogPlace } from '../lib/background/dialog-place.ts';
import { Dialogs } from '../lib/background/dialogs.ts';
import { JobHost } from '../lib/background/job-host.ts';
import { isOwnPage, pageSender } from '../lib/background/sender.ts';
import { browser } from '../lib/browser.ts';
import { openJournal } from '../lib/clone/idb-journal.ts';
import { readSettings } from '../lib/settings/store.ts';
import { parsePageMessage, parsePanelMessage } from '../lib/messages/inbound.ts';
import { languageOf } from '../lib/texts/language.ts';
import { loadTexts } from '../lib/texts/load.ts';

export default defineBackground(() => {
  const own = { id: browser.runtime.id, base: browser.runtime.getURL('') };
  const area = browser.storage.session;
  const settings = () => readSettings(browser.storage.local);
  const texts = async () => loadTexts(languageOf((await settings()).language, browser.i18n.getUILanguage()));

  // Every listener below is set at once and waits for this: a worker is woken by the event that it must not miss.
  const ready = openJournal().then(async (journal): Promise<Office> => {
    const jobs = new JobHost({
      journal,
      area,
      wake: async (jobId, at) => browser.alarms.create(`job|${jobId}`, { when: at }),
      keepAlive: () => void browser.runtime.getPlatformInfo(),
      changed: (job) => {
        dialogs.changed(job);
        void journal.jobs().then(showBadge);
      },
      ended: (after, before) => void announce(after, before, texts),
    });
    const dialogs = new Dialogs(area, jobs, settings);
    await jobs.resume();
    return { area, journal, jobs, dialogs, place: new DialogPlace(area) };
  });

  const onMessage = (
    value: unknown,
    sender: Runtime.MessageSender,
    answer: (response: unknown) => void,
  ): true | undefined => {
    const page = pageSender(sender, own);
    const fromPage = page && parsePageMessage(value);
    const fromPanel = isOwnPage(sender, '/popup.html', own) ? parsePanelMessage(value) : undefined;
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

  browser.notifications.onClicked.addListener((jobId) => {
    void browser.notifications.clear(jobId);
    void ready.then((office) => visit(office, jobId));
  });
});

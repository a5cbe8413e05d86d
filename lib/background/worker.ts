import type { Runtime } from 'webextension-polyfill';
import { withKnownHeads } from '../clone/engine/known-heads.ts';
import { JOB_HALVES } from '../clone/job/record.ts';
import { parsePageMessage, parsePanelMessage } from '../messages/inbound.ts';
import { isOfSettings } from '../settings/store.ts';
import { servePort } from './messages/dialog-messages.ts';
import { batchOfNotification } from './batches/batch-notices.ts';
import { idOfAlarm } from './jobs/work-alarms.ts';
import { logRefused } from './lifecycle/refused-values.ts';
import { welcome } from './lifecycle/welcome.ts';
import { handlePageMessage } from './messages/page-messages.ts';
import { handlePanelMessage } from './messages/panel-messages.ts';
import { isOwnPage, isPanel, pageSender } from './messages/sender.ts';
import type { Platform } from './platform.ts';
import { createServices } from './services.ts';
import { addToolbarItem, hearToolbarMenu } from './toolbar-menu.ts';

/**
 * What woke the worker is answered first, and so long nothing is begun: a teacher may wait for a window, whose message
 * comes some milliseconds after the script has run. Where it is stopped before, what is open has its alarms all the same.
 */
const FIRST_ANSWER_MS = 50;

/**
 * Starts the worker. Every listener is set at once: a worker is woken by the event that it must not miss. None of them
 * waits for the journal, so that what can be done without it is done, and what can't says why.
 */
export function startWorker(platform: Platform): void {
  const { browser } = platform;
  const { runtime } = browser;
  const own = { id: runtime.id, base: runtime.getURL('') };
  const services = createServices({
    ...platform,
    journal: withKnownHeads(platform.journal, JOB_HALVES.headOf),
    batches: withKnownHeads(platform.batches, (batch) => batch),
  });
  const { jobs, batches, dialogs, sites, settings, updates } = services;

  const onMessage = (
    value: unknown,
    sender: Runtime.MessageSender,
    answer: (response: unknown) => void,
  ): true | undefined => {
    const page = pageSender(sender, own);
    const fromPage = page && parsePageMessage(value);
    const fromPanel = isPanel(sender, own) ? parsePanelMessage(value) : undefined;
    const answering = fromPage
      ? handlePageMessage(services, fromPage, page)
      : fromPanel && handlePanelMessage(services, fromPanel);
    if (!answering) return undefined;
    // Not by a promise: not every browser with a native `browser` takes one.
    void answering.then(answer, () => answer(undefined));
    return true;
  };
  // The type wants an answer to every message; the browser takes `undefined` for none.
  runtime.onMessage.addListener(onMessage as Runtime.OnMessageListenerCallback);

  runtime.onConnect.addListener((port) => {
    // The port named `page` only tells its content script, by ending, that the extension has.
    if (port.name !== 'dialog') return;
    const { sender } = port;
    if (sender && isOwnPage(sender, '/dialog.html', own)) servePort(services, port, sender);
    else port.disconnect();
  });

  browser.alarms.onAlarm.addListener(({ name }) => {
    const jobId = idOfAlarm('job', name);
    const batchId = idOfAlarm('batch', name);
    if (jobId !== undefined) jobs.alarm(jobId);
    if (batchId !== undefined) batches.alarm(batchId);
  });
  browser.tabs.onRemoved.addListener((tabId) => void dialogs.tabClosed(tabId));

  // A policy that installs us comes seconds after us (docs/facts/browsers.md#4-installed-by-policy).
  browser.storage.onChanged.addListener((changes, area) => {
    if (isOfSettings(changes, area)) services.settingsChanged();
    if (area === 'managed') void logRefused(settings, console);
  });
  runtime.onInstalled.addListener(({ reason }) => {
    void sites.register();
    void welcome(browser, reason);
    void logRefused(settings, console);
  });
  runtime.onStartup.addListener(() => {
    void sites.register();
    void logRefused(settings, console);
  });
  browser.permissions.onAdded.addListener(() => void sites.added());
  browser.permissions.onRemoved.addListener(() => void sites.removed());

  runtime.onUpdateAvailable.addListener(() => void updates.available());
  browser.notifications.onClicked.addListener((id) => {
    const batchId = batchOfNotification(id);
    void (batchId === undefined ? services.windows.openRoom(id) : services.showBatch(batchId));
  });
  // Not every browser has buttons in notifications.
  browser.notifications.onButtonClicked?.addListener((jobId) => void services.windows.show(jobId));

  hearToolbarMenu(browser);

  platform.timers.after(FIRST_ANSWER_MS, () => {
    // What the browser grants and takes back, by our windows or by its own. An update clears what was registered.
    void sites.register();
    addToolbarItem(browser);
    void dialogs.takeOver();
    jobs.begin();
    batches.begin();
  });
}

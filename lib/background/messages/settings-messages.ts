import { browser } from '../../browser.ts';
import type { JobJournal } from '../../clone/job/record.ts';
import type { PanelMessage, SettingsAnswer, SettingsView } from '../../messages/messages.ts';
import { namesIn } from '../../settings/settings.ts';
import type { SettingsStore } from '../../settings/store.ts';
import type { SiteLine } from '../../sites/lines.ts';
import type { SiteOffer } from '../../sites/offer.ts';
import { diagnosticsText } from '../lifecycle/diagnostics.ts';
import type { NamedServices } from '../sessions/named-services.ts';
import type { Sites } from '../pages/sites.ts';

/** What this desk works with. */
export interface SettingsOffice {
  readonly settings: SettingsStore;
  readonly sites: Sites;
  readonly services: NamedServices;
  readonly journal: JobJournal;
}

export type SettingsMessage = Exclude<PanelMessage, { type: `job${string}` | `page.${string}` }>;

/** Answers what our own windows say of settings and sites. */
export async function settingsDesk(
  office: SettingsOffice,
  message: SettingsMessage,
): Promise<SettingsView | SettingsAnswer | readonly SiteLine[] | SiteOffer | string | undefined> {
  const { settings, sites } = office;
  switch (message.type) {
    case 'settings.read':
      return settingsView(office);
    case 'settings.write': {
      const refused = await settings.write(message.changes);
      return { ...(await settingsView(office)), refused };
    }
    case 'settings.reset':
      await settings.reset();
      return settingsView(office);
    case 'sites.list':
      return sites.list();
    case 'site.offer':
      return sites.offer(message.tabId);
    case 'site.name':
      await office.services.ask(message.services);
      return undefined;
    case 'site.forget':
      await sites.forget(message.patterns);
      return sites.list();
    case 'diagnostics.read':
      return diagnostics(office);
  }
}

async function settingsView({ settings, sites }: SettingsOffice): Promise<SettingsView> {
  const [read, { fixed }, lines] = await Promise.all([settings.read(), settings.policy(), sites.list()]);
  return { settings: read, fixed: namesIn(fixed), sites: lines };
}

async function diagnostics({ settings, sites, journal }: SettingsOffice): Promise<string> {
  const { os, arch } = await browser.runtime.getPlatformInfo();
  return diagnosticsText({
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    system: `${os} ${arch}`,
    now: Date.now(),
    settings: await settings.read(),
    policy: await settings.policy(),
    sites: await sites.list(),
    jobs: await journal.jobs(),
  });
}

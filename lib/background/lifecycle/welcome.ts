import type { Management, Runtime } from 'webextension-polyfill';
import type { BrowserApi } from '../platform.ts';

/**
 * Whether the welcome page is shown: to a teacher who installed the extension, and once. Not after an update; not
 * where an administrator installed it for a whole school; and not where it was loaded unpacked, by whoever works on it.
 */
export function welcomes(
  reason: Runtime.OnInstalledReason,
  installType: Management.ExtensionInstallType,
): boolean {
  return reason === 'install' && installType !== 'admin' && installType !== 'development';
}

/** Shows the welcome page, where it is to be shown. */
export async function welcome(browser: BrowserApi, reason: Runtime.OnInstalledReason): Promise<void> {
  const { installType } = await browser.management.getSelf();
  if (welcomes(reason, installType)) await browser.tabs.create({ url: 'welcome.html' });
}

import { browser } from '../browser.ts';
import type { FrameMessage } from '../messages/messages.ts';

/** Tells one frame of a tab. Answers what its script says; undefined where no script of ours is. */
export function tellFrame(tabId: number, frameId: number, message: FrameMessage): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);
}

/** Whether a page of ours stands in a tab or a window of its own: what is typed in it would be lost with it. */
export async function hasOwnTabs(): Promise<boolean> {
  const { origin } = new URL(browser.runtime.getURL('/popup.html'));
  return (await browser.tabs.query({ url: `${origin}/*` })).length > 0;
}

/** Whether the extension may use a host, by its manifest or because the user granted it. */
export function isGranted(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] });
}

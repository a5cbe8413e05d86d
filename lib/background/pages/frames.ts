import { browser } from '../../browser.ts';
import type { FrameMessage, MoodleMessage } from '../../messages/messages.ts';

/** Tells one frame of a tab. Answers what its script says; undefined where no script of ours is. */
export function tellFrame(tabId: number, frameId: number, message: FrameMessage): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);
}

/** Whether a page of ours stands in a tab or a window of its own: what is typed in it would be lost with it. */
export async function hasOwnTabs(): Promise<boolean> {
  const { origin } = new URL(browser.runtime.getURL('/popup.html'));
  return (await browser.tabs.query({ url: `${origin}/*` })).length > 0;
}

/** Tells the script in the page of Moodle at the top of a tab. Answers what it says; undefined where there is none. */
export function tellMoodle(tabId: number, message: MoodleMessage): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => undefined);
}

/** Puts our script for Moodle into the page at the top of a tab. */
export async function enterMoodle(tabId: number): Promise<void> {
  const target = { tabId, frameIds: [0] };
  await browser.scripting.executeScript({ target, files: ['moodle.js'] }).catch(() => undefined);
}

/** Puts our script into a frame that looks for sessions beyond its page's globals; resolves when it has. */
export async function findSessions(tabId: number, frameId: number): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  await browser.scripting.executeScript({ target, files: ['sessions.js'] }).catch(() => undefined);
}

/** Puts our script that shows windows into a frame; once it is there, again does nothing. Rejects where we may not be. */
export const enterFrame = (tabId: number, frameId: number): Promise<unknown> =>
  browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: ['host.js'] });

/**
 * Shows something over the page of one frame: puts our script for that into it first. Answers true where it was shown;
 * undefined where we may not be.
 */
export async function showInFrame(
  tabId: number,
  frameId: number,
  message: Extract<FrameMessage, { type: 'dialog.show' | 'banner.show' }>,
): Promise<unknown> {
  return enterFrame(tabId, frameId).then(
    () => tellFrame(tabId, frameId, message),
    () => undefined,
  );
}

/** Whether the extension may use a host, by its manifest or because the user granted it. */
export function isGranted(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] });
}

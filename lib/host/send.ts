import { browser } from 'wxt/browser';
import type { PageMessage } from '../messages/messages.ts';

/** Sends to the background. A script that was left behind by an update has nobody to send to: nothing comes of it. */
export async function send(message: PageMessage): Promise<unknown> {
  try {
    // Where the extension is gone, this throws, there and then.
    return (await browser.runtime.sendMessage(message)) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether there still is an extension. The types know no runtime without an id: it is how such a script finds it. */
export const isThere = (): boolean => (browser.runtime as { id?: string } | undefined)?.id !== undefined;

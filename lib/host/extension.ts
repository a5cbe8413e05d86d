import { browser } from 'wxt/browser';
import type { PageMessage } from '../messages/messages.ts';

/** The extension behind a script of ours in a page. */
export interface Extension {
  /** Sends to the background; answers undefined when it is gone. */
  readonly send: (message: PageMessage) => Promise<unknown>;
  /** Whether there still is an extension behind this script: an update leaves the old script behind, alone. */
  readonly isThere: () => boolean;
}

/** Sends to the background. A script that was left behind by an update has nobody to send to: nothing comes of it. */
export async function send(message: PageMessage): Promise<unknown> {
  try {
    // Where the extension is gone, this throws, there and then.
    return (await browser.runtime.sendMessage(message)) as unknown;
  } catch {
    return undefined;
  }
}

/** The types know no runtime without an id: it is how a script finds that its extension is gone. */
const isThere = (): boolean => (browser.runtime as { id?: string } | undefined)?.id !== undefined;

export const extension: Extension = { send, isThere };

/**
 * Hears what the background says to this frame, and nobody else: neither a page of ours nor another extension.
 * @param receive takes the messages of its kind of page, which the background alone sends. It answers what that is to
 *   get, at once or later; undefined where it is not for us
 */
export function hearBackground(receive: (message: never) => unknown, signal?: AbortSignal): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    if (signal?.aborted || sender.id !== browser.runtime.id || sender.tab !== undefined) return;
    const done = receive(message as never); // see @param
    if (done === undefined) return;
    void Promise.resolve(done).then(answer, () => answer(undefined));
    return true;
  });
}

import { browser } from 'wxt/browser';
import type { FrameMessage, PageMessage } from '../messages/messages.ts';

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

/**
 * The extension for a script that may never have anything to say: before it sends for the first time it does not touch the
 * runtime, and hears nothing. So it asks then whether it may still be where it is, and says nothing where it may not.
 * @param receive as in `hearBackground`
 * @param instance aborted where a site was taken back
 */
export function extensionWhenNeeded(
  receive: (message: FrameMessage) => unknown,
  instance: AbortController,
): Extension {
  const { signal } = instance;
  const ask = async (): Promise<void> => {
    if ((await send({ type: 'site.mayWork' })) === false) instance.abort();
  };
  const hear = (message: FrameMessage): unknown =>
    message.type === 'site.check' ? void ask() : receive(message);
  let begun: Promise<void> | undefined;
  return {
    isThere: () => !begun || isThere(),
    async send(message) {
      if (!begun) {
        // Where the extension is gone, there is nothing to hear it by.
        if (isThere()) hearBackground(hear, signal);
        begun = ask();
      }
      await begun;
      return signal.aborted ? undefined : send(message);
    },
  };
}

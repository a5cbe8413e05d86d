import type { Signal } from '@preact/signals';
import type { View } from '../../components/dialog/view.ts';
import { browser } from '../../lib/browser.ts';
import { connectDialog, type DialogPort, type SendToWorker } from '../../lib/messages/dialog-connection.ts';
import type { DialogDownlink } from '../../lib/messages/messages.ts';

/** Lost with the context, when the extension is loaded anew or taken away. */
const isAlive = (): boolean => (browser.runtime as { id?: string } | undefined)?.id !== undefined;

function openPort(): DialogPort | undefined {
  if (!isAlive()) return undefined;
  const port = browser.runtime.connect({ name: 'dialog' });
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) =>
      // Only the background of this extension is at the other end of this port.
      port.onMessage.addListener((message: unknown) => listener(message as DialogDownlink)),
    onDisconnect: (listener) => port.onDisconnect.addListener(listener),
  };
}

/** The window's connection to the background. @param shown is what the background wants to be shown */
export function connect(ticket: string, shown: Signal<View>): SendToWorker {
  return connectDialog(ticket, {
    connect: openPort,
    after: (ms, work) => void setTimeout(work, ms),
    onView: (view) => {
      shown.value = view;
    },
    onGone: () => {
      shown.value = { state: 'gone' };
    },
  });
}

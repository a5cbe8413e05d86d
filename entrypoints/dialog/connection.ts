import { signal, type Signal } from '@preact/signals';
import type { View } from '../../components/dialog/view.ts';
import { browser } from '../../lib/browser.ts';
import { connectDialog, type DialogPort, type SendToWorker } from '../../lib/messages/dialog-connection.ts';
import type { DialogDownlink } from '../../lib/messages/messages.ts';

export interface Connection {
  readonly view: Signal<View>;
  readonly send: SendToWorker;
}

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

/** The window's connection to the background. */
export function connect(ticket: string): Connection {
  const shown = signal<View>({ state: 'reading' });
  const send = connectDialog(ticket, {
    connect: openPort,
    after: (ms, work) => void setTimeout(work, ms),
    onView: (view) => {
      shown.value = view;
    },
    onGone: () => {
      shown.value = { state: 'gone' };
    },
  });
  return { view: shown, send };
}

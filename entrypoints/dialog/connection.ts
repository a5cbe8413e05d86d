import { signal, type Signal } from '@preact/signals';
import { browser } from '../../lib/browser.ts';
import type { View } from '../../components/dialog/view.ts';
import type { DialogMessage, DialogView } from '../../lib/messages/messages.ts';

export interface Connection {
  readonly view: Signal<View>;
  readonly send: (message: DialogMessage) => void;
}

const isAlive = (): boolean => (browser.runtime as { id?: string } | undefined)?.id !== undefined; // lost with the context

/** Talks to the background under a ticket. A worker that was stopped is woken by saying hello again. */
export function connect(ticket: string): Connection {
  const shown = signal<View>({ state: 'reading' });
  let port: ReturnType<typeof browser.runtime.connect> | undefined;

  const open = (): void => {
    if (!isAlive()) {
      shown.value = { state: 'gone' };
      return;
    }
    const opened = browser.runtime.connect({ name: 'dialog' });
    port = opened;
    opened.onMessage.addListener((view: unknown) => {
      // Only the background of this extension is at the other end of this port.
      shown.value = view as DialogView;
    });
    opened.onDisconnect.addListener(() => {
      port = undefined;
      setTimeout(open, 300);
    });
    opened.postMessage({ type: 'hello', ticket } satisfies DialogMessage);
  };
  open();
  return { view: shown, send: (message) => port?.postMessage(message) };
}

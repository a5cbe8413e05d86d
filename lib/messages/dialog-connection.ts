import type { DialogDownlink, DialogMessage, DialogUplink, DialogView } from './messages.ts';

/** The dialog's end of a port, as far as it is needed. */
export interface DialogPort {
  readonly post: (message: DialogUplink) => void;
  readonly onMessage: (listener: (message: DialogDownlink) => void) => void;
  readonly onDisconnect: (listener: () => void) => void;
}

export interface ConnectionParts {
  /** Opens a port; undefined where the extension was updated or taken away, and nothing can be sent any more. */
  readonly connect: () => DialogPort | undefined;
  readonly after: (ms: number, work: () => void) => void;
  readonly onView: (view: DialogView) => void;
  readonly onGone: () => void;
}

/** Sends what the teacher pressed. */
export type SendToWorker = (message: DialogMessage) => void;

/** A port that ends is opened again after so long: the worker was stopped for idleness, or by an error. */
const RECONNECT_MS = 300;

/**
 * Talks to the background under a ticket. A worker that was stopped is woken by saying hello again; what was pressed
 * meanwhile, or was not answered yet, is sent again then, so that nothing is lost with a worker.
 */
export function connectDialog(ticket: string, parts: ConnectionParts): SendToWorker {
  const unanswered = new Map<number, DialogMessage>();
  let count = 0;
  let port: DialogPort | undefined;

  const post = (message: DialogUplink): void => {
    try {
      port?.post(message);
    } catch {
      // The port has ended, and its listener has not been called yet.
      port = undefined;
    }
  };

  const open = (): void => {
    const opened = parts.connect();
    if (!opened) return parts.onGone();
    opened.onMessage((message) => {
      if (message.type === 'view') parts.onView(message.view);
      else unanswered.delete(message.n);
    });
    opened.onDisconnect(() => {
      port = undefined;
      parts.after(RECONNECT_MS, open);
    });
    port = opened;
    post({ type: 'hello', ticket });
    for (const [n, message] of unanswered) post({ type: 'request', n, message });
  };
  open();

  return (message) => {
    count += 1;
    unanswered.set(count, message);
    post({ type: 'request', n: count, message });
  };
}

import type { Runtime } from 'webextension-polyfill';
import { parseDialogUplink } from '../../messages/inbound.ts';
import type { DialogDownlink, DialogMessage, DialogView } from '../../messages/messages.ts';
import type { Services } from '../services.ts';
import { claimTicket } from '../dialog/claim-ticket.ts';
import type { OpenDialog } from '../dialog/open-dialog.ts';
import { failedView } from '../dialog/views.ts';
import { storageProblem } from '../jobs/storage-problem.ts';

/**
 * Serves one dialog on its port. What comes before its ticket is accepted waits for that. Each request is answered when
 * it is noted: a dialog sends again what was not.
 */
export function servePort(services: Services, port: Runtime.Port, sender: Runtime.MessageSender): void {
  const { dialogs, placing, tickets } = services;
  // The types know no documentId; the browsers that have one say it here.
  const { documentId } = sender as { documentId?: string };
  const claimant = { tabId: sender.tab?.id, frameId: sender.frameId, documentId };
  let isClosed = false;
  const post = (message: DialogDownlink): void => {
    if (!isClosed) port.postMessage(message);
  };
  const send = (view: DialogView): void => post({ type: 'view', view });
  let claimed: Promise<OpenDialog | undefined> | undefined;
  let ticketId: string | undefined;

  port.onDisconnect.addListener(() => {
    isClosed = true;
    void claimed?.then((dialog) => {
      if (dialog) dialogs.disconnected(dialog.ticket.id, send);
    });
  });

  port.onMessage.addListener((value: unknown) => {
    const message = parseDialogUplink(value);
    if (message?.type === 'hello') {
      ticketId ??= message.ticket;
      void admitted();
    } else if (message) void receive(message.n, message.message);
  });

  /** The dialog, once its ticket is accepted. Where the browser refuses to note that, it is said, and tried at what comes next. */
  async function admitted(): Promise<OpenDialog | undefined> {
    if (ticketId === undefined) return undefined;
    claimed ??= claim(ticketId).catch((error: unknown) => {
      claimed = undefined;
      send(failedView(storageProblem(error)));
      return undefined;
    });
    return claimed;
  }

  async function claim(id: string): Promise<OpenDialog | undefined> {
    const ticket = await tickets.change(id, (known) => claimTicket(known, claimant));
    if (!ticket) {
      send({ state: 'refused' });
      return undefined;
    }
    placing.arrived(ticket.id);
    const dialog = await dialogs.connect(ticket, send);
    // It may have gone while it was let in.
    if (isClosed) dialogs.disconnected(ticket.id, send);
    return dialog;
  }

  async function receive(n: number, message: DialogMessage): Promise<void> {
    const dialog = await admitted();
    if (!dialog) {
      // Whatever it was refused for, it can be closed.
      if (message.type === 'close' && ticketId !== undefined) await placing.dismiss(ticketId, claimant);
      return;
    }
    // What the browser refuses is not asked for again by itself, whenever this window is connected anew.
    await carryOut(dialog, message).catch(() => undefined);
    post({ type: 'handled', n });
  }

  async function carryOut(dialog: OpenDialog, message: DialogMessage): Promise<void> {
    const { ticket } = dialog;
    switch (message.type) {
      case 'close':
        await services.windows.close(ticket.id);
        break;
      case 'room.open':
        await services.windows.openRoom(dialog.jobId, message.candidate);
        break;
      case 'save':
      case 'retry':
      case 'undo':
      case 'keep':
      case 'decide':
      case 'draft':
      case 'draft.discard':
      case 'earlier.show':
        await dialog.receive(message);
        break;
    }
  }
}

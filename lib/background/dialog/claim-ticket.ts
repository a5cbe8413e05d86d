import type { Ticket } from './tickets.ts';

/** Who says hello with a ticket, as the browser tells it. */
export interface Claimant {
  readonly tabId: number | undefined;
  readonly frameId: number | undefined;
  readonly documentId: string | undefined;
}

/**
 * Whether a dialog may use a ticket: in the tab for which it was made (or in the window that was opened for it), and
 * only the document that used it first. Returns the ticket as it is from then on, or undefined: show nothing.
 */
export function claimTicket(
  ticket: Ticket | undefined,
  { tabId, frameId, documentId }: Claimant,
): Ticket | undefined {
  if (!ticket || tabId === undefined) return undefined;
  // Where the browser tells no document, its frame stands for it: the page cannot navigate a frame of ours, and one that
  // it takes out and puts in again has another id (docs/facts/browsers.md#1-window-in-a-page). So a window outlives
  // its background there, too.
  const document = documentId ?? `frame ${tabId}.${frameId ?? ''}`;
  const { leftAt: _leftAt, ...here } = ticket;
  if (ticket.documentId !== undefined) return ticket.documentId === document ? here : undefined;
  const framed = frameId !== undefined && frameId > 0;
  const right =
    ticket.hostTab === 'window'
      ? !framed && tabId !== ticket.startedFrom.tabId
      : framed && tabId === ticket.hostTab;
  return right ? { ...here, documentId: document, tabId } : undefined;
}

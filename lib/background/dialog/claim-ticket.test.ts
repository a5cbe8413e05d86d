import { expect, test } from 'vitest';
import { claimTicket } from './claim-ticket.ts';
import type { Ticket } from './tickets.ts';

const ticket: Ticket = {
  id: 't',
  hostTab: 7,
  site: 'https://media.example.org',
  entryId: '1_abcd1234',
  startedFrom: { tabId: 7, frameId: 4, url: 'https://102.kaf.kaltura.com/media/t/1_abcd1234' },
  hostFrameId: 0,
  sessions: [],
};
const claimant = { tabId: 7, frameId: 9, documentId: 'doc' };

test('the first hello from a frame of the tab is let in, and again only the same document', () => {
  const used = claimTicket(ticket, claimant);
  expect(used?.documentId).toBe('doc');
  expect(claimTicket(used, claimant)).toEqual(used);
  expect(claimTicket(used, { ...claimant, documentId: 'another' })).toBeUndefined();
});

test.each([
  ['no ticket', undefined, claimant],
  ['another tab', ticket, { ...claimant, tabId: 8 }],
  ['no tab', ticket, { ...claimant, tabId: undefined }],
  ['a page opened at the top', ticket, { ...claimant, frameId: 0 }],
  ['a window without its ticket', { ...ticket, hostTab: 'window' as const }, claimant],
])('%s is refused', (_what, given, from) => {
  expect(claimTicket(given, from)).toBeUndefined();
});

test('a ticket for a window is used at the top of another tab', () => {
  expect(
    claimTicket({ ...ticket, hostTab: 'window' }, { tabId: 12, frameId: 0, documentId: 'doc' })?.documentId,
  ).toBe('doc');
});

test('where the browser tells no document, only the frame that used a ticket first is let in again', () => {
  const nameless = { ...claimant, documentId: undefined };
  const used = claimTicket(ticket, nameless);
  expect(used).toBeDefined();
  expect(claimTicket(used, nameless)).toEqual(used);
  expect(claimTicket(used, { ...nameless, frameId: 10 })).toBeUndefined();
  expect(claimTicket(used, { ...nameless, tabId: 8 })).toBeUndefined();
  expect(claimTicket(used, claimant)).toBeUndefined();
});

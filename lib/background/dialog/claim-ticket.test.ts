import { expect, test } from 'vitest';
import { admit } from './claim-ticket.ts';
import type { Ticket } from '../sessions/session-store.ts';

const ticket: Ticket = {
  id: 't',
  place: 7,
  entryId: '1_abcd1234',
  starter: { tabId: 7, frameId: 4, url: 'https://102.kaf.kaltura.com/media/t/1_abcd1234' },
  hostFrameId: 0,
  sessions: [],
};
const visitor = { tabId: 7, frameId: 9, documentId: 'doc' };

test('the first hello from a frame of the tab is let in, and again only the same document', () => {
  const used = admit(ticket, visitor);
  expect(used?.documentId).toBe('doc');
  expect(admit(used, visitor)).toEqual(used);
  expect(admit(used, { ...visitor, documentId: 'another' })).toBeUndefined();
});

test.each([
  ['no ticket', undefined, visitor],
  ['another tab', ticket, { ...visitor, tabId: 8 }],
  ['no tab', ticket, { ...visitor, tabId: undefined }],
  ['a page opened at the top', ticket, { ...visitor, frameId: 0 }],
  ['a window without its ticket', { ...ticket, place: 'window' as const }, visitor],
])('%s is refused', (_what, given, from) => {
  expect(admit(given, from)).toBeUndefined();
});

test('a ticket for a window is used at the top of another tab', () => {
  expect(
    admit({ ...ticket, place: 'window' }, { tabId: 12, frameId: 0, documentId: 'doc' })?.documentId,
  ).toBe('doc');
});

test('where the browser tells no document, only the frame that used a ticket first is let in again', () => {
  const nameless = { ...visitor, documentId: undefined };
  const used = admit(ticket, nameless);
  expect(used).toBeDefined();
  expect(admit(used, nameless)).toEqual(used);
  expect(admit(used, { ...nameless, frameId: 10 })).toBeUndefined();
  expect(admit(used, { ...nameless, tabId: 8 })).toBeUndefined();
  expect(admit(used, visitor)).toBeUndefined();
});

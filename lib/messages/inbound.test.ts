import { expect, test } from 'vitest';
import { parseDialogUplink, parsePageDescription, parsePageMessage, parsePanelMessage } from './inbound.ts';

const session = { ks: 'djJ8', serviceUrl: 'https://www.kaltura.com', partnerId: 102 };

test('what a content script says is taken', () => {
  const message = { type: 'rooms.seen', entryIds: ['1_abcd1234'], sessions: [session], language: 'he' };
  expect(parsePageMessage(message)).toEqual(message);
});

test('of several sessions the broken ones are left out', () => {
  const broken = [{ ks: 7 }, null, { ...session, players: 7 }, { ...session, ks: 'x'.repeat(5000) }];
  const message = { type: 'clone.clicked', entryId: '1_abcd1234', sessions: [...broken, session] };
  expect(parsePageMessage(message)).toEqual({ ...message, sessions: [session] });
});

test('one wrong id takes nothing from the others, whoever put it into the page', () => {
  const wrong = ['x'.repeat(65), 7, null, {}, ['1_abcd1234']];
  const message = { type: 'rooms.seen', entryIds: [...wrong, '1_abcd1234'], sessions: [], language: '' };
  expect(parsePageMessage(message)).toEqual({ ...message, entryIds: ['1_abcd1234'] });
  const room = { entryId: '1_abcd1234', name: 'Algebra', right: true };
  const page = { hasEntries: true, hasSession: true, isGallery: false };
  const odd = [{ ...room, entryId: 'x'.repeat(65) }, { ...room, name: 7 }, null];
  expect(parsePageDescription({ ...page, rooms: [...odd, room] })).toEqual({ ...page, rooms: [room] });
});

test('what is too much of anything is cut', () => {
  const message = {
    type: 'rooms.seen',
    entryIds: Array<string>(1000).fill('1_abcd1234'),
    sessions: Array<typeof session>(50).fill(session),
    language: '',
  };
  expect(parsePageMessage(message)).toMatchObject({ entryIds: { length: 200 }, sessions: { length: 20 } });
});

test.each([
  null,
  'rooms.seen',
  {},
  { type: 'unknown' },
  { type: 'rooms.seen', entryIds: 5, sessions: [], language: '' },
  { type: 'rooms.seen', entryIds: ['1_abcd1234'], language: '' },
  { type: 'jobs.list', most: 20, mostBatches: 3 },
  { type: 'save', texts: { name: 'n', description: '', tags: '' } },
])('no page message: %j', (value) => {
  expect(parsePageMessage(value)).toBeUndefined();
});

test('what belongs to one tier is refused in the others', () => {
  expect(parseDialogUplink({ type: 'jobs.list', most: 20, mostBatches: 3 })).toBeUndefined();
  expect(
    parsePanelMessage({ type: 'save', texts: { name: 'n', description: '', tags: '' } }),
  ).toBeUndefined();
  expect(
    parseDialogUplink({ type: 'request', n: 1, message: { type: 'save', texts: { name: 'n' } } }),
  ).toBeUndefined();
  expect(parseDialogUplink({ type: 'request', n: 1, message: { type: 'close' } })).toBeDefined();
});

test('settings and sites are spoken of by panels, and what is in a change is judged where it is stored', () => {
  const write = { type: 'settings.write', changes: { language: 'he', chatService: 7 } };
  expect(parsePanelMessage(write)).toEqual(write);
  expect(parsePageMessage(write)).toBeUndefined();
  expect(parseDialogUplink({ type: 'settings.read' })).toBeUndefined();
  for (const broken of [
    { type: 'settings.write' },
    { type: 'site.offer', tabId: '1' },
    { type: 'site.forget' },
  ])
    expect(parsePanelMessage(broken)).toBeUndefined();
});

import { expect, test } from 'vitest';
import type { Entry } from '../../kaltura/entry.ts';
import { entry, id, roomEntry, user } from '../samples.ts';
import { mayHideChildren } from './unseen.ts';

const ROOM = roomEntry('room', { userId: user('noa'), entitledUsersEdit: 'amir' });
const AMIR = { user: 'amir', groups: ['Teachers'] };
const child = (fields: Partial<Entry> = {}): Entry => entry('child', { parentEntryId: 'room', ...fields });

test.each<[string, Partial<Entry>]>([
  ['their own', { userId: user('AMIR') }],
  ['for them to edit', { entitledUsersEdit: 'eve, Amir' }],
  ['for them to view', { entitledUsersView: 'amir' }],
  ['for a group of theirs', { entitledUsersPublish: 'teachers' }],
])('where a co-editor sees only what is %s, there may be more', (_, fields) => {
  expect(mayHideChildren(ROOM, [child(fields)], AMIR)).toBe(true);
});

test('where a co-editor sees what nothing entitles them to, nothing is kept back', () => {
  expect(mayHideChildren(ROOM, [child(), child({ id: id('own'), userId: user('amir') })], AMIR)).toBe(false);
  expect(mayHideChildren(ROOM, [child({ entitledUsersEdit: 'amirah' })], AMIR)).toBe(false);
});

test('what is in a file of theirs is due to them, and shows nothing', () => {
  const own = entry('own', { userId: user('amir'), parentEntryId: 'room' });
  expect(mayHideChildren(ROOM, [own, entry('inside', { parentEntryId: id('own') })], AMIR)).toBe(true);
});

test('an empty list shows nothing', () => {
  expect(mayHideChildren(ROOM, [], AMIR)).toBe(true);
});

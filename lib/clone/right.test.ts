import { expect, test } from 'vitest';
import { askForRight } from './right.ts';
import { type Answer, body, exception, Lost, ORIGINAL_ID, page, sampleClient } from './samples.ts';

const ROOM = body(ORIGINAL_ID, {
  type: 'room.room',
  roomType: 1,
  userId: 'noa',
  entitledUsersEdit: 'tutors',
});

const server =
  (changes: Record<string, unknown> = {}): Answer =>
  (action) =>
    ({ 'user.get': { id: 'noa' }, 'baseEntry.get': ROOM, 'groupuser.list': page(), ...changes })[action];

const TUTORS = page({ groupId: 'tutors' });

test.each<[string, Record<string, unknown>, boolean, string | undefined]>([
  ['the owner', {}, true, 'noa'],
  ['a member of an editing group', { 'user.get': { id: 'eve' }, 'groupuser.list': TUTORS }, true, 'eve'],
  ['a stranger', { 'user.get': { id: 'eve' } }, false, 'eve'],
  ['the owner, whose groups are not told', { 'groupuser.list': exception('SERVICE_FORBIDDEN') }, true, 'noa'],
  ['the owner of what is no room', { 'baseEntry.get': body(ORIGINAL_ID, { userId: 'noa' }) }, false, 'noa'],
  ['who may not see it', { 'baseEntry.get': exception('ENTRY_ID_NOT_FOUND') }, false, 'noa'],
  ['who is nobody', { 'user.get': exception('SERVICE_FORBIDDEN') }, false, undefined],
])('%s: %#', async (_, changes, offer, user) => {
  const client = sampleClient(server(changes));
  expect(await askForRight(client, ORIGINAL_ID)).toEqual({ offer, user });
  expect(client.asked).toHaveLength(1);
});

test('no answer is no offer', async () => {
  const client = sampleClient(() => {
    throw new Lost();
  });
  expect(await askForRight(client, ORIGINAL_ID)).toEqual({ offer: false, user: undefined });
});

import { expect, test } from 'vitest';
import { id } from '../../room/samples.ts';
import { askForRights } from './rights.ts';
import { type Answer, body, exception, Lost, ORIGINAL_ID, page, sampleClient } from '../samples.ts';

const ROOM = body(ORIGINAL_ID, {
  ...{ name: 'Algebra', type: 'room.room', roomType: 1, userId: 'noa', entitledUsersEdit: 'tutors' },
});
const FORBIDDEN = exception('SERVICE_FORBIDDEN');

const server =
  (changes: Record<string, unknown> = {}): Answer =>
  (action) =>
    ({
      'user.get': { id: 'noa' },
      'permission.getCurrentPermissions': 'A,B',
      'groupuser.list': page(),
      'baseEntry.getByIds': [ROOM, body('1_filefile', { userId: 'noa' })],
      ...changes,
    })[action];

const rooms = (mayClone: boolean): object[] => [{ entryId: ORIGINAL_ID, name: 'Algebra', mayClone }];

test.each<[string, Record<string, unknown>, object]>([
  ['the owner', {}, { kind: 'user', user: 'noa', rooms: rooms(true) }],
  [
    'a member of an editing group',
    { 'user.get': { id: 'eve' }, 'groupuser.list': page({ groupId: 'tutors' }) },
    { kind: 'user', user: 'eve', rooms: rooms(true) },
  ],
  ['a stranger', { 'user.get': { id: 'eve' } }, { kind: 'user', user: 'eve', rooms: rooms(false) }],
  [
    'the owner, whose groups and role are not told',
    { 'groupuser.list': FORBIDDEN, 'permission.getCurrentPermissions': FORBIDDEN },
    { kind: 'user', user: 'noa', rooms: rooms(true) },
  ],
  ['who sees none of it', { 'baseEntry.getByIds': FORBIDDEN }, { kind: 'user', user: 'noa', rooms: [] }],
  ['who is nobody', { 'user.get': FORBIDDEN }, { kind: 'unusable', code: 'SERVICE_FORBIDDEN' }],
  [
    'who may only look',
    { 'permission.getCurrentPermissions': 'WIDGET_SESSION_PERMISSION' },
    { kind: 'unusable', code: undefined },
  ],
])('%s: %#', async (_, changes, rights) => {
  const client = sampleClient(server(changes));
  expect(await askForRights(client, [ORIGINAL_ID])).toEqual(rights);
  expect(client.asked).toHaveLength(1);
});

test.each([
  [new Lost(), 'unknown', 'network'],
  [new Lost({ kind: 'sessionOver' }), 'unusable', 'sessionOver'],
])('%s: the session is %s, by %s', async (lost, kind, code) => {
  const client = sampleClient(() => {
    throw lost;
  });
  expect(await askForRights(client, [ORIGINAL_ID])).toEqual({ kind, code });
});

test('however many entries there are, one request asks for all, a hundred a call', async () => {
  const lists: number[] = [];
  const client = sampleClient((action, params) => {
    if (action === 'baseEntry.getByIds') lists.push(String(params['entryIds']).split(',').length);
    return server()(action, params);
  });
  await askForRights(
    client,
    Array.from({ length: 201 }, (_, i) => id(`1_${String(i).padStart(8, '0')}`)),
  );
  expect(lists).toEqual([100, 100, 1]);
  expect(client.asked).toHaveLength(1);
});

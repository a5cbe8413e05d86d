import { describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../test-server.ts';

async function withGroup(): Promise<TestServer> {
  const server = testServer();
  await server.must('admin', 'user', 'add', { user: { objectType: 'KalturaUser', id: 'maya' } });
  await server.must('admin', 'group_group', 'add', { group: { objectType: 'KalturaGroup', id: 'staff' } });
  return server;
}

const join = (server: TestServer, userId = 'maya', groupId = 'staff', as = 'admin') =>
  server.call(as, 'groupuser', 'add', { groupUser: { objectType: 'KalturaGroupUser', userId, groupId } });

describe('a group that is co-editor', () => {
  const edit = (server: TestServer, entryId: string) =>
    server.call('maya', 'baseEntry', 'update', {
      entryId,
      baseEntry: { objectType: 'KalturaRoomEntry', description: 'by maya' },
    });

  test('lets its members edit, as long as they are members', async () => {
    const server = await withGroup();
    const room = await server.room('noa', { entitledUsersEdit: 'amir,staff' });
    expect(await edit(server, room)).toMatchObject({ code: 'INVALID_KS', args: { ERR_CODE: '-4' } });
    await join(server);
    expect(await edit(server, room)).toMatchObject({ description: 'by maya' });
    await server.call('admin', 'groupuser', 'delete', { userId: 'maya', groupId: 'staff' });
    expect(await edit(server, room)).toMatchObject({ code: 'INVALID_KS', args: { ERR_CODE: '-4' } });
  });

  test('does not make them co-editors by a mere right to see', async () => {
    const server = await withGroup();
    await join(server);
    const room = await server.room('noa', { entitledUsersView: 'staff' });
    expect(await edit(server, room)).toMatchObject({ code: 'INVALID_KS' });
  });
});

describe('memberships', () => {
  const list = (server: TestServer, as: string, filter: object) =>
    server.call(as, 'groupuser', 'list', { filter: { objectType: 'KalturaGroupUserFilter', ...filter } });

  test('are told to the member and to administrators', async () => {
    const server = await withGroup();
    await join(server);
    const told = { totalCount: 1, objects: [{ userId: 'maya', groupId: 'staff', status: 0 }] };
    expect(await list(server, 'maya', { userIdEqual: 'maya' })).toMatchObject(told);
    expect(await list(server, 'admin', { groupIdEqual: 'staff' })).toMatchObject(told);
    expect(await list(server, 'noa', { userIdEqual: 'maya' })).toMatchObject({ code: 'SERVICE_FORBIDDEN' });
    expect(await list(server, 'noa', { groupIdEqual: 'staff' })).toMatchObject({ code: 'SERVICE_FORBIDDEN' });
    expect(await list(server, 'noa', {})).toMatchObject({ code: 'PROPERTY_VALIDATION_CANNOT_BE_NULL' });
  });

  test('are made by administrators, of known users and groups, once', async () => {
    const server = await withGroup();
    expect(await join(server, 'maya', 'staff', 'maya')).toMatchObject({ code: 'SERVICE_FORBIDDEN' });
    expect(await join(server, 'nobody')).toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(await join(server, 'maya', 'nogroup')).toMatchObject({ code: 'GROUP_NOT_FOUND' });
    expect(await join(server)).toMatchObject({ groupId: 'staff' });
    expect(await join(server)).toMatchObject({ code: 'GROUP_USER_ALREADY_EXISTS' });
  });
});

test('a user is told with the name it was added with', async () => {
  const server = testServer();
  const user = { objectType: 'KalturaUser', id: 'noa', fullName: 'Noa Levi' };
  await server.must('admin', 'user', 'add', { user });
  expect(await server.must('noa', 'user', 'get')).toMatchObject({ id: 'noa', fullName: 'Noa Levi' });
  expect(await server.call('admin', 'user', 'add', { user })).toMatchObject({ code: 'DUPLICATE_USER_BY_ID' });
});

import { describe, expect, test } from 'vitest';
import { type TestServer, testServer } from './test-server.ts';

const updatedAt = async (server: TestServer, entryId: string): Promise<unknown> =>
  (await server.must('noa', 'baseEntry', 'get', { entryId }))['updatedAt'];

describe("the source's updatedAt tells of a clone", () => {
  test('a clone changes it', async () => {
    const server = testServer();
    const entryId = await server.room('noa');
    const before = Number(await updatedAt(server, entryId));
    server.pass(5_000);
    await server.must('noa', 'baseEntry', 'clone', { entryId });
    expect(await updatedAt(server, entryId)).toBe(before + 5);
  });

  test('a chain that its guard refuses does not', async () => {
    const server = testServer();
    const entryId = await server.room('noa');
    const before = await updatedAt(server, entryId);
    server.pass(5_000);
    const baseEntry = { objectType: 'KalturaRoomEntry' };
    const answers = await server.all('dan', [
      { service: 'baseEntry', action: 'update', entryId, baseEntry },
      { service: 'baseEntry', action: 'clone', entryId: '{1:result:id}' },
    ]);
    expect(answers).toMatchObject([
      { code: 'INVALID_KS', args: { KSID: '', ERR_CODE: '-4' } },
      { code: 'ENTRY_ID_NOT_FOUND', args: { ENTRY_ID: '' } },
    ]);
    expect(await updatedAt(server, entryId)).toBe(before);
    expect(server.kaltura.entries()).toHaveLength(1);
  });

  test('nor does the guard itself', async () => {
    const server = testServer();
    const entryId = await server.room('noa', { entitledUsersEdit: 'amir' });
    const before = await updatedAt(server, entryId);
    server.pass(5_000);
    const baseEntry = { objectType: 'KalturaRoomEntry' };
    await server.must('amir', 'baseEntry', 'update', { entryId, baseEntry });
    expect(await updatedAt(server, entryId)).toBe(before);
  });
});

test('children keep their own co-editors, and go to the caller where users are excluded', async () => {
  const server = testServer();
  const room = await server.room('noa');
  const dataEntry = { objectType: 'KalturaDataEntry', parentEntryId: room, entitledUsersEdit: 'amir' };
  await server.must('noa', 'data', 'add', { dataEntry });
  const option = { objectType: 'KalturaBaseEntryCloneOptionComponent' };
  const copy = await server.must('dan', 'baseEntry', 'clone', {
    entryId: room,
    cloneOptions: [
      { ...option, itemType: '1', rule: '1' },
      { ...option, itemType: '3', rule: '0' },
    ],
  });
  const child = server.kaltura.entries().find(({ parentEntryId }) => parentEntryId === copy['id']);
  expect(child).toMatchObject({ userId: 'dan', creatorId: 'dan', entitledUsersEdit: 'amir' });
});

test('a playlist that is cloned alone loses its items, and keeps what was cloned before it in the request', async () => {
  const server = testServer();
  const room = await server.room('noa');
  const other = await server.room('noa');
  const playlist = { objectType: 'KalturaPlaylist', playlistType: 3, playlistContent: `${room},${other}` };
  const { id } = await server.must('noa', 'playlist', 'add', { playlist });
  expect(await server.must('noa', 'baseEntry', 'clone', { entryId: id })).toMatchObject({
    playlistContent: ',',
  });
  const [first, second] = await server.all('noa', [
    { service: 'baseEntry', action: 'clone', entryId: room },
    { service: 'baseEntry', action: 'clone', entryId: id },
  ]);
  expect(second).toMatchObject({ playlistContent: `${String(first?.['id'])},` });
});

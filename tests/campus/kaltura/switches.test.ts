import { describe, expect, test } from 'vitest';
import { isLost, startKaltura } from './server.ts';
import { type TestServer, testServer } from './test-server.ts';

const filter = { objectType: 'KalturaRoomEntryFilter', statusEqual: '7' };

async function names(server: TestServer, extra: object): Promise<unknown[]> {
  const { objects } = await server.must('noa', 'baseEntry', 'list', { filter: { ...filter, ...extra } });
  return (objects as { name: unknown }[]).map(({ name }) => name);
}

const rename = (server: TestServer, entryId: string, name: string) =>
  server.must('noa', 'baseEntry', 'update', { entryId, baseEntry: { objectType: 'KalturaRoomEntry', name } });

describe('the index lags', () => {
  test('lists and counts of entries see an entry after the lag only; by id it is there at once', async () => {
    const server = testServer();
    server.kaltura.switches.indexLagMs = 20_000;
    const id = await server.room('noa');
    const count = () => server.call('noa', 'baseEntry', 'count', { filter });
    server.pass(19_999);
    expect(await names(server, {})).toEqual([]);
    expect(await count()).toBe(0);
    expect(await names(server, { idEqual: id })).toEqual(['Room']);
    expect(await names(server, { idIn: id })).toEqual(['Room']);
    expect(await server.must('noa', 'baseEntry', 'get', { entryId: id })).toMatchObject({ name: 'Room' });
    expect(await server.call('noa', 'baseEntry', 'getByIds', { entryIds: id })).toHaveLength(1);
    server.pass(1);
    expect(await names(server, {})).toEqual(['Room']);
    expect(await count()).toBe(1);
  });

  test('a change is found by its old value, and answered with its new one', async () => {
    const server = testServer();
    const id = await server.room('noa', { name: 'before' });
    server.kaltura.switches.indexLagMs = 20_000;
    server.pass(60_000);
    await rename(server, id, 'after');
    expect(await names(server, { nameEqual: 'before' })).toEqual(['after']);
    expect(await names(server, { nameEqual: 'after' })).toEqual([]);
    server.pass(20_000);
    expect(await names(server, { nameEqual: 'before' })).toEqual([]);
    expect(await names(server, { nameEqual: 'after' })).toEqual(['after']);
  });

  test('a clone is found by its root after the lag only, and its assets at once', async () => {
    const server = testServer();
    const source = await server.room('noa');
    const attachmentAsset = { objectType: 'KalturaAttachmentAsset', filename: 'a.txt', format: '1' };
    await server.must('noa', 'attachment_attachmentasset', 'add', { entryId: source, attachmentAsset });
    server.pass(60_000);
    server.kaltura.switches.indexLagMs = 20_000;
    const { id } = await server.must('noa', 'baseEntry', 'clone', { entryId: source });
    const asked = { filter: { objectType: 'KalturaAssetFilter', entryIdEqual: id } };
    expect(await server.call('noa', 'attachment_attachmentasset', 'list', asked)).toMatchObject({
      totalCount: 1,
    });
    expect(await names(server, { rootEntryIdEqual: source })).toEqual([]);
    server.pass(20_000);
    expect(await names(server, { rootEntryIdEqual: source })).toEqual(['Room']);
  });

  test('what was deleted is gone at once', async () => {
    const server = testServer();
    const id = await server.room('noa');
    server.pass(60_000);
    server.kaltura.switches.indexLagMs = 20_000;
    await server.call('noa', 'baseEntry', 'delete', { entryId: id });
    expect(await names(server, {})).toEqual([]);
  });
});

describe('the purifier', () => {
  const describeRoom = (server: TestServer, entryId: string, description: string) =>
    server.call('noa', 'baseEntry', 'update', {
      entryId,
      baseEntry: { objectType: 'KalturaRoomEntry', description, tags: 'kept' },
    });

  test('stores markup as it is where it is off', async () => {
    const server = testServer();
    const id = await server.room('noa');
    expect(await describeRoom(server, id, '<p>x</p>')).toMatchObject({ description: '<p>x</p>' });
  });

  test('refuses markup where it blocks, and nothing of the call is stored; plain text passes', async () => {
    const server = testServer();
    server.kaltura.switches.purifier = 'block';
    const id = await server.room('noa');
    expect(await describeRoom(server, id, '<p>x</p>')).toMatchObject({
      code: 'UNSAFE_HTML_TAGS',
      args: { CLASS_NAME: 'RoomEntry', PROPERTY_NAME: 'description' },
    });
    const read = () => server.must('noa', 'baseEntry', 'get', { entryId: id });
    expect(await read()).toMatchObject({ description: '', tags: '' });
    expect(await describeRoom(server, id, 'a < b and c > d')).toMatchObject({ tags: 'kept' });
  });

  test('leaves entries of other kinds alone', async () => {
    const server = testServer();
    server.kaltura.switches.purifier = 'block';
    const entry = { objectType: 'KalturaMediaEntry', mediaType: 1, description: '<p>x</p>' };
    expect(await server.call('noa', 'media', 'add', { entry })).toMatchObject({ description: '<p>x</p>' });
  });
});

test('what is forbidden is so for users, in any case of the name, and not for administrators', async () => {
  const server = testServer();
  const id = await server.room('noa');
  server.kaltura.switches.forbidden = new Set(['baseEntry.clone']);
  expect(await server.call('noa', 'baseentry', 'CLONE', { entryId: id })).toMatchObject({
    code: 'SERVICE_FORBIDDEN',
  });
  expect(await server.call('admin', 'baseEntry', 'clone', { entryId: id })).toMatchObject({
    rootEntryId: id,
  });
});

test('somebody else acts between the calls of a request, and is not himself interrupted', async () => {
  const server = testServer();
  const entryId = await server.room('noa', { entitledUsersEdit: 'amir' });
  const moments: number[] = [];
  await server.session('amir');
  server.kaltura.switches.actor = async ({ next }) => {
    moments.push(next);
    const baseEntry = { objectType: 'KalturaRoomEntry', name: `by Amir before call ${next}` };
    await server.must('amir', 'baseEntry', 'update', { entryId, baseEntry });
  };
  const get = { service: 'baseEntry', action: 'get', entryId };
  expect(await server.all('noa', [get, get])).toMatchObject([
    { name: 'by Amir before call 0' },
    { name: 'by Amir before call 1' },
  ]);
  await server.must('noa', 'baseEntry', 'get', { entryId });
  expect(moments).toEqual([0, 1, 0]);
});

describe('time', () => {
  const elapsed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };

  test('every clone of a request takes its pace', async () => {
    const server = testServer();
    const entryId = await server.room('noa');
    server.kaltura.switches.paceMsPerClone = 30;
    const clone = { service: 'baseEntry', action: 'clone', entryId };
    expect(await elapsed(() => server.all('noa', [clone, clone, clone, clone]))).toBeGreaterThan(115);
    expect(await elapsed(() => server.call('noa', 'baseEntry', 'get', { entryId }))).toBeLessThan(100);
  });

  test('a delay goes by the calls, and comes before the effect', async () => {
    const server = testServer();
    await server.session('noa');
    server.kaltura.switches.delayMs = (calls) => (calls.some(({ action }) => action === 'add') ? 120 : 0);
    const adding = server.room('noa');
    await server.call('noa', 'system', 'ping');
    expect(server.kaltura.entries()).toHaveLength(0);
    expect(await elapsed(() => adding)).toBeGreaterThan(50);
    expect(server.kaltura.entries()).toHaveLength(1);
  });

  test('a wait ends with the server, and its request is never carried out', async () => {
    const server = testServer();
    await server.session('noa');
    server.kaltura.switches.delayMs = () => 60_000;
    const add = { service: 'room_room', action: 'add' };
    const asked = server.send('noa', [{ ...add, entry: { objectType: 'KalturaRoomEntry', roomType: 1 } }]);
    while (server.kaltura.requests.length < 2) await new Promise((done) => setTimeout(done, 5));
    server.kaltura.close();
    expect(isLost(await asked)).toBe(true);
    expect(server.kaltura.entries()).toHaveLength(0);
  });

  test('closing a running server breaks the connections that wait', async () => {
    const server = testServer();
    const running = await startKaltura(server.kaltura);
    server.kaltura.switches.delayMs = () => 60_000;
    const asked = fetch(`${running.url}/api_v3/service/system/action/ping`);
    const failed = expect(asked).rejects.toThrow('fetch failed');
    while (server.kaltura.requests.length < 1) await new Promise((done) => setTimeout(done, 5));
    await running.close();
    await failed;
  });
});

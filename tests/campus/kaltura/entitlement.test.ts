import { describe, expect, test } from 'vitest';
import { type TestServer, testServer } from './test-server.ts';

const LIVING = '-2,-1,0,1,2,4,5,6,7';

/** Noa's room with a child of hers that has a file and a poll; Amir is its co-editor, in a portal with entitlement. */
async function portal(privileges = 'enableentitlement,privacycontext:math') {
  const server = testServer();
  server.kaltura.switches.privileges = (user) => (user === 'amir' ? privileges : '');
  const room = await server.room('noa', { entitledUsersEdit: 'amir' });
  const child = await server.room('noa', { roomType: 2, parentEntryId: room });
  const attachmentAsset = { objectType: 'KalturaAttachmentAsset', filename: 'a.txt', format: '1' };
  for (const entryId of [room, child]) {
    await server.must('noa', 'attachment_attachmentasset', 'add', { entryId, attachmentAsset });
    const cuePoint = { objectType: 'KalturaCodeCuePoint', entryId, code: 'poll', tags: 'poll-data' };
    await server.must('noa', 'cuepoint_cuepoint', 'add', { cuePoint });
  }
  return { server, room, child };
}

const children = (room: string) => ({
  ...{ service: 'baseEntry', action: 'list', filter: { parentEntryIdEqual: room, statusIn: LIVING } },
});
const get = (entryId: string) => ({ service: 'baseEntry', action: 'get', entryId });
const of = (service: string, entryIdIn: string) => ({ service, action: 'list', filter: { entryIdIn } });

const totals = async (server: TestServer, calls: readonly object[]): Promise<unknown[]> =>
  (await server.all('amir', calls)).map(({ totalCount, id }) => totalCount ?? id);

describe('with entitlement, a co-editor', () => {
  test("sees a room's children only in a list that comes first", async () => {
    const { server, room, child } = await portal();
    expect(await totals(server, [children(room), get(room)])).toEqual([1, room]);
    expect(await totals(server, [get(room), children(room)])).toEqual([room, 0]);
    expect(await server.call('amir', 'baseEntry', 'getByIds', { entryIds: child })).toEqual([]);
    expect(await server.call('amir', 'baseEntry', 'get', { entryId: child })).toMatchObject({ id: child });
  });

  test('sees none with list:*, whatever comes first', async () => {
    const { server, room } = await portal('enableentitlement,privacycontext:math,list:*');
    expect(await totals(server, [children(room), get(room)])).toEqual([0, room]);
  });

  test("sees what the room has itself, and not what somebody else's child has", async () => {
    const { server, room, child } = await portal();
    const both = `${room},${child}`;
    const asked = [of('attachment_attachmentasset', both), of('cuepoint_cuepoint', both)];
    expect(await totals(server, [get(room), ...asked])).toEqual([room, 1, 1]);
    server.kaltura.switches.privileges = () => '';
    expect(await totals(server, [get(room), ...asked])).toEqual([room, 2, 2]);
  });
});

test('a list turns a session to its own entries for the rest of the request', async () => {
  const { server, room } = await portal('');
  const asked = of('attachment_attachmentasset', room);
  expect(await totals(server, [children(room), asked])).toEqual([1, 0]);
  expect(await totals(server, [asked, children(room)])).toEqual([1, 1]);
});

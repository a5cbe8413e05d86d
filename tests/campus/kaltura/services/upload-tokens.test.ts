import { expect, test } from 'vitest';
import { testServer } from '../test-server.ts';

const list = (filter: object, pager: object = {}) => ({
  service: 'uploadToken',
  action: 'list',
  filter,
  pager,
});

/** Three tokens of Noa's, a second apart, and one of Dan's. */
async function withTokens() {
  const server = testServer();
  const add = async (user: string, fileName: string): Promise<string> => {
    server.pass(1000);
    const uploadToken = { objectType: 'KalturaUploadToken', fileName, fileSize: 3 };
    return String((await server.must(user, 'uploadToken', 'add', { uploadToken }))['id']);
  };
  const [a, b, c] = [await add('noa', 'a.txt'), await add('noa', 'b.txt'), await add('noa', 'a.txt')];
  const dans = await add('dan', 'a.txt');
  const ids = async (user: string, filter: object, pager: object = {}): Promise<unknown> => {
    const { objects, totalCount } = await server.must(user, 'uploadToken', 'list', { filter, pager });
    return [totalCount, (objects as { id: string }[]).map(({ id }) => id)];
  };
  return { server, a, b, c, dans, ids };
}

test("a user session sees its own upload tokens alone, an administrator everybody's", async () => {
  const { server, a, b, c, dans, ids } = await withTokens();
  const oldestFirst = { orderBy: '+createdAt' };
  expect(await ids('noa', oldestFirst)).toEqual([3, [a, b, c]]);
  expect(await ids('admin', oldestFirst)).toEqual([4, [a, b, c, dans]]);
  expect(await ids('noa', { userIdEqual: 'dan' })).toEqual([0, []]);
  expect(await ids('admin', { userIdEqual: 'dan' })).toEqual([1, [dans]]);
  const uploadTokenId = dans;
  const notFound = { code: 'UPLOAD_TOKEN_NOT_FOUND' };
  expect(await server.call('noa', 'uploadToken', 'get', { uploadTokenId })).toMatchObject(notFound);
  expect(await server.call('noa', 'uploadToken', 'delete', { uploadTokenId })).toMatchObject(notFound);
});

test('they are found by id, name, state and page, in the order of their making', async () => {
  const { server, a, b, c, ids } = await withTokens();
  const newestFirst = { orderBy: '-createdAt' };
  expect(await ids('noa', { idEqual: b })).toEqual([1, [b]]);
  expect(await ids('noa', { ...newestFirst, idIn: `${a},${c}` })).toEqual([2, [c, a]]);
  expect(await ids('noa', { ...newestFirst, fileNameEqual: 'A.txt' })).toEqual([2, [c, a]]);
  expect(await ids('noa', newestFirst, { pageSize: 1, pageIndex: 2 })).toEqual([3, [b]]);
  const uploaded = await server.upload('noa', 'd.txt', Buffer.from('abc'));
  expect(await ids('noa', { statusEqual: 2 })).toEqual([1, [uploaded]]);
  expect(await ids('admin', { statusIn: '2,3' })).toEqual([1, [uploaded]]);
});

test('a deleted one is there for nobody; the list is never behind, however far the search index is', async () => {
  const { server, a, b, c, ids } = await withTokens();
  server.kaltura.switches.indexLagMs = 60_000;
  expect(await server.call('noa', 'uploadToken', 'delete', { uploadTokenId: b })).toBeNull();
  expect(await ids('noa', { orderBy: '+createdAt' })).toEqual([2, [a, c]]);
  expect(await ids('admin', { idEqual: b })).toEqual([0, []]);
});

test("a token's name may hold the id that an earlier call of the request made", async () => {
  const { server } = await withTokens();
  const room = await server.room('noa');
  const [made, token, found] = await server.all('noa', [
    { service: 'baseEntry', action: 'clone', entryId: room },
    { service: 'uploadToken', action: 'add', uploadToken: { fileName: 'job 7 made {1:result:id} of it' } },
    list({ fileNameEqual: 'job 7 made {1:result:id} of it' }),
  ]);
  const fileName = `job 7 made ${String(made?.['id'])} of it`;
  expect(token).toMatchObject({ fileName });
  expect(found).toMatchObject({ totalCount: 1, objects: [{ id: token?.['id'], fileName }] });
});

import { expect, test } from 'vitest';
import { type TestServer, testServer } from '../test-server.ts';

const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

const resource = (token: string) => ({ objectType: 'KalturaUploadedFileTokenResource', token });

async function serve(server: TestServer, path: string): Promise<Buffer> {
  const response = await server.kaltura.fetch(new Request(`http://kaltura.test/api_v3/service/${path}`));
  return Buffer.from(await response.arrayBuffer());
}

async function addThumbnail(server: TestServer, entryId: string, tags = ''): Promise<string> {
  const thumbAsset = { objectType: 'KalturaThumbAsset', tags };
  const { id } = await server.must('noa', 'thumbAsset', 'add', { entryId, thumbAsset });
  const contentResource = resource(await server.upload('noa', 'a.jpg', PICTURE));
  await server.must('noa', 'thumbAsset', 'setContent', { id, contentResource });
  return String(id);
}

test('a thumbnail gets its file from an upload, and is served with it', async () => {
  const server = testServer();
  const id = await addThumbnail(server, await server.room('noa'));
  expect(await server.must('noa', 'thumbAsset', 'get', { thumbAssetId: id })).toMatchObject({
    status: 2,
    size: PICTURE.length,
  });
  expect(await serve(server, `thumbAsset/action/serve/thumbAssetId/${id}`)).toEqual(PICTURE);
});

test('the first thumbnail of a room is its default, until another is made so', async () => {
  const server = testServer();
  const room = await server.room('noa');
  const first = await addThumbnail(server, room, 'cover');
  const second = await addThumbnail(server, room);
  const tags = async (thumbAssetId: string) =>
    (await server.must('noa', 'thumbAsset', 'get', { thumbAssetId }))['tags'];
  expect([await tags(first), await tags(second)]).toEqual(['cover, default_thumb', '']);
  expect(await server.call('dan', 'thumbAsset', 'setAsDefault', { thumbAssetId: second })).toMatchObject({
    code: 'INVALID_KS',
  });
  expect(await server.call('noa', 'thumbAsset', 'setAsDefault', { thumbAssetId: second })).toBeNull();
  expect([await tags(first), await tags(second)]).toEqual(['cover', 'default_thumb']);
});

test('an attachment may take the file of another', async () => {
  const server = testServer();
  const entryId = await server.room('noa');
  const add = async () => {
    const attachmentAsset = { objectType: 'KalturaAttachmentAsset', filename: 'a.txt', format: '1' };
    return (await server.must('noa', 'attachment_attachmentasset', 'add', { entryId, attachmentAsset }))[
      'id'
    ];
  };
  const fill = (id: unknown, contentResource: object) =>
    server.must('noa', 'attachment_attachmentasset', 'setContent', { id, contentResource });
  const [from, to] = [await add(), await add()];
  await fill(from, { objectType: 'KalturaStringResource', content: 'hello' });
  await fill(to, { objectType: 'KalturaAssetResource', assetId: from });
  const url = (await server.call('noa', 'attachment_attachmentasset', 'getUrl', { id: to })) as string;
  expect((await serve(server, url.split('/service/')[1]!)).toString()).toBe('hello');
});

test('a film and a document have their uploaded file, and are READY', async () => {
  const server = testServer();
  const entry = { objectType: 'KalturaMediaEntry', mediaType: 1, name: 'film' };
  const { id } = await server.must('noa', 'media', 'add', { entry });
  const film = resource(await server.upload('noa', 'film.mp4', Buffer.from('film')));
  await server.must('noa', 'media', 'addContent', { entryId: id, resource: film });
  const documentEntry = { objectType: 'KalturaDocumentEntry', documentType: 13, name: 'slides' };
  await server.must('noa', 'document_documents', 'addFromUploadedFile', {
    documentEntry,
    uploadTokenId: await server.upload('noa', 'slides.pdf', Buffer.from('slides')),
  });
  expect(
    server.kaltura.entries().map(({ name, status, content }) => [name, status, String(content)]),
  ).toEqual([
    ['film', 2, 'film'],
    ['slides', 2, 'slides'],
  ]);
  expect(await server.call('noa', 'document_documents', 'add', { documentEntry })).toMatchObject({
    code: 'SERVICE_FORBIDDEN',
  });
});

test('a file among the calls of a multirequest is the whole answer', async () => {
  const server = testServer();
  const id = await addThumbnail(server, await server.room('noa'));
  const response = await server.send('noa', [
    { service: 'system', action: 'ping' },
    { service: 'thumbAsset', action: 'serve', thumbAssetId: id },
  ]);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PICTURE);
});

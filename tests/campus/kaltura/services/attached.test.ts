import { describe, expect, test } from 'vitest';
import { testServer } from '../test-server.ts';

describe('annotations', () => {
  test('have a service of their own, which sees annotations alone', async () => {
    const server = testServer();
    const entryId = await server.room('noa');
    const code = { objectType: 'KalturaCodeCuePoint', entryId, code: 'poll' };
    await server.must('noa', 'cuepoint_cuepoint', 'add', { cuePoint: code });
    const annotation = { objectType: 'KalturaAnnotation', entryId, text: 'note', isPublic: true };
    const { id } = await server.must('noa', 'annotation_annotation', 'add', { annotation });
    const filter = { entryIdEqual: entryId };
    expect(await server.call('dan', 'annotation_annotation', 'list', { filter })).toMatchObject({
      objects: [{ id, text: 'note' }],
      objectType: 'KalturaAnnotationListResponse',
    });
    expect(await server.call('dan', 'cuepoint_cuepoint', 'count', { filter })).toBe(2);
    expect(await server.call('dan', 'annotation_annotation', 'list', {})).toMatchObject({
      code: 'PROPERTY_VALIDATION_CANNOT_BE_NULL',
    });
  });
});

describe('custom metadata', () => {
  test('is read by profile, and deleted', async () => {
    const server = testServer();
    const xsdData = '<xsd:schema><xsd:element name="metadata"/><xsd:element name="Course"/></xsd:schema>';
    const profile = await server.must('admin', 'metadata_metadataprofile', 'add', {
      metadataProfile: { objectType: 'KalturaMetadataProfile', name: 'p', systemName: 'p' },
      xsdData,
    });
    const objectId = await server.room('noa');
    const xmlData = '<metadata><Course>A</Course></metadata>';
    const given = { metadataProfileId: profile['id'], objectType: '1', objectId, xmlData };
    const { id } = await server.must('noa', 'metadata_metadata', 'add', given);
    const list = (extra: object) =>
      server.call('noa', 'metadata_metadata', 'list', { filter: { objectIdEqual: objectId, ...extra } });
    expect(await list({ metadataProfileIdEqual: profile['id'] })).toMatchObject({ totalCount: 1 });
    expect(await list({ metadataProfileIdEqual: 1 })).toMatchObject({ totalCount: 0 });
    expect(await server.must('noa', 'metadata_metadata', 'get', { id })).toMatchObject({ xml: xmlData });
    expect(await server.call('noa', 'metadata_metadata', 'update', { id, xmlData: '<x/>' })).toMatchObject({
      code: 'INVALID_METADATA_DATA',
    });
    await server.call('noa', 'metadata_metadata', 'delete', { id });
    expect(await list({})).toMatchObject({ totalCount: 0 });
  });
});

test('a recycled room is hidden from lists until it is restored', async () => {
  const server = testServer();
  const entryId = await server.room('noa');
  const count = (extra: object = {}) =>
    server.call('noa', 'baseEntry', 'count', { filter: { statusEqual: '7', ...extra } });
  await server.must('noa', 'baseEntry', 'recycle', { entryId });
  expect([await count(), await count({ displayInSearchEqual: -2 })]).toEqual([0, 1]);
  await server.must('noa', 'baseEntry', 'restoreRecycled', { entryId });
  expect(await count()).toBe(1);
  expect(await server.call('dan', 'baseEntry', 'recycle', { entryId })).toMatchObject({ code: 'INVALID_KS' });
});

test('a child is as visible as its parent', async () => {
  const server = testServer();
  const context = 'math';
  const { id } = await server.must('admin', 'category', 'add', {
    category: { objectType: 'KalturaCategory', name: 'c', privacyContext: context, privacy: 3, owner: 'noa' },
  });
  const room = await server.room('noa');
  const child = await server.room('noa', { parentEntryId: room, roomType: 2 });
  await server.must('noa', 'categoryEntry', 'add', { categoryEntry: { categoryId: id, entryId: room } });
  const ks = await server.call('dan', 'session', 'start', {
    secret: server.kaltura.userSecret,
    partnerId: server.kaltura.partnerId,
    userId: 'dan',
    privileges: `enableentitlement,privacycontext:${context}`,
  });
  const get = (entryId: string, extra: object = {}) =>
    server.call('dan', 'baseEntry', 'get', { entryId, ...extra });
  expect(await get(child)).toMatchObject({ id: child });
  expect(await get(room, { ks })).toMatchObject({ code: 'ENTRY_ID_NOT_FOUND' });
  expect(await get(child, { ks })).toMatchObject({ code: 'ENTRY_ID_NOT_FOUND' });
});

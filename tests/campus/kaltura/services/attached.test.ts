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

  /** A room with an annotation of Noa's, and a profile for annotations. */
  async function withAnnotation() {
    const server = testServer();
    const entryId = await server.room('noa');
    const profileFor = async (metadataObjectType: string): Promise<unknown> => {
      const metadataProfile = { objectType: 'KalturaMetadataProfile', name: 'p', metadataObjectType };
      const xsdData = '<xsd:schema><xsd:element name="metadata"/><xsd:element name="Type"/></xsd:schema>';
      const params = { metadataProfile, xsdData };
      return (await server.must('admin', 'metadata_metadataprofile', 'add', params))['id'];
    };
    const annotation = { objectType: 'KalturaAnnotation', entryId, text: 'note' };
    const { id: objectId } = await server.must('noa', 'annotation_annotation', 'add', { annotation });
    const of = 'annotationMetadata.Annotation';
    const metadataProfileId = await profileFor(of);
    const xmlData = '<metadata><Type>Announcement</Type></metadata>';
    const given = { metadataProfileId, objectType: of, objectId: String(objectId), xmlData };
    const add = (extra: object = {}, user = 'noa') =>
      server.call(user, 'metadata_metadata', 'add', { ...given, ...extra });
    const list = (filter: object) => server.call('dan', 'metadata_metadata', 'list', { filter });
    return { server, entryId, given, add, list, profileFor };
  }

  test('of an annotation, found by its own type of object alone', async () => {
    const { given, add, list } = await withAnnotation();
    const { objectType, objectId, metadataProfileId, xmlData } = given;
    const row = { metadataObjectType: objectType, objectId, metadataProfileId, xml: xmlData };
    expect(await add()).toMatchObject(row);
    const ofType = { metadataObjectTypeEqual: objectType };
    expect(await list({ ...ofType, objectIdEqual: objectId })).toMatchObject({
      totalCount: 1,
      objects: [row],
    });
    expect(await list({ ...ofType, objectIdIn: `0_x,${objectId}` })).toMatchObject({ totalCount: 1 });
    expect(await list({ metadataObjectTypeEqual: '1', objectIdEqual: objectId })).toMatchObject({
      totalCount: 0,
    });
    expect(await list({ objectIdEqual: objectId })).toMatchObject({ totalCount: 0 });
    expect(await list({ metadataObjectTypeEqual: 'x', objectIdEqual: objectId })).toMatchObject({
      code: 'INVALID_ENUM_VALUE',
    });
  });

  test('one row a profile; like a cue point, an annotation asks nobody for a right', async () => {
    const { server, add, list, given } = await withAnnotation();
    const { id } = (await add({}, 'dan')) as { id: number };
    expect(await add()).toMatchObject({ code: 'METADATA_ALREADY_EXISTS', args: { ID: String(id) } });
    const xmlData = '<metadata><Type>Question</Type></metadata>';
    expect(await server.must('dan', 'metadata_metadata', 'update', { id, xmlData })).toMatchObject({
      xml: xmlData,
    });
    await server.must('dan', 'metadata_metadata', 'delete', { id });
    const filter = { metadataObjectTypeEqual: given.objectType, objectIdEqual: given.objectId };
    expect(await list(filter)).toMatchObject({ totalCount: 0 });
    expect(await add()).toMatchObject({ objectId: given.objectId });
    await server.must('noa', 'cuepoint_cuepoint', 'delete', { id: given.objectId });
    expect(await list(filter)).toMatchObject({ totalCount: 0 });
  });

  test.each([
    ['a room', 'METADATA_OBJECT_ID_NOT_FOUND', ({ entryId }: { entryId: string }) => ({ objectId: entryId })],
    ['nothing', 'METADATA_OBJECT_ID_NOT_FOUND', () => ({ objectId: '' })],
    ['a profile that is not there', 'METADATA_PROFILE_NOT_FOUND', () => ({ metadataProfileId: 1 })],
    [
      'another element',
      'INVALID_METADATA_DATA',
      () => ({ xmlData: '<metadata><State>x</State></metadata>' }),
    ],
  ])('for %s are refused', async (_what, code, wrong) => {
    const annotated = await withAnnotation();
    expect(await annotated.add(wrong(annotated))).toMatchObject({ code });
  });

  test('a profile for entries is none for annotations', async () => {
    const { add, profileFor } = await withAnnotation();
    expect(await add({ metadataProfileId: await profileFor('1') })).toMatchObject({
      code: 'INCOMPATIBLE_METADATA_PROFILE_OBJECT_TYPE',
    });
  });

  test("by the token of its annotation, in the annotation's own request", async () => {
    const { server, entryId, given } = await withAnnotation();
    const annotation = { objectType: 'KalturaAnnotation', entryId, text: 'another' };
    const [made, row] = await server.all('noa', [
      { service: 'annotation_annotation', action: 'add', annotation },
      { service: 'metadata_metadata', action: 'add', ...given, objectId: '{1:result:id}' },
    ]);
    expect(row).toMatchObject({ objectId: made?.['id'], xml: given.xmlData });
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

describe('a quiz', () => {
  async function withQuiz() {
    const server = testServer();
    const entry = { objectType: 'KalturaMediaEntry', mediaType: 1, name: 'film' };
    const { id: entryId } = await server.must('noa', 'media', 'add', { entry });
    const question = (objectType: string, fields: object) =>
      server.call('noa', 'cuepoint_cuepoint', 'add', { cuePoint: { objectType, entryId, ...fields } });
    return { server, entryId, question };
  }

  test('is a video with settings, and its questions are cue points; a clone is a quiz without questions', async () => {
    const { server, entryId, question } = await withQuiz();
    const asked = ['KalturaQuestionCuePoint', { question: '2 + 2?', startTime: 5 }] as const;
    expect(await question(...asked)).toMatchObject({ code: 'PROVIDED_ENTRY_IS_NOT_A_QUIZ' });
    await server.must('noa', 'quiz_quiz', 'add', { entryId, quiz: { allowDownload: 1 } });
    expect(await question(...asked)).toMatchObject({
      cuePointType: 'quiz.QUIZ_QUESTION',
      question: '2 + 2?',
    });
    const { id: copy } = await server.must('noa', 'baseEntry', 'clone', { entryId });
    expect(await server.must('noa', 'baseEntry', 'get', { entryId: copy })).toMatchObject({
      capabilities: 'quiz.quiz',
    });
    const count = (entryIdEqual: unknown) =>
      server.call('noa', 'cuepoint_cuepoint', 'count', { filter: { entryIdEqual } });
    expect([await count(entryId), await count(copy)]).toEqual([1, 0]);
  });

  test('cue points of classes that were never recorded are refused', async () => {
    const { server, entryId } = await withQuiz();
    const cuePoint = { objectType: 'KalturaAdCuePoint', entryId };
    const refused = await server.send('noa', [{ service: 'cuepoint_cuepoint', action: 'add', cuePoint }]);
    expect(refused.status).toBe(501);
  });
});

test("somebody else's annotation that a session does not see it cannot clone either", async () => {
  const server = testServer();
  const entryId = await server.room('noa');
  const add = (isPublic: boolean) =>
    server.must('noa', 'annotation_annotation', 'add', {
      annotation: { objectType: 'KalturaAnnotation', entryId, text: 'note', isPublic },
    });
  const clone = ({ id }: Record<string, unknown>) =>
    server.call('dan', 'cuepoint_cuepoint', 'clone', { id, entryId });
  expect(await clone(await add(false))).toMatchObject({ code: 'INVALID_CUE_POINT_ID' });
  expect(await clone(await add(true))).toMatchObject({ text: 'note', userId: 'noa' });
});

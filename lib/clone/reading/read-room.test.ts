import { describe, expect, test } from 'vitest';
import { userId } from '../../kaltura/ids.ts';
import { id } from '../../room/samples.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { chunks } from './chunks.ts';
import { askForCopy, readEntries, readForClone } from './read-room.ts';
import { type Answer, body, COPY_ID, exception, ORIGINAL_ID, page, sampleClient } from '../samples.ts';

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  [ORIGINAL_ID]: ['1_breakout', '1_filefile'],
  '1_breakout': ['1_insideit'],
};
const REFUSED = exception('SERVICE_FORBIDDEN', { SERVICE: 'x' });
const FAULT = exception('INTERNAL_SERVERL_ERROR');
const CLOCK = { now: () => 0 };
const ME = userId('amir');
const annotation = (of: string): object => ({ id: of, objectType: 'KalturaAnnotation' });

const parentOf = (params: Readonly<Record<string, unknown>>): string =>
  String((params['filter'] as { parentEntryIdEqual?: string }).parentEntryIdEqual); // as listChildren asks
const pageOf = (params: Readonly<Record<string, unknown>>): number =>
  (params['pager'] as { pageIndex?: number } | undefined)?.pageIndex ?? 1; // as every list asks

const server =
  (changes: Record<string, unknown> = {}): Answer =>
  (action, params) => {
    const change = changes[action];
    if (typeof change === 'function') return (change as Answer)(action, params);
    if (change !== undefined) return change;
    switch (action) {
      case 'user.get':
        return { id: 'amir' };
      case 'permission.getCurrentPermissions':
        return 'A,B';
      case 'system.getTime':
        return 1_234;
      case 'baseEntry.get':
        return body(ORIGINAL_ID);
      case 'baseEntry.count':
      case 'cuepoint_cuepoint.count':
        return 0;
      case 'baseEntry.getByIds':
        return String(params['entryIds'])
          .split(',')
          .map((one) => body(one));
      case 'baseEntry.list': {
        const parent = parentOf(params);
        return page(
          ...(CHILDREN[parent] ?? []).map((child) => body(child, { parentEntryId: parent, userId: 'amir' })),
        );
      }
      default:
        return page();
    }
  };
const read = async (changes: Record<string, unknown> = {}) => {
  const answer = server(changes);
  let time = 0;
  const client = sampleClient((action, params) => {
    // The first call of the room's own request.
    if (action === 'user.get') time += 1_200;
    return answer(action, params);
  });
  return { reading: await readForClone(client, ORIGINAL_ID, { now: () => time }), asked: client.asked };
};

describe('a room is read', () => {
  test('with all that is below it, in two requests and two more a level, in pairs', async () => {
    const { reading, asked } = await read({ 'groupuser.list': page({ groupId: 'tutors' }) });
    expect(reading).toMatchObject({
      ok: true,
      value: {
        ...{
          user: 'amir',
          groups: ['tutors'],
          permissions: 'A,B',
          serverTime: 1_234_000,
          pace: { msPerCall: 1_200 / 11 },
        },
        original: {
          entry: { id: ORIGINAL_ID },
          attachments: [],
          thumbnails: [],
          cuePoints: [],
          metadata: [],
        },
      },
    });
    const room = reading.ok ? reading.value.original : undefined;
    expect(room?.children.map((child) => child.id)).toEqual(['1_breakout', '1_filefile', '1_insideit']);
    expect(room?.annotationMetadata).toEqual([]);
    const lists = asked.filter((calls) => calls.every((call) => call === 'baseEntry.list'));
    expect(lists.map((calls) => calls.length)).toEqual([1, 2, 1]);
    const others = asked.filter((calls) => !calls.includes('baseEntry.list'));
    expect(others).toHaveLength(4);
  });

  test.each(['user.get', 'baseEntry.get', 'baseEntry.list', 'system.getTime'])(
    'not at all where %s fails',
    async (action) => {
      expect((await read({ [action]: REFUSED })).reading).toMatchObject({ ok: false });
    },
  );

  test('as nobody’s where it cannot ask who it is, whatever else fails', async () => {
    const { reading } = await read({ 'user.get': REFUSED, 'baseEntry.get': FAULT });
    expect(reading).toMatchObject({ failure: { kind: 'actionForbidden' } });
  });

  test.each([
    ['attachment_attachmentasset.list', 'attachments'],
    ['thumbAsset.list', 'thumbnails'],
    ['cuepoint_cuepoint.list', 'cuePoints'],
    ['metadata_metadata.list', 'metadata'],
  ])('without what %s does not answer whole', async (action, part) => {
    for (const answer of [REFUSED, { totalCount: 1, objects: [] }, { totalCount: 20_001, objects: [] }]) {
      const { reading } = await read({ [action]: answer });
      expect(reading).toMatchObject({ ok: true, value: { original: { [part]: undefined } } });
    }
  });

  test('and of what others put there it is asked which of it the session sees; of its own it is not', async () => {
    const mixed = (_: string, params: Readonly<Record<string, unknown>>): unknown =>
      parentOf(params) === ORIGINAL_ID
        ? page(
            body('1_ownchild', { userId: 'AMIR' }),
            body('1_seennoas', { userId: 'noa' }),
            body('1_hiddenno', { userId: 'noa' }),
          )
        : page();
    const named: unknown[] = [];
    const { reading } = await read({
      'baseEntry.list': mixed,
      'baseEntry.getByIds': (_: string, { entryIds }: Readonly<Record<string, unknown>>) => {
        named.push(entryIds);
        return [body('1_seennoas')];
      },
    });
    expect(named).toEqual(['1_seennoas,1_hiddenno']);
    expect(reading).toMatchObject({ value: { original: { unseen: { attached: ['1_hiddenno'] } } } });
  });

  test('without groups and role, where the server does not tell', async () => {
    const silent = { 'groupuser.list': REFUSED, 'permission.getCurrentPermissions': REFUSED };
    expect((await read(silent)).reading).toMatchObject({ ok: true, value: { groups: [], permissions: '' } });
  });
});

describe('what kind an annotation is', () => {
  const row = { id: 1, metadataProfileId: 5, objectId: 'a', xml: '<x/>' };
  const many = Array.from({ length: 101 }, (_, i) => annotation(`a${i}`));
  /** Only the list of annotations has any. */
  const annotations =
    (...all: object[]): Answer =>
    (_, params) =>
      [`"${ORIGINAL_ID}"`, 'annotation.Annotation'].every((part) => JSON.stringify(params).includes(part))
        ? page(...all)
        : page();
  const asks =
    (answer: unknown): Answer =>
    (_, params) =>
      JSON.stringify(params).includes('annotationMetadata') && pageOf(params) === 1 ? answer : page();

  test('is read a hundred at a time, and of nothing else', async () => {
    const there = annotations(...many);
    const lists: string[] = [];
    const metadata: Answer = (_, params) => {
      const { objectIdIn = '', metadataObjectTypeEqual } = params['filter'] as Record<string, string>; // as it asks
      if (metadataObjectTypeEqual === '1') return page();
      lists.push(objectIdIn);
      return page(row);
    };
    const { reading } = await read({ 'cuepoint_cuepoint.list': there, 'metadata_metadata.list': metadata });
    expect(reading).toMatchObject({ value: { original: { annotationMetadata: [row, row] } } });
    expect(lists.map((list) => list.split(',').length)).toEqual([100, 1]);
    expect(lists.join()).not.toContain('p');
  });

  test.each([[REFUSED], [{ totalCount: 2, objects: [row] }]])('is unknown where %j', async (answer) => {
    const there = annotations(annotation('a'));
    const changes = { 'cuepoint_cuepoint.list': there, 'metadata_metadata.list': asks(answer) };
    const { reading } = await read(changes);
    expect(reading).toMatchObject({ ok: true, value: { original: { annotationMetadata: undefined } } });
  });
});

describe('pages', () => {
  const lists =
    (pages: readonly unknown[]): Answer =>
    (_, params) =>
      parentOf(params) === ORIGINAL_ID ? (pages[pageOf(params) - 1] ?? page()) : page();
  const part = (...ids: string[]): object => ({ totalCount: 3, objects: ids.map((child) => body(child)) });

  test('are read until all are there', async () => {
    const pages = [part('1_aaaaaaaa', '1_bbbbbbbb'), part('1_cccccccc')];
    const { reading } = await read({ 'baseEntry.list': lists(pages) });
    const children = reading.ok ? reading.value.original.children : [];
    expect(children.map((child) => child.id)).toEqual(['1_aaaaaaaa', '1_bbbbbbbb', '1_cccccccc']);
  });

  test.each([
    ['empty', page(), 'outcomeUnknown'],
    ['refused', REFUSED, 'actionForbidden'],
  ])('of which one is %s are no whole room', async (_, second, kind) => {
    const { reading } = await read({ 'baseEntry.list': lists([part('1_aaaaaaaa'), second]) });
    expect(reading).toMatchObject({ ok: false, failure: { kind } });
  });

  test('on two of which the same one stands are no whole room: in its place another is on none', async () => {
    const twice = (...ids: string[]): object => ({ ...part(...ids), totalCount: 4 });
    const pages = [twice('1_aaaaaaaa', '1_bbbbbbbb'), twice('1_bbbbbbbb', '1_cccccccc')];
    const { reading } = await read({ 'baseEntry.list': lists(pages) });
    expect(reading).toMatchObject({ ok: false, failure: { kind: 'outcomeUnknown' } });
  });
});

describe('entries that were found late', () => {
  test('are read with all that is below them, each once', async () => {
    const circle: Answer = (_, params) =>
      page(body(parentOf(params) === '1_breakout' ? '1_insideit' : '1_breakout'));
    const client = sampleClient(
      server({ 'baseEntry.getByIds': [body('1_breakout')], 'baseEntry.list': circle }),
    );
    const found = await readEntries(client, [id('1_breakout')], ME, CLOCK);
    expect(found.ok && found.value.children.map((entry) => entry.id)).toEqual(['1_breakout', '1_insideit']);
  });

  test.each(['baseEntry.getByIds', 'baseEntry.list'])('are none where %s fails', async (action) => {
    const client = sampleClient(server({ 'baseEntry.getByIds': [body('1_breakout')], [action]: REFUSED }));
    expect(await readEntries(client, [id('1_breakout')], ME, CLOCK)).toMatchObject({ ok: false });
  });

  test('below a hundred are asked for in four requests at once', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => id(`1_${String(i).padStart(8, '0')}`));
    const byIds: Answer = (_, params) =>
      String(params['entryIds'])
        .split(',')
        .map((one) => body(one));
    const client = sampleClient(server({ 'baseEntry.getByIds': byIds }));
    const found = await readEntries(client, ids, ME, CLOCK);
    expect(found.ok && found.value.children).toHaveLength(101);
    const lists = client.asked.filter((calls) => calls.includes('baseEntry.list'));
    expect(lists.map((calls) => calls.length)).toEqual([26, 26, 26, 23]);
  });
});

describe('a copy that is read back', () => {
  const IDS = ['1_aaaaaaaa', '1_bbbbbbbb', '1_cccccccc'].map(id);
  const ask = async (changes: Record<string, unknown>) => {
    const chain = new Multirequest();
    const reader = askForCopy(chain, COPY_ID, IDS);
    const answers = await sampleClient(server(changes)).send(chain);
    return answers.ok ? reader(answers.value) : answers;
  };

  test('has the children that are still there, in the order asked for', async () => {
    const read = await ask({ 'baseEntry.getByIds': [body('1_cccccccc'), body('1_aaaaaaaa')] });
    expect(read.ok && read.value.children.map((child) => child.id)).toEqual(['1_aaaaaaaa', '1_cccccccc']);
  });

  test.each(['baseEntry.get', 'baseEntry.getByIds'])('is unknown where %s fails', async (action) => {
    expect(await ask({ 'baseEntry.getByIds': [], [action]: FAULT })).toMatchObject({
      ...{ ok: false, failure: { kind: 'serverFault' } },
    });
  });
});

test.each([
  [[1, 2, 3, 4, 5], 2, [[1, 2], [3, 4], [5]]],
  [[1, 2], 2, [[1, 2]]],
  [[], 2, []],
])('%j in chunks of %i: %j', (items, size, expected) => {
  expect(chunks(items, size)).toEqual(expected);
});

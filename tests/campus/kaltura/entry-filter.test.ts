import { describe, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

/** Two rooms, and a copy of the first. */
async function withCopy() {
  const server = testServer();
  const [a, b] = [await server.room('noa', { name: 'a' }), await server.room('noa', { name: 'b' })];
  await server.must('noa', 'baseEntry', 'clone', { entryId: a });
  const names = async (filter: object): Promise<unknown> => {
    const asked = { filter: { statusEqual: '7', orderBy: '+name', ...filter } };
    const { objects } = await server.must('noa', 'baseEntry', 'list', asked);
    return (objects as { name: string }[]).map(({ name }) => name);
  };
  return { server, a, b, names };
}

describe('lists by root', () => {
  test('tell what was copied from what was not', async () => {
    const { names } = await withCopy();
    expect(await names({ isRoot: 1 })).toEqual(['a', 'b']);
    expect(await names({ isRoot: 0 })).toEqual(['a']);
    expect(await names({ isRoot: -1 })).toEqual(['a', 'a', 'b']);
  });

  test('of several roots find nothing: an entry has one', async () => {
    const { a, b, names } = await withCopy();
    expect(await names({ rootEntryIdIn: a })).toEqual(['a']);
    expect(await names({ rootEntryIdIn: `${a},${b}` })).toEqual([]);
  });
});

test('a property that the server does not have asks nothing; one that it has, and was never recorded, is refused', async () => {
  const { server, a, names } = await withCopy();
  expect(await names({ parentEntryIdIn: a })).toEqual(['a', 'a', 'b']);
  const list = { service: 'baseEntry', action: 'list', filter: { freeText: 'a' } };
  const refused = await server.send('noa', [list]);
  expect([refused.status, await refused.text()]).toEqual([501, "not recorded: the filter's freeText"]);
});

describe('categories by update', () => {
  async function withCategories() {
    const server = testServer();
    const add = async (name: string): Promise<unknown> => {
      const category = { objectType: 'KalturaCategory', name };
      return (await server.must('admin', 'category', 'add', { category }))['id'];
    };
    const [maths, art] = [await add('maths'), await add('art')];
    const entryId = await server.room('noa');
    const update = (fields: object) =>
      server.call('noa', 'baseEntry', 'update', {
        entryId,
        baseEntry: { objectType: 'KalturaRoomEntry', ...fields },
      });
    return { server, update, maths, art };
  }

  test('are stored and answered, by id or by name, in place of those that were there', async () => {
    const { update, maths, art } = await withCategories();
    expect(await update({ categoriesIds: String(maths) })).toMatchObject({ categories: 'maths' });
    expect(await update({ categories: 'art' })).toMatchObject({ categoriesIds: String(art) });
    expect(await update({ categories: 'art, maths' })).toMatchObject({ categories: 'art,maths' });
    expect(await update({ categories: '' })).toMatchObject({ categories: 'art,maths' });
  });

  test('are refused where they are unknown, and with a parent', async () => {
    const { server, update, maths } = await withCategories();
    expect(await update({ categoriesIds: '999999' })).toMatchObject({ code: 'CATEGORY_NOT_FOUND' });
    const parentEntryId = await server.room('noa');
    expect(await update({ parentEntryId, categoriesIds: String(maths) })).toMatchObject({
      code: 'ASSIGNING_INFO_TO_ENTRY_WITH_PARENT_IS_FORBIDDEN',
    });
  });
});

test('an emptied parent is answered as "", and no parent as none', async () => {
  const server = testServer();
  const room = await server.room('noa');
  const child = await server.room('noa', { parentEntryId: room });
  const baseEntry = { objectType: 'KalturaRoomEntry', parentEntryId: '' };
  const emptied = await server.must('noa', 'baseEntry', 'update', { entryId: child, baseEntry });
  expect(emptied).toMatchObject({ parentEntryId: '', displayInSearch: -1 });
  expect(await server.must('noa', 'baseEntry', 'get', { entryId: room })).not.toHaveProperty('parentEntryId');
});

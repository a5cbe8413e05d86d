import { describe, expect, test } from 'vitest';
import { entryId, userId } from '../../kaltura/ids.ts';
import { type Answer, body, ORIGINAL_ID, page, sampleClient } from '../samples.ts';
import { readEntries, readForClone } from './read-room.ts';
import { askForRights } from './rights.ts';
import { listRooms } from './rooms.ts';

/** A server whose lists have no end (T8): each reading ends soon, and says which bound was passed. */

type List = (parent: string, index: number) => object;

const server =
  (list: List): Answer =>
  (action, params) => {
    switch (action) {
      case 'user.get':
        return { id: 'amir' };
      case 'permission.getCurrentPermissions':
        return 'A';
      case 'system.getTime':
        return 1_234;
      case 'baseEntry.get':
        return body(ORIGINAL_ID);
      case 'baseEntry.list': {
        const { filter, pager } = params as {
          filter: { parentEntryIdEqual: string };
          pager?: { pageIndex?: number };
        }; // as listChildren asks
        return list(filter.parentEntryIdEqual, pager?.pageIndex ?? 1);
      }
      default:
        return page();
    }
  };

let made = 0;
const child = (parent: string): object => {
  made += 1;
  return body(`1_${String(made).padStart(8, '0')}`, { parentEntryId: parent });
};
const children = (count: number, parent: string): object[] =>
  Array.from({ length: count }, () => child(parent));

/** @returns what came of it, and how many requests it took */
async function read(list: List) {
  const client = sampleClient(server(list));
  const begun = performance.now();
  const reading = await readForClone(client, ORIGINAL_ID, { now: () => 0 });
  expect(performance.now() - begun).toBeLessThan(20_000);
  return { reading, requests: client.asked.length };
}

describe('a reading ends', () => {
  test.each<readonly [string, List, object]>([
    [
      'a thousand million children, one a page',
      (parent) => ({ totalCount: 1e9, objects: [child(parent)] }),
      { bound: 'parts' },
    ],
    ['a child in every child', (parent) => page(child(parent)), { bound: 'levels' }],
    // Past the bound there is a call for each child of the levels before: the fewer, the sooner it is seen.
    ['ten times as many on each level', (parent) => page(...children(10, parent)), { bound: 'parts' }],
    ['more than ten thousand in one page', (parent) => page(...children(10_100, parent)), { bound: 'parts' }],
  ])('with %s', { timeout: 30_000 }, async (_what, list, failure) => {
    const { reading, requests } = await read(list);
    expect(reading).toEqual({ ok: false, failure: { kind: 'tooMuch', ...failure } });
    expect(requests).toBeLessThan(500);
  });

  test('where the same page comes again and again', async () => {
    const same = child(ORIGINAL_ID);
    const { reading, requests } = await read(() => ({ totalCount: 5_000, objects: [same] }));
    expect(reading).toMatchObject({ failure: { kind: 'outcomeUnknown', cause: 'unexpectedAnswer' } });
    expect(requests).toBeLessThan(20);
  });

  test('where a room is below itself, and its children below each other', async () => {
    const [a, b] = ['1_aaaaaaaa', '1_bbbbbbbb'];
    const below: Readonly<Record<string, readonly string[]>> = {
      [ORIGINAL_ID]: [ORIGINAL_ID, a, a],
      [a]: [b, ORIGINAL_ID],
      [b]: [a],
    };
    const { reading } = await read((parent) => page(...(below[parent] ?? []).map((id) => body(id))));
    expect(reading.ok && reading.value.original.children.map(({ id }) => id)).toEqual([a, b]);
  });
});

test('an entry that nobody asked about is not taken, by whatever answer', async () => {
  const asked = entryId('1_aaaaaaaa')!;
  const room = (id: string): object =>
    body(id, { objectType: 'KalturaRoomEntry', type: 'room.room', userId: 'amir' });
  const client = sampleClient((action) => {
    if (action === 'user.get') return { id: 'amir' };
    if (action === 'permission.getCurrentPermissions') return 'A';
    return action === 'baseEntry.getByIds' ? [room(asked), room('1_bbbbbbbb')] : page();
  });
  const read = await readEntries(client, [asked], userId('amir'), { now: () => 0 });
  expect(read.ok && read.value.children.map(({ id }) => id)).toEqual([asked]);
  const rights = await askForRights(client, [asked]);
  expect(rights.kind === 'user' && rights.rooms.map((room) => room.entryId)).toEqual([asked]);
});

test('a list of rooms whose every page is full ends', async () => {
  const client = sampleClient(server((parent) => ({ totalCount: 1e9, objects: children(500, parent) })));
  const isLast = async (at: number): Promise<boolean | undefined> => {
    const listed = await listRooms(client, userId('amir'), 'own', at);
    return listed.ok ? listed.value.isLast : undefined;
  };
  expect([await isLast(1), await isLast(19), await isLast(20)]).toEqual([false, false, true]);
});

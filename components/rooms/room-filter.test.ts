import { expect, test } from 'vitest';
import type { ListedRoom } from '../../lib/messages/messages.ts';
import { filtered, type RoomFilter } from './room-filter.ts';

const room = (entryId: string, fields: Partial<ListedRoom> = {}): ListedRoom => ({
  ...{
    entryId,
    name: entryId,
    tags: '',
    createdAt: 10,
    updatedAt: 10,
    owner: 'noa',
    coeditors: [],
    root: undefined,
  },
  ...fields,
});
const ALL: RoomFilter = { search: '', order: 'name', notClonedSince: undefined };
const ids = (rooms: readonly ListedRoom[], filter: Partial<RoomFilter>): string[] =>
  filtered(rooms, { ...ALL, ...filter }, 'en').map(({ entryId }) => entryId);

test('each word is looked for in name and tags, in any case and form', () => {
  const rooms = [
    room('a', { name: 'Algebra I', tags: 'maths, fall' }),
    room('b', { name: 'Ａlgebra II' }),
    room('c', { name: 'Geometry', tags: 'Maths' }),
  ];
  expect(ids(rooms, { search: ' MATHS ' })).toEqual(['a', 'c']);
  expect(ids(rooms, { search: 'maths algebra' })).toEqual(['a']);
  expect(ids(rooms, { search: 'algebra' })).toEqual(['a', 'b']);
});

test('by name as people count, newest first, changed last first', () => {
  const rooms = [
    room('Group 10', { createdAt: 1, updatedAt: 9 }),
    room('Group 2', { createdAt: 3, updatedAt: 3 }),
    room('group 1', { createdAt: 2, updatedAt: 2 }),
  ];
  expect(ids(rooms, { order: 'name' })).toEqual(['group 1', 'Group 2', 'Group 10']);
  expect(ids(rooms, { order: 'created' })).toEqual(['Group 2', 'group 1', 'Group 10']);
  expect(ids(rooms, { order: 'updated' })).toEqual(['Group 10', 'Group 2', 'group 1']);
});

test('not cloned since a day: neither what has a copy since, nor the copies themselves', () => {
  const rooms = [
    room('cloned'),
    room('copy', { root: 'cloned', createdAt: 100 }),
    room('early'),
    room('early copy', { root: 'early', createdAt: 40 }),
    room('never'),
  ];
  expect(ids(rooms, { notClonedSince: 50 })).toEqual(['early', 'early copy', 'never']);
});

import { describe, expect, test } from 'vitest';
import type { Entry } from '../kaltura/entry.ts';
import { childKind, childrenOfKind, isStaticPlaylist, playlistItems, roomKind, textsOf } from './room.ts';
import { entry, ORIGINAL, roomEntry } from './samples.ts';

const meeting = (adminTags: string, fields: Partial<Entry> = {}): Entry =>
  entry('x', { type: '1', status: '7', adminTags, ...fields });

describe('an entry', () => {
  test.each<[string, Entry, ReturnType<typeof roomKind>]>([
    ['of the type of rooms', roomEntry('x'), 'room'],
    ['of a room without a type of its own', roomEntry('x', { roomType: undefined }), 'room'],
    ['of a breakout room', roomEntry('x', { roomType: 2 }), 'none'],
    ['of a legacy room', meeting('__meeting_room'), 'legacyRoom'],
    ['of a legacy room among other tags', meeting('a, __meeting_room,b'), 'legacyRoom'],
    ['of a legacy room whose tags have spaces', meeting('a __meeting_room b'), 'legacyRoom'],
    ['with a longer tag', meeting('x__meeting_room'), 'none'],
    ['with another longer tag', meeting('__meeting_room_2'), 'none'],
    ['with content', meeting('__meeting_room', { status: '2' }), 'none'],
    ['of another type', meeting('__meeting_room', { type: '2' }), 'none'],
    ['of a video', entry('x'), 'none'],
  ])('%s', (_, one, kind) => {
    expect(roomKind(one)).toBe(kind);
  });
});

test.each([
  ['room.room', 'breakout'],
  ['5', 'storyboard'],
  ['1', 'file'],
  ['6', 'file'],
])('a child of type %s: %s', (type, kind) => {
  expect(childKind(entry('x', { type }))).toBe(kind);
});

test('children of a kind, in their order', () => {
  expect(childrenOfKind(ORIGINAL, 'file').map(({ id }) => id)).toEqual(['file', 'inside']);
});

test.each([
  ['a,b', ['a', 'b']],
  [',a,,b,', ['a', 'b']],
  ['', []],
  [undefined, []],
])('a playlist of "%s" has the items %j', (playlistContent, items) => {
  expect(playlistItems(entry('x', { type: '5', playlistContent }))).toEqual(items);
});

test.each([
  ['5', 3, true],
  ['5', 10, false],
  ['1', 3, false],
])('type %s with playlist type %i is a static playlist: %s', (type, playlistType, is) => {
  expect(isStaticPlaylist(entry('x', { type, playlistType }))).toBe(is);
});

test('the texts of a room are its name, description and tags', () => {
  const texts = { name: 'Algebra', description: '<p>x</p>', tags: 'a, b' };
  expect(textsOf(roomEntry('x', texts))).toEqual(texts);
});

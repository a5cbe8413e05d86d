import { describe, expect, test } from 'vitest';
import { NOTHING_UNSEEN } from '../room.ts';
import { type Changes, compared, entry, id } from '../samples.ts';
import { checkStoryboard, copiedItems } from './storyboard.ts';

const board = (playlistContent: string) => ({ board: { playlistContent } });
const items = (playlistContent: string): Changes => ({ copies: board(playlistContent) });
const dynamic = { playlistType: 10 };

test('every item in its place is copied, one by one', () => {
  expect(checkStoryboard(compared())).toEqual({
    ...{ part: 'storyboard', outcome: 'copied', count: 3, of: 3, notes: [] },
  });
});

test.each<[string, Changes, string[]]>([
  ['the last item', items('file+,outside'), ['Name of inside']],
  ['all items', items(''), ['Name of file', 'outside', 'Name of inside']],
  ['the order', items('outside,file+,inside+'), ['Name of file', 'outside']],
  ['an item that points to its copy', items('file,outside,inside+'), ['Name of file']],
  ['its length', items('file+,outside,inside+,more'), ['Name of board']],
  ['its place under the room', { copies: { board: { parentEntryId: 'elsewhere' } } }, ['Name of board']],
  ['everything', { copies: { board: null } }, ['Name of board', 'Name of file', 'outside', 'Name of inside']],
  [
    'an item whose file has no copy',
    { copies: { file: null, ...board('outside,inside+') } },
    ['Name of file'],
  ],
  [
    'the last item, whose file has no copy',
    { copies: { inside: null, ...board('file+,outside') } },
    ['Name of inside'],
  ],
])('a copy lacks %s: named', (_, changes, names) => {
  expect(checkStoryboard(compared(changes))).toMatchObject({ outcome: 'incomplete', of: 3, names });
});

describe('an item that is', () => {
  test('the room itself is the new room in the copy', () => {
    const children = { board: { playlistContent: 'original,file' } };
    expect(checkStoryboard(compared({ children, copies: board('copy,file+') }))).toMatchObject({
      ...{ outcome: 'copied', of: 2, notes: [] },
    });
    expect(checkStoryboard(compared({ children, copies: board('original,file+') }))).toMatchObject({
      ...{ outcome: 'incomplete', of: 2, names: ['Name of original'] },
    });
  });

  test('a file deleted since is no item any more, and the report notes it', () => {
    const gone = [entry('deleted', { parentEntryId: 'original' })];
    const children = { board: { playlistContent: 'file,deleted,inside' } };
    expect(checkStoryboard(compared({ children, copies: board('file+,inside+') }, { gone }))).toMatchObject({
      ...{ outcome: 'copied', of: 2, notes: ['itemsGone'] },
    });
  });

  test('a quiz whose questions are not seen is left out, and the report notes it', () => {
    const comparison = compared({
      children: { file: { capabilities: 'quiz.quiz' } },
      copies: { file: null, ...board('outside,inside+') },
    });
    const original = { ...comparison.original, unseen: { ...NOTHING_UNSEEN, attached: [id('file')] } };
    expect(checkStoryboard({ ...comparison, original })).toMatchObject({
      ...{ outcome: 'copied', of: 2, notes: ['itemsLeftOut'] },
    });
  });
});

describe('of a dynamic playlist', () => {
  const filters = { ...dynamic, playlistContent: '<filter/>' };
  test.each<[string, Changes, object]>([
    [
      'the same filters are a copy',
      { children: { board: filters }, copies: { board: filters } },
      { outcome: 'copied', count: 1, of: 1, notes: [] },
    ],
    [
      'other filters are named, and so is the playlist only once',
      { children: { board: filters }, copies: { board: dynamic } },
      { outcome: 'incomplete', of: 1, names: ['Name of board'] },
    ],
    [
      'a missing copy is named once',
      { children: { board: filters }, copies: { board: null } },
      { outcome: 'incomplete', of: 1, names: ['Name of board'] },
    ],
  ])('%s', (_, changes, expected) => {
    expect(checkStoryboard(compared(changes))).toMatchObject(expected);
  });
});

describe('what is left out', () => {
  test('a file is no item of the copy any more, and the report notes it', () => {
    const changes: Changes = { leftOut: ['file'], ...items('outside,inside+') };
    expect(checkStoryboard(compared(changes))).toMatchObject({
      ...{ outcome: 'copied', of: 2, notes: ['itemsLeftOut'] },
    });
  });

  test('the storyboard itself is not missed', () => {
    expect(checkStoryboard(compared({ leftOut: ['board'] }))).toEqual({
      ...{ part: 'storyboard', outcome: 'notCopied', of: 1, reason: 'leftOut', names: [] },
    });
  });
});

test('a copied playlist holds copies of what is ours, what is outside, and nothing that has no copy', () => {
  const children = new Set(['a', 'b', 'c']);
  const copies = new Map([
    ['a', id('a+')],
    ['c', id('c+')],
    ['elsewhere', id('never')],
  ]);
  expect(copiedItems(['c', 'elsewhere', 'b', 'a', 'c'], children, copies)).toEqual([
    ...['c+', 'elsewhere', 'a+', 'c+'],
  ]);
});

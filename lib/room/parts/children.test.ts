import { describe, expect, test } from 'vitest';
import { type Changes, compared, id } from '../samples.ts';
import { checkBreakouts, checkFiles } from './children.ts';

test('every child that has a faithful copy in its place is copied', () => {
  expect(checkFiles(compared())).toEqual({
    ...{ part: 'files', outcome: 'copied', count: 2, of: 2, notes: [] },
  });
  expect(checkBreakouts(compared())).toMatchObject({ part: 'breakouts', outcome: 'copied', count: 1 });
});

describe('a file', () => {
  test.each<[string, Changes]>([
    ['is missing', { copies: { file: null } }],
    ['stands in another room', { copies: { file: { parentEntryId: 'original' } } }],
    ['comes from elsewhere', { copies: { file: { rootEntryId: id('outside') } } }],
    ['is of another type', { copies: { file: { type: '2' } } }],
    ['is not ready', { copies: { file: { status: '1' } } }],
    ['has another name', { copies: { file: { name: 'Copy of file' } } }],
    ['has another description', { copies: { file: { description: 'x' } } }],
    ['holds another text', { children: { file: { dataContent: 'x' } } }],
  ])('that %s is named', (_, changes) => {
    expect(checkFiles(compared(changes))).toEqual({
      ...{ part: 'files', outcome: 'incomplete', count: 1, of: 2 },
      ...{ reason: 'missing', names: ['Name of file'], notes: [] },
    });
  });

  test('in a breakout room belongs under the copy of that breakout room', () => {
    const changes = { copies: { inside: { parentEntryId: 'copy' } } };
    expect(checkFiles(compared(changes))).toMatchObject({ names: ['Name of inside'] });
  });

  test('under a breakout room that has no copy has no place', () => {
    expect(checkFiles(compared({ copies: { breakout: null } }))).toMatchObject({ names: ['Name of inside'] });
  });
});

test('a breakout room that lost its type is named', () => {
  const changes = { copies: { breakout: { roomType: undefined } } };
  expect(checkBreakouts(compared(changes))).toMatchObject({ names: ['Name of breakout'] });
});

describe('left out', () => {
  test('all files: none is missed, and the report says how many', () => {
    expect(checkFiles(compared({ leftOut: ['file', 'inside'] }))).toEqual({
      ...{ part: 'files', outcome: 'notCopied', of: 2, reason: 'leftOut', names: [] },
    });
  });

  test('some files, with the breakout room they are in: the others are copied', () => {
    const comparison = compared({ leftOut: ['breakout', 'inside'] });
    expect(checkFiles(comparison)).toMatchObject({ outcome: 'copied', count: 1, of: 1 });
    expect(checkBreakouts(comparison)).toMatchObject({ outcome: 'notCopied', of: 1, reason: 'leftOut' });
  });

  test('nothing of a kind of which there is none', () => {
    const { original, copy, ...others } = compared();
    const bare = { original: { ...original, children: [] }, copy: { ...copy, children: [] } };
    expect(checkFiles({ ...others, ...bare })).toEqual({ part: 'files', outcome: 'none' });
  });
});

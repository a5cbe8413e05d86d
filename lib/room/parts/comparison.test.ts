import { describe, expect, test } from 'vitest';
import { compared } from '../samples.ts';
import { counted, lacking, pairs } from './comparison.ts';

describe('a line that counts', () => {
  test.each([
    [0, [], { outcome: 'none' }],
    [2, [], { outcome: 'copied', count: 2, of: 2, notes: [] }],
    [2, ['a'], { outcome: 'incomplete', count: 1, of: 2, reason: 'missing', names: ['a'], notes: [] }],
    [0, ['more'], { outcome: 'incomplete', count: 0, of: 0, reason: 'missing', names: ['more'], notes: [] }],
    [1, ['a', 'more'], { outcome: 'incomplete', count: 0, of: 1, reason: 'missing', notes: [] }],
  ])('of %i with %j wrong', (of, wrong, expected) => {
    expect(counted('files', of, wrong)).toMatchObject({ part: 'files', ...expected });
  });

  test('has its own reason and notes where there are any', () => {
    const own = { reason: 'itemRefused', notes: ['drafts'] } as const;
    expect(counted('files', 1, ['a'], own)).toMatchObject(own);
    expect(counted('files', 1, [], own)).toMatchObject({ outcome: 'copied', notes: ['drafts'] });
  });
});

test('what is lacking is counted as often as it occurs', () => {
  const same = (text: string): string => text.toLowerCase();
  expect(lacking(['a', 'A', 'b', 'a'], ['a', 'a', 'c'], same)).toEqual(['b', 'a']);
  expect(lacking([], ['a'], same)).toEqual([]);
});

test('children stand beside their copies, by kind or all', () => {
  const comparison = compared({ copies: { inside: null } });
  expect(pairs(comparison).map(({ original, copy }) => [original.id, copy?.id])).toEqual([
    ['file', 'file+'],
    ['board', 'board+'],
    ['breakout', 'breakout+'],
    ['inside', undefined],
  ]);
  expect(pairs(comparison, 'storyboard').map(({ original }) => original.id)).toEqual(['board']);
});

test('a copy that is known and not to be found is none', () => {
  const { copy, ...others } = compared();
  const [pair] = pairs({ ...others, copy: { ...copy, children: [] } }, 'breakout');
  expect(pair).toMatchObject({ original: { id: 'breakout' }, copy: undefined });
});

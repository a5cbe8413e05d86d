import { expect, test } from 'vitest';
import { type Choice, leftOutChildren } from './choice.ts';
import { entry, ORIGINAL } from './samples.ts';

test.each<[Choice[], string[]]>([
  [[], []],
  [['files'], ['file', 'inside']],
  [['storyboard'], ['board']],
  [['breakouts'], ['breakout', 'inside']],
  [['interactions'], []],
  [
    ['storyboard', 'breakouts'],
    ['board', 'breakout', 'inside'],
  ],
])('without %j: %j are left out', (leaveOut, out) => {
  expect([...leftOutChildren(ORIGINAL.children, leaveOut)]).toEqual(out);
});

test('whatever is below a child that is left out goes with it, at any depth', () => {
  const deep = [...ORIGINAL.children, entry('deep', { parentEntryId: 'inside' }), entry('orphan')];
  expect([...leftOutChildren(deep, ['breakouts'])]).toEqual(['breakout', 'inside', 'deep']);
});

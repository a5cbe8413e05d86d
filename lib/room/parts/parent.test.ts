import { expect, test } from 'vitest';
import { compared, id } from '../samples.ts';
import { checkParent } from './parent.ts';

test('the parent is the original', () => {
  expect(checkParent(compared())).toEqual({
    ...{ part: 'parent', outcome: 'copied', count: 1, of: 1, notes: [] },
  });
});

test.each([undefined, id('mother')])('a root of %s is named', (rootEntryId) => {
  const names = ['rootEntryId'];
  expect(checkParent(compared({ copy: { rootEntryId } }))).toMatchObject({ outcome: 'incomplete', names });
});

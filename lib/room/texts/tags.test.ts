import { expect, test } from 'vitest';
import { comparableTags, storedTags, typedTags } from './tags.ts';

// The pairs are those that the recorded scenario text-tags shows of the genuine server.
test.each([
  ['alpha,beta ,  gamma', 'alpha, beta, gamma'],
  ['a, b1, c', 'b1'],
  ['dup, dup, DUP', 'dup'],
  [',,xx,,yy,', 'xx, yy'],
  ['two words, more  spaces', 'two words, more  spaces'],
  ['Maths, maths', 'maths'],
  ['a,b', ''],
  ['ש, אלגברה', 'ש, אלגברה'],
])('%s is kept as %s', (typed, stored) => {
  expect(storedTags(typed).kept.join(', ')).toBe(stored);
});

test('what is dropped is told, and that nothing stands between two commas is not', () => {
  expect(storedTags('a, xx,, XX,').dropped).toEqual(['a', 'XX']);
});

test('the same tag twice keeps its case', () => {
  expect(storedTags('DUP, DUP')).toEqual({ kept: ['DUP'], dropped: ['DUP'], cut: [] });
});

test('a long tag is cut to a hundred characters', () => {
  expect(storedTags('t'.repeat(200))).toEqual({
    kept: ['t'.repeat(100)],
    dropped: [],
    cut: ['t'.repeat(200)],
  });
});

test('order and case do not matter when comparing', () => {
  expect(comparableTags('B1, a1')).toBe(comparableTags('a1,b1,A1'));
  expect(comparableTags('B1, a1')).toBe('a1,b1');
});

test('tags are separated by the commas of all scripts, by lines, and as the cells of a table are', () => {
  expect(typedTags('a,b،c，d、e\nf')).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(typedTags('a､b﹐c﹑d፣e\tf\u2028g')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  // A quotation mark, an apostrophe and a decimal sign of their languages are none.
  expect(typedTags('a‚b’c٫d')).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { checkName, defaultCloneName, nameLength } from './name.ts';

test('the default name puts the original into the pattern', () => {
  expect(defaultCloneName('Cloned - {name}', 'Algebra')).toBe('Cloned - Algebra');
});

test('a dollar sign in a name is no replacement pattern', () => {
  expect(defaultCloneName('Cloned - {name}', "a $& b $' c")).toBe("Cloned - a $& b $' c");
});

test('a long original is cut so that the whole fits', () => {
  const name = defaultCloneName('Cloned - {name}', '😀'.repeat(300));
  expect(nameLength(name)).toBe(256);
  expect(name.startsWith('Cloned - 😀')).toBe(true);
});

test('a pattern may hold the name more than once, and the whole fits all the same', () => {
  expect(defaultCloneName('{name} ({name}, 2027)', 'Algebra')).toBe('Algebra (Algebra, 2027)');
  expect(defaultCloneName('{name} ({name})', 'a {name}')).toBe('a {name} (a {name})');
  const name = defaultCloneName('{name} / {name}', '😀'.repeat(300));
  expect(nameLength(name)).toBe(255);
});

test.each([
  ['', 'nameEmpty'],
  ['  \n ', 'nameEmpty'],
  ['\u200b\u2060 \ufeff\u200e', 'nameEmpty'],
  ['\u3164', 'nameEmpty'],
  ['\u2800\u0007\u202e', 'nameEmpty'],
  ['a\u200db', undefined],
  ['n'.repeat(256), undefined],
  [`  ${'n'.repeat(256)}  `, undefined],
  ['n'.repeat(257), 'nameTooLong'],
  ['😀'.repeat(256), undefined],
])('checkName %#', (name, problem) => {
  expect(checkName(name)).toBe(problem);
});

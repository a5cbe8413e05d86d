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

test.each([
  ['', 'nameEmpty'],
  ['  \n ', 'nameEmpty'],
  ['\u200b\u2060 \ufeff\u200e', 'nameEmpty'],
  ['\u3164', 'nameEmpty'],
  ['a\u200db', undefined],
  ['n'.repeat(256), undefined],
  [`  ${'n'.repeat(256)}  `, undefined],
  ['n'.repeat(257), 'nameTooLong'],
  ['😀'.repeat(256), undefined],
])('checkName %#', (name, problem) => {
  expect(checkName(name)).toBe(problem);
});

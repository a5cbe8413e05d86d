import { expect, test } from 'vitest';
import { changedFields, comparable, movedReference, pointsToNothing } from './references.ts';

const OWN = {
  entryId: new Map([
    ['e', 'e+'],
    ['lost', undefined],
  ]),
  attachmentId: new Map([['a', 'a+']]),
};

test('values are comparable whatever the order of their fields, and without those that have no value', () => {
  const one = { a: 1, b: { d: [1, 2], c: null }, e: undefined };
  expect(comparable(one)).toBe(comparable({ b: { d: [1, 2] }, a: 1 }));
  expect(comparable([{ b: 1, c: null, a: 2 }])).toBe('[{"a":2,"b":1}]');
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: 0 }, {}],
  [{ a: '' }, {}],
  [{ a: false }, {}],
])('%j is not comparable to %j', (one, other) => {
  expect(comparable(one)).not.toBe(comparable(other));
});

test.each([
  ['entryId', 'e', 'e+'],
  ['attachmentId', 'a', 'a+'],
  ['entryId', 'lost', undefined],
  ['entryId', 'outside', 'outside'],
  ['entryId', 5, 5],
  ['attachmentId', 'e', 'e'],
  ['title', 'e', 'e'],
])('a field %s that is %j becomes %j', (name, value, moved) => {
  expect(movedReference(name, value, OWN)).toBe(moved);
});

test('a number is no reference, even where it reads like one', () => {
  const numbers = { ...OWN, entryId: new Map<unknown, string>([[5, 'five']]) as Map<string, string> };
  expect(movedReference('entryId', 5, numbers)).toBe(5);
});

test.each([
  [{ entryId: 'lost' }, true],
  [{ entryId: 'e', deep: [{ x: 1 }, { entryId: 'lost' }] }, true],
  [{ entryId: 'e', attachmentId: 'lost' }, false],
  [{ entryId: null, text: 'lost' }, false],
  ['lost', false],
  [null, false],
])('%j points to nothing: %s', (value, to) => {
  expect(pointsToNothing(value, OWN)).toBe(to);
});

test('fields change at any depth, see what they are within, and go where there is no value', () => {
  const value = { keep: 1, go: 2, list: [{ go: 3, keep: 4 }, 'text'], nothing: null };
  const within: unknown[] = [];
  const changed = changedFields(value, (name, field, around) => {
    if (name === 'go') within.push(around['keep']);
    return name === 'go' ? undefined : field;
  });
  expect(changed).toEqual({ keep: 1, list: [{ keep: 4 }, 'text'], nothing: null });
  expect(within).toEqual([1, 4]);
});

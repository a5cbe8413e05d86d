import { expect, test } from 'vitest';
import { chosenCoeditors, coeditorsOf, missingIn } from './coeditors.ts';

const lists = (entitledUsersEdit: string, entitledUsersPublish = '') => ({
  entitledUsersEdit,
  entitledUsersPublish,
});

test('everybody who is named is named once, whatever their case', () => {
  expect(coeditorsOf(lists(' Amir, tutors,,eve', 'AMIR, dan'))).toEqual(['Amir', 'tutors', 'eve', 'dan']);
  expect(coeditorsOf(lists(''))).toEqual([]);
});

test.each([
  [[], [], []],
  [['eve'], ['Eve'], []],
  [['DAN', 'eve'], ['Eve'], ['dan']],
  // Not in the original, or the owner of the copy.
  [['stranger', 'noa'], [], []],
])('of %j those are chosen who have a right in the original, with that right', (chosen, edit, publish) => {
  expect(chosenCoeditors(lists('noa, Eve', 'dan'), chosen, 'Noa')).toEqual({ edit, publish });
});

test('who has not each of their rights is missing', () => {
  const wanted = chosenCoeditors(lists('amir,eve', 'eve'), ['amir', 'eve'], 'noa');
  expect(missingIn(lists('AMIR,eve', 'eve'), wanted)).toEqual([]);
  expect(missingIn(lists('amir,eve'), wanted)).toEqual(['eve']);
  expect(missingIn(lists('', ''), wanted)).toEqual(['amir', 'eve']);
});

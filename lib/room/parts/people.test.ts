import { expect, test } from 'vitest';
import { type Changes, compared, user } from '../samples.ts';
import { checkPeople } from './people.ts';

test('a copy that belongs to whoever cloned, with all its children, is theirs alone', () => {
  expect(checkPeople(compared({}, { user: user('AMIR') }))).toEqual({
    ...{ part: 'people', outcome: 'copied', count: 5, of: 5, notes: [] },
  });
});

test.each<[string, Changes, string]>([
  ['the room is still another user’s', { copy: { userId: user('noa') } }, 'Copy'],
  ['the room has a co-editor', { copy: { entitledUsersEdit: 'dan' } }, 'Copy'],
  ['the room has a publisher', { copy: { entitledUsersPublish: 'dan' } }, 'Copy'],
  ['the room has a viewer', { copy: { entitledUsersView: 'dan' } }, 'Copy'],
  ['a child has a co-editor', { copies: { inside: { entitledUsersEdit: 'dan' } } }, 'Name of inside'],
])('%s: it is named', (_, changes, name) => {
  expect(checkPeople(compared(changes))).toMatchObject({ outcome: 'incomplete', count: 4, names: [name] });
});

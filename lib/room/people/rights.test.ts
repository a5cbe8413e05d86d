import { expect, test } from 'vitest';
import { type Right, rightToClone } from './rights.ts';
import { roomEntry, user } from '../samples.ts';

const ROOM = roomEntry('room', {
  userId: user('Noa'),
  entitledUsersEdit: 'Amir, tutors,,Dan ',
  entitledUsersPublish: 'publisher',
  entitledUsersView: 'viewer',
});

test.each<[string, string[], Right]>([
  ['Noa', [], 'owner'],
  [' nOA ', [], 'owner'],
  ['amir', ['tutors'], 'coeditor'],
  ['DAN', [], 'coeditor'],
  ['eve', ['others', 'TUTORS'], 'groupCoeditor'],
  ['eve', ['others'], 'none'],
  ['eve', [], 'none'],
  ['publisher', [], 'none'],
  ['viewer', [], 'none'],
  ['eve', [''], 'none'],
  [' ', ['tutors'], 'none'],
])('%s in the groups %j: %s', (name, groups, right) => {
  expect(rightToClone(ROOM, name, groups)).toBe(right);
});

test('nobody is no owner of what belongs to nobody', () => {
  expect(rightToClone(roomEntry('room', { userId: user('') }), '', [])).toBe('none');
});

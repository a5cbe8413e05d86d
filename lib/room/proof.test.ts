import { expect, test } from 'vitest';
import type { UserId } from '../kaltura/ids.ts';
import { type Claim, doubtOf, knownIds } from './proof.ts';
import { id, roomEntry } from './samples.ts';

const userId = (text: string): UserId => text as UserId; // any text is one

const source = roomEntry(id('1_original'), {
  broadcastEntryId: '1_broadcas',
  templateRoomEntryId: '1_template',
});
const claim: Claim = {
  source: source.id,
  known: knownIds(source, [roomEntry(id('1_childone'))]),
  since: 1_000,
  user: 'Noa',
};
const copy = roomEntry(id('1_copycopy'), {
  rootEntryId: source.id,
  createdAt: 1_001,
  userId: userId('noa'),
});

test('a copy that is what was asked for leaves no doubt, also where clocks of servers differ', () => {
  expect(doubtOf(copy, claim)).toBeUndefined();
  expect(doubtOf({ ...copy, createdAt: 950 }, claim)).toBeUndefined();
});

test.each([
  ['the original', { id: source.id }, 'known'],
  ['a child of it', { id: id('1_childone') }, 'known'],
  ['what it points to', { id: id('1_broadcas') }, 'known'],
  ['its template', { id: id('1_template') }, 'known'],
  ['a copy of something else', { rootEntryId: id('1_another0') }, 'root'],
  ['a copy of nothing', { rootEntryId: undefined }, 'root'],
  ['an older copy', { createdAt: 900 }, 'older'],
  ["somebody else's", { userId: userId('amir') }, 'owner'],
  ["nobody's", { userId: userId('') }, 'owner'],
])('%s is doubted', (_what, fields, doubt) => {
  expect(doubtOf({ ...copy, ...fields }, claim)).toBe(doubt);
});

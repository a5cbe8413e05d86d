import { expect, test } from 'vitest';
import { cuePointSchema, listCuePoints } from './cue-point.ts';
import { entrySchema, getEntry } from './entry.ts';
import { cloneEntry, updateAndGetNumbers, updateEntry } from './entry-changes.ts';
import { listChildren } from './entry-lists.ts';
import { entryId } from './ids.ts';
import type { Call } from './call.ts';

const [ID, OTHER] = [entryId('1_abcdefgh')!, entryId('1_another0')!]; // ids of their form

const fieldsOfCall = ({ params }: Call<unknown>): readonly string[] =>
  (params['responseProfile'] as { readonly fields: string }).fields.split(',');

test('every field that is read of an entry is asked for, wherever whole entries are read', () => {
  // These come unasked (recorded scenario `response-profile`).
  const all = Object.keys(entrySchema.shape).filter((name) => name !== 'type' && name !== 'objectType');
  expect(all.length).toBeGreaterThan(30);
  expect(fieldsOfCall(getEntry(ID))).toEqual(all);
  // Where a child stands is asked, and not answered.
  expect(fieldsOfCall(listChildren(ID))).toEqual(all.filter((name) => name !== 'parentEntryId'));
});

test('what is made or changed answers no more than what is read of it', () => {
  expect(fieldsOfCall(cloneEntry(ID)).toSorted()).toEqual(['createdAt', 'id', 'rootEntryId', 'userId']);
  expect(fieldsOfCall(updateEntry(ID, 'KalturaRoomEntry', {}))).toEqual(['id']);
  expect(fieldsOfCall(updateAndGetNumbers(ID, 'KalturaRoomEntry', {})).toSorted()).toEqual([
    'id',
    'partnerSortValue',
    'roomType',
  ]);
});

test('a question comes with the answers that it offers: a profile cuts inside of objects, too', () => {
  const fields = fieldsOfCall(listCuePoints([ID, OTHER], {}, 1));
  expect(fields).toEqual(
    expect.arrayContaining(
      [...Object.keys(cuePointSchema.shape), 'key', 'weight', 'isCorrect'].filter(
        (name) => name !== 'objectType',
      ),
    ),
  );
  expect(new Set(fields).size).toBe(fields.length);
});

test('to which entry cue points belong is not answered where they are asked of one, and known all the same', () => {
  const list = listCuePoints([ID], {}, 1);
  expect(fieldsOfCall(list)).not.toContain('entryId');
  const answer = { totalCount: 1, objects: [{ id: 'a', objectType: 'KalturaCodeCuePoint' }] };
  expect(list.answer.parse(answer)).toMatchObject({ objects: [{ id: 'a', entryId: ID }] });
});

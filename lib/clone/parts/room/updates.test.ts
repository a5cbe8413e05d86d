import { describe, expect, test } from 'vitest';
import { entry, id, roomEntry } from '../../../room/samples.ts';
import { body, COPY_ID, type Answer, scene } from '../../samples.ts';
import { clearPeople, repairRoom, setFields, templateFields } from './updates.ts';

const NOBODY = { entitledUsersEdit__null: '', entitledUsersPublish__null: '', entitledUsersView__null: '' };
const ROOM = {
  room: COPY_ID,
  receipts: [],
  people: true,
  template: true,
  texts: undefined,
  children: [],
  cuePoints: [],
};
const fine: Answer = (_, { entryId }) => body(String(entryId));

describe('updates of the first request', () => {
  test.each([
    [true, true, []],
    [false, true, ['people']],
    [true, false, ['template']],
    [false, false, ['people', 'template']],
  ])('people done %s, template done %s: %j are repeated', async (people, template, names) => {
    const { run, journal } = await scene(fine);
    await repairRoom(run, { ...ROOM, people, template });
    expect((await journal.steps('job')).map(({ name }) => name)).toEqual(names);
  });

  test('the updates name the new room', async () => {
    const updates: unknown[] = [];
    const { run } = await scene((_, params) => {
      updates.push(params);
      return body(COPY_ID);
    });
    await repairRoom(run, { ...ROOM, people: false, template: false });
    expect(updates).toMatchObject([
      { entryId: COPY_ID, baseEntry: { entitledUsersEdit__null: '' } },
      { entryId: COPY_ID, baseEntry: { templateRoomEntryId: '1_original' } },
    ]);
  });
});

test('the room’s people are cleared, and it keeps its type where it has one', () => {
  expect(clearPeople(id('1_copyroom'), roomEntry('original')).params).toEqual({
    entryId: '1_copyroom',
    responseProfile: expect.anything() as unknown,
    baseEntry: { objectType: 'KalturaRoomEntry', roomType: 1, ...NOBODY },
  });
  expect(clearPeople(id('1_copyroom'), entry('original')).params).toEqual({
    entryId: '1_copyroom',
    responseProfile: expect.anything() as unknown,
    baseEntry: { objectType: 'KalturaMediaEntry', ...NOBODY },
  });
});

test('a room gets the template that is wanted; a legacy room has no such field', () => {
  const original = roomEntry('original', { templateRoomEntryId: 'mother' });
  const fields = templateFields(original, 'template');
  expect(setFields(id('1_copyroom'), original, fields)?.params).toEqual({
    entryId: '1_copyroom',
    responseProfile: expect.anything() as unknown,
    baseEntry: { objectType: 'KalturaRoomEntry', templateRoomEntryId: 'mother' },
  });
  expect(templateFields(original, 'original')).toEqual({ templateRoomEntryId: 'original' });
  expect(templateFields(entry('original'), 'template')).toEqual({});
  expect(setFields(id('1_copyroom'), original, {})).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { Multirequest, type Slot } from '../../../kaltura/transport/multirequest.ts';
import { getEntry, type Entry } from '../../../kaltura/entry.ts';
import type { Room } from '../../../room/room.ts';
import { entry, id, ORIGINAL, roomEntry } from '../../../room/samples.ts';
import { addChild, idBehindGuard, planChildren } from './plan.ts';

const NOBODY = { entitledUsersEdit__null: '', entitledUsersPublish__null: '', entitledUsersView__null: '' };
const PLAN = {
  source: id('1_source00'),
  objectType: 'KalturaRoomEntry',
  parent: undefined,
  roomType: 2,
  template: '',
};

test('every child is planned after its parent, with what its copy must be given', () => {
  expect(planChildren(ORIGINAL, [])).toEqual([
    { source: 'file', objectType: 'KalturaMediaEntry', parent: undefined, roomType: undefined, template: '' },
    { source: 'board', objectType: 'KalturaPlaylist', parent: undefined, roomType: undefined, template: '' },
    { source: 'breakout', objectType: 'KalturaRoomEntry', parent: undefined, roomType: 2, template: '' },
    {
      source: 'inside',
      objectType: 'KalturaMediaEntry',
      parent: 'breakout',
      roomType: undefined,
      template: '',
    },
  ]);
});

test('what is left out is not planned', () => {
  expect(planChildren(ORIGINAL, ['breakouts']).map(({ source }) => source)).toEqual(['file', 'board']);
});

test('a child whose parent is no child belongs under the room', () => {
  const children = [entry('a', { parentEntryId: 'elsewhere' }), entry('b')];
  expect(planChildren({ ...ORIGINAL, children }, []).map(({ parent }) => parent)).toEqual([
    ...[undefined, undefined],
  ]);
});

describe('a child', () => {
  test('is cloned, and its copy moved under the new room with its type and without people', () => {
    const chain = new Multirequest();
    addChild(chain, PLAN, id('1_copyroom'));
    const sent = JSON.parse(JSON.stringify(chain.toBody())) as Record<string, object>;
    expect(sent).toMatchObject({
      1: { action: 'clone', entryId: '1_source00' },
      2: {
        ...{ action: 'update', entryId: '{1:result:id}' },
        baseEntry: {
          objectType: 'KalturaRoomEntry',
          parentEntryId: '1_copyroom',
          roomType: 2,
          ...NOBODY,
        },
      },
    });
  });

  test('that has no type of its own gets none', () => {
    const chain = new Multirequest();
    addChild(chain, { ...PLAN, roomType: undefined }, id('1_copyroom'));
    expect(chain.toBody()[2]).toMatchObject({ baseEntry: { parentEntryId: '1_copyroom' } });
    expect(chain.toBody()[2]).not.toHaveProperty('baseEntry.roomType');
  });
});

test('a breakout room gets its template back by a call of its own', () => {
  const chain = new Multirequest();
  addChild(chain, { ...PLAN, template: '1_mother00' }, id('1_copyroom'));
  expect(JSON.parse(JSON.stringify(chain.toBody()[3]))).toMatchObject({
    ...{ action: 'update', entryId: '{1:result:id}' },
    baseEntry: { objectType: 'KalturaRoomEntry', templateRoomEntryId: '1_mother00' },
  });
  expect(JSON.stringify(chain.toBody()[2])).not.toContain('templateRoomEntryId');
});

test('a quiz of which the questions are not seen is not planned, nor what is below it', () => {
  const quiz = entry('quiz', { capabilities: 'x, quiz.quiz', parentEntryId: 'original' });
  const children = [quiz, entry('below', { parentEntryId: 'quiz' }), entry('file')];
  const planned = (fields: Partial<Room>) =>
    planChildren({ ...ORIGINAL, children, ...fields }, []).map(({ source }) => source);
  expect(planned({})).toEqual(['quiz', 'below', 'file']);
  expect(planned({ unseen: { ...ORIGINAL.unseen, attached: [quiz.id] } })).toEqual(['file']);
  expect(planned({ cuePoints: undefined })).toEqual(['file']);
});

describe('an id behind the guard', () => {
  const slot: Slot<Entry> = new Multirequest().add(getEntry(id('1_original')));
  test.each([
    [{ roomType: 1 }, '{1:result:roomType}_source00'],
    [{ roomType: 2, partnerSortValue: 1 }, '{1:result:partnerSortValue}_source00'],
    [{ roomType: 2, partnerSortValue: 0 }, undefined],
    [{ roomType: undefined, partnerSortValue: 1 }, '{1:result:partnerSortValue}_source00'],
  ])('of a room with %j is %s', (fields, expected) => {
    const read = idBehindGuard(PLAN.source, slot, roomEntry('original', fields));
    expect(read?.toJSON()).toBe(expected);
  });
});

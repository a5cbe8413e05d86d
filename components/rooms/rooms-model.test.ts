import { expect, test } from 'vitest';
import type { PanelMessage } from '../../lib/messages/messages.ts';
import { ACTIVITY } from '../../lib/room/samples.ts';
import { createRoomsModel } from './rooms-model.ts';

const ROOM = '1_abcd1234';
const LISTED = {
  ...{ entryId: ROOM, name: 'Algebra', tags: '', createdAt: 1, updatedAt: 1, owner: 'noa', coeditors: [] },
  root: undefined,
};

/** A page of rooms at a background that reads the course when the test says so. */
async function opened() {
  let tell: (course: unknown) => void = () => undefined;
  let lose: (error: Error) => void = () => undefined;
  const course = new Promise((resolve, reject) => {
    [tell, lose] = [resolve, reject];
  });
  const answer = ({ type }: PanelMessage): unknown => {
    if (type === 'rooms.accounts') return [{ url: 'https://www.kaltura.com', partnerId: 102, user: 'noa' }];
    if (type === 'rooms.list') return { ok: true, rooms: [LISTED], totalCount: 1, isLast: true };
    if (type === 'rooms.check') return { ok: true, rooms: [{ entryId: ROOM, ok: true, room: LISTED }] };
    if (type === 'rooms.course') return course;
    return type === 'rooms.galleries' ? { ok: true, galleries: [] } : [];
  };
  const model = createRoomsModel((message) => Promise.resolve(answer(message)), {
    ...{ names: { pattern: '{name}', term: '', year: '', replace: [] }, leaveOut: [], copyActivity: true },
    language: 'en',
  });
  await model.show(undefined);
  const choosing = model.chooseCourse(ROOM, 7);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { model, choosing, tell, lose };
}

test('nothing can be started before the course is read: it would be cloned without its activity', async () => {
  const { model, choosing, tell } = await opened();
  expect(model.chosen.value).toEqual([]);
  tell([{ entryId: ROOM, activity: ACTIVITY }]);
  await choosing;
  expect(model.activities.value).toEqual([LISTED]);
});

test('of a tab that is gone the rooms are chosen all the same, and none has an activity', async () => {
  const { model, choosing, lose } = await opened();
  lose(new Error('No tab'));
  await choosing;
  expect([model.chosen.value, model.activities.value]).toEqual([[LISTED], []]);
});

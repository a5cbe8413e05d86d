import { expect, test } from 'vitest';
import { offerOf } from './page-descriptions.ts';

const frame = { frameId: 3, hasEntries: true, hasSession: true, isGallery: false, rooms: [] };
const room = { entryId: '1_abcd1234', name: 'Algebra', right: true };

test('the rooms of all frames, each once', () => {
  expect(
    offerOf([frame, { ...frame, frameId: 5, rooms: [room] }, { ...frame, frameId: 6, rooms: [room] }]),
  ).toEqual({
    kind: 'rooms',
    rooms: [{ frameId: 6, entryId: '1_abcd1234', name: 'Algebra' }],
  });
});

test.each([
  [[], 'noEntry'],
  [[{ ...frame, hasEntries: false }], 'noEntry'],
  [[frame], 'noRoom'],
  [[{ ...frame, hasSession: false }], 'noSession'],
  [[{ ...frame, isGallery: true }], 'galleryRoom'],
  [[{ ...frame, isGallery: true, rooms: [{ ...room, right: false }] }], 'noRight'],
] as const)('why there is none: %j', (frames, reason) => {
  expect(offerOf(frames)).toEqual({ kind: 'none', reason });
});

test('of a Moodle activity and the frame in it, the activity is offered; of several, the first of the course', () => {
  const room = { entryId: '1_abcd1234', name: 'Algebra', right: true };
  const activity = (cmid: number) => ({ ...frame, rooms: [{ ...room, name: `Activity ${cmid}`, cmid }] });
  const inFrame = { ...frame, frameId: 5, rooms: [room] };
  const first = { kind: 'rooms', rooms: [{ entryId: '1_abcd1234', name: 'Activity 4', cmid: 4 }] };
  expect(offerOf([inFrame, activity(4), activity(5)])).toMatchObject(first);
  expect(offerOf([activity(4), activity(5), inFrame])).toMatchObject(first);
});

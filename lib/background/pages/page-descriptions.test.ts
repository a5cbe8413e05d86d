import { expect, test } from 'vitest';
import { offerOf } from './page-descriptions.ts';

const frame = { frameId: 3, hasEntries: true, hasSession: true, isGallery: false, rooms: [] };
const room = { entryId: '1_abcd1234', name: 'Algebra', right: true };
const linked = { entryId: '1_wxyz9876', name: 'Office hours', right: true };
const offered = (of: typeof room, frameId: number) => ({ frameId, entryId: of.entryId, name: of.name });

test('the rooms of all frames, each once', () => {
  const frames = [frame, { ...frame, frameId: 5, rooms: [room] }, { ...frame, frameId: 6, rooms: [room] }];
  const others = [offered(room, 6)];
  expect(offerOf(frames)).toEqual({ kind: 'rooms', own: undefined, others, native: false });
});

test('the room that the page is about is its own; one that it links to never is', () => {
  const about = { ...frame, own: room.entryId };
  expect(offerOf([{ ...about, rooms: [linked, room] }])).toEqual({
    kind: 'rooms',
    own: { may: true, room: offered(room, 3) },
    others: [offered(linked, 3)],
    native: false,
  });
  expect(offerOf([{ ...about, rooms: [linked] }])).toMatchObject({
    own: undefined,
    others: [offered(linked, 3)],
  });
  expect(offerOf([{ ...about, rooms: [linked, { ...room, right: false }] }])).toMatchObject({
    own: { may: false, name: 'Algebra' },
    others: [offered(linked, 3)],
  });
});

test("the site's own item is told of beside ours", () => {
  expect(offerOf([{ ...frame, rooms: [room], native: true }])).toMatchObject({ native: true });
});

test.each([
  [[], { reason: 'noEntry' }],
  [[{ ...frame, hasEntries: false }], { reason: 'noEntry' }],
  [[frame], { reason: 'noRoom' }],
  [[{ ...frame, hasSession: false }], { reason: 'noSession' }],
  [[{ ...frame, hasSession: false, unanswered: true }], { reason: 'noAnswer' }],
  [[{ ...frame, isGallery: true }], { reason: 'galleryRoom' }],
  [
    [{ ...frame, isGallery: true, rooms: [{ ...room, right: false }] }],
    { reason: 'noRight', name: 'Algebra' },
  ],
  [
    [
      {
        ...frame,
        own: room.entryId,
        rooms: [
          { ...linked, right: false },
          { ...room, right: false },
        ],
      },
    ],
    { reason: 'noRight', name: 'Algebra' },
  ],
] as const)('why there is none: %j', (frames, reason) => {
  expect(offerOf(frames)).toEqual({ kind: 'none', ...reason });
});

test('nothing is denied while the answer is on its way', () => {
  expect(offerOf([{ ...frame, hasSession: false, asking: true }])).toEqual({ kind: 'asking' });
});

test('of a Moodle activity and the frame in it, the activity is offered; of several, the first of the course', () => {
  const activity = (cmid: number) => ({ ...frame, rooms: [{ ...room, name: `Activity ${cmid}`, cmid }] });
  const inFrame = { ...frame, frameId: 5, rooms: [room], own: room.entryId };
  const first = { frameId: 3, entryId: '1_abcd1234', name: 'Activity 4', cmid: 4 };
  for (const frames of [
    [inFrame, activity(4), activity(5)],
    [activity(4), activity(5), inFrame],
  ])
    expect(offerOf(frames)).toMatchObject({ own: { may: true, room: first }, others: [] });
});

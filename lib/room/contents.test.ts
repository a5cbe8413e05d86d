import { expect, test } from 'vitest';
import { contentsOf } from './contents.ts';
import { cuePoint, id, ORIGINAL } from './samples.ts';

const COUNTS = { interactions: 3, liveStoryboard: 'noService' } as const;

const poll = cuePoint('p', { objectType: 'KalturaCodeCuePoint', tags: 'poll-data', code: 'poll' });
const chapter = cuePoint('c', { objectType: 'KalturaThumbCuePoint', entryId: 'file' });

test('what a clone will hold is counted, part by part', () => {
  const file = { id: 'a', entryId: 'original', filename: 'a.pdf', title: '', format: '', tags: '' };
  const attachments = [{ ...file, partnerData: '', size: 1 }];
  expect(contentsOf({ ...ORIGINAL, attachments, cuePoints: [poll, chapter] }, COUNTS)).toEqual({
    files: 2,
    attachments: 1,
    storyboardItems: 3,
    breakouts: 1,
    cuePoints: 1,
    videoCuePoints: 1,
    unseen: [],
    interactions: 3,
    liveStoryboard: 'noService',
    chat: 'unknown',
    recordings: false,
    broadcast: false,
  });
});

test('a dynamic playlist has filters, which are no items', () => {
  const children = ORIGINAL.children.map((child) => ({ ...child, playlistType: 10 }));
  expect(contentsOf({ ...ORIGINAL, children }, COUNTS)).toMatchObject({ storyboardItems: 0 });
});

test('what could not be read has no number', () => {
  const blind = { ...ORIGINAL, attachments: undefined, cuePoints: undefined };
  expect(contentsOf(blind, COUNTS)).toMatchObject({ attachments: null, cuePoints: null });
});

test.each([
  [{ recordedEntryId: 'film' }, true, false],
  [{ redirectEntryId: 'film' }, true, false],
  [{ broadcastEntryId: 'live' }, false, true],
])('of a room with %j: recordings %s, broadcast %s', (fields, recordings, broadcast) => {
  const room = { ...ORIGINAL, entry: { ...ORIGINAL.entry, ...fields } };
  expect(contentsOf(room, COUNTS)).toMatchObject({ recordings, broadcast });
});

test.each([
  [{ children: true }, ['children']],
  [{ attached: [id('file')] }, ['attached', 'quizzes']],
  [{ attached: [id('breakout')] }, ['attached']],
  [{ annotations: true }, ['annotations']],
])('what a session may not see is told: %j', (fields, expected) => {
  const children = ORIGINAL.children.map((child) =>
    child.id === 'file' ? { ...child, capabilities: 'quiz.quiz' } : child,
  );
  const unseen = { ...ORIGINAL.unseen, ...fields };
  expect(contentsOf({ ...ORIGINAL, children, unseen }, COUNTS)).toMatchObject({ unseen: expected });
});

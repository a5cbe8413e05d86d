import { expect, test } from 'vitest';
import type { EntryId } from '../../kaltura/ids.ts';
import { roomAddress, roomToShow } from './room-address.ts';

const framed = {
  tabId: 7,
  frameId: 4,
  url: 'https://102.kaf.kaltura.com:8443/embeddedrooms/index/view-room',
  parentOrigin: 'https://moodle.example.edu',
};

test('the frame that started it goes to the new room on its own host', () => {
  expect(roomAddress(framed, '1_new00001').frame).toEqual({
    tabId: 7,
    frameId: 4,
    origin: 'https://102.kaf.kaltura.com:8443',
    path: '/media/t/1_new00001',
  });
});

test.each([
  [undefined, 'https://moodle.example.edu/local/mymedia/mymedia.php'],
  [
    'https://moodle.example.edu/mod/lti/view.php?id=4',
    'https://moodle.example.edu/local/mymedia/mymedia.php',
  ],
  ['https://x.edu/moodle/local/mymedia/mymedia.php', 'https://x.edu/moodle/local/mymedia/mymedia.php'],
])('without the frame, from %s: My Media in Moodle', (topUrl, url) => {
  expect(roomAddress(framed, '1_new00001', { topUrl }).url).toBe(url);
});

test.each([
  [17, 'https://moodle.example.edu/mod/lti/view.php?id=17'],
  [undefined, 'https://moodle.example.edu/local/mymedia/mymedia.php'],
])(
  'from the menu of a course, with copy %s of its activity: %s, never a page that Moodle does not have (J6)',
  (copiedActivity, url) => {
    const course = { tabId: 7, frameId: 0, url: 'https://moodle.example.edu' };
    const activity = {
      base: 'https://moodle.example.edu',
      courseId: 2,
      cmid: 4,
      module: 'lti',
      name: 'Algebra',
    };
    const address = roomAddress(course, '1_new00001', { activity, copiedActivity });
    expect(address).toEqual({ frame: undefined, url });
  },
);

test('a room that Moodle opened in a tab of its own is opened there, where the session is', () => {
  const alone = { tabId: 7, frameId: 0, url: 'https://102.kaf.kaltura.com' };
  const base = 'https://moodle.example.edu';
  const activity = { base, courseId: 2, cmid: 4, module: 'lti', name: 'Algebra' };
  const { frame, url } = roomAddress(alone, '1_new00001', { activity, copiedActivity: 17 });
  expect(frame).toMatchObject({ tabId: 7, frameId: 0, path: '/media/t/1_new00001' });
  expect(url).toBe('https://102.kaf.kaltura.com/media/t/1_new00001');
});

test('a room that was opened on its own is opened on its own', () => {
  const alone = { tabId: 7, frameId: 0, url: 'https://102.mediaspace.kaltura.com/media/Algebra/1_abcd1234' };
  expect(roomAddress(alone, '1_new00001').url).toBe('https://102.mediaspace.kaltura.com/media/t/1_new00001');
});

const NEW = '1_newroom1' as EntryId; // a constant that is one
const MAYBE = '1_maybe001' as EntryId; // the same
const asks = {
  kind: 'decision',
  question: {
    about: 1,
    candidates: [{ entryId: MAYBE, name: 'Maybe', createdAt: 1 }],
    during: { kind: 'cloning' },
  },
} as const;
const ready = {
  kind: 'ready',
  finished: { report: { verdict: 'complete', parts: [] }, leftAt: 1 },
} as const;

test.each([
  ['the new room', { state: ready, room: NEW }, undefined, NEW],
  ['none while there is none', { state: { kind: 'running' }, room: undefined }, undefined, undefined],
  ['one that may be it', { state: asks, room: undefined }, MAYBE, MAYBE],
  ['no other room than those', { state: asks, room: undefined }, NEW, undefined],
  ['none by name when nothing is asked', { state: ready, room: NEW }, MAYBE, undefined],
] as const)('shows %s', (_what, job, candidate, room) => {
  expect(roomToShow(job, candidate)).toBe(room);
});

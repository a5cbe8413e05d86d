import { describe, expect, test } from 'vitest';
import { PART_NAMES } from '../../lib/room/report.ts';
import { compareRooms, type Wanted } from './server-comparison.ts';
import type { Fields, ServerRoom } from './server-room.ts';
import { judgeReport } from './verdict.ts';

/** The checks that say whether a clone is what it must be: they must see every fault. */

const child = (id: string, type: string, more: Fields = {}): Fields => ({
  id,
  type,
  name: `child ${id}`,
  parentEntryId: '0_room',
  userId: 'dan',
  ...more,
});

const original: ServerRoom = {
  entry: { id: '0_room', type: 'room.room', roomType: 1, userId: 'dan', recordedEntryId: '0_rec' },
  children: [
    child('0_a', '6', { dataContent: 'x' }),
    child('0_list', '5', { playlistContent: '0_a,0_outside' }),
    child('0_break', 'room.room', { roomType: 2 }),
    child('0_task', '6', { parentEntryId: '0_break' }),
  ],
  attachments: [{ filename: 'f.txt', title: 'f', content: 'text' }],
  thumbnails: [{ tags: 'cover', size: 0 }],
  metadata: [{ metadataProfileId: 1, xml: '<metadata/>' }],
  cuePoints: [
    { code: 'poll', tags: 'poll-data,id:7', userId: 'dan' },
    { code: 'votes', tags: 'poll-results', userId: 'dan' },
    { id: '0_new', text: 'news', userId: 'dan', isPublic: true },
    { id: '0_old', text: 'old news', userId: 'dan', isPublic: true },
    { id: '0_asked', text: 'why?', userId: 'eva' },
  ],
  annotationMetadata: [
    { objectId: '0_new', metadataProfileId: 2, xml: '<Type>Announcement</Type><State>Pending</State>' },
    { objectId: '0_old', metadataProfileId: 2, xml: '<Type>Announcement</Type><State>Deleted</State>' },
    { objectId: '0_asked', metadataProfileId: 2, xml: '<Type>Question</Type><State>Pending</State>' },
  ],
  services: undefined,
};

const wanted: Wanted = { name: 'New', description: '<b>d</b>', tags: ['a', 'b'], user: 'noa' };

const copied = (of: Fields, id: string, parent: string, more: Fields = {}): Fields => ({
  ...of,
  id,
  rootEntryId: of['id'],
  parentEntryId: parent,
  userId: 'noa',
  ...more,
});

const POLL = { code: 'poll', tags: 'poll-data', userId: 'noa' };
const NEWS = { id: '0_new2', text: 'news', userId: 'noa', isPublic: false };

const copyOf = ({ entry, children, ...rest }: ServerRoom): ServerRoom => ({
  ...rest,
  entry: {
    ...copied(entry, '0_copy', ''),
    name: 'New',
    description: '<b>d</b>',
    tags: 'b, a',
    recordedEntryId: '',
    templateRoomEntryId: '0_room',
  },
  children: [
    copied(children[0]!, '0_a2', '0_copy'),
    copied(children[1]!, '0_list2', '0_copy', { playlistContent: '0_a2,0_outside' }),
    copied(children[2]!, '0_break2', '0_copy'),
    copied(children[3]!, '0_task2', '0_break2'),
  ],
  cuePoints: [POLL, NEWS],
  annotationMetadata: [{ ...original.annotationMetadata[0], objectId: '0_new2' }],
});

const copy = copyOf(original);
const LINES = [
  'Name, description and tags: copied, 3 of 3',
  'Settings: copied, 6 of 6',
  'Access for you alone: copied, 5 of 5',
  'Reference to the original room: copied, 1 of 1',
  'Files: copied, 2 of 2',
  'Attachments: copied, 1 of 1',
  'Thumbnails: copied, 1 of 1',
  'Storyboard: copied, 2 of 2',
  'Storyboard inside the live room: not copied\nKaltura lets nothing…',
  'Breakout rooms: copied, 1 of 1',
  'Chat & Collaboration: not copied\nKaltura lets nothing…',
  'Older polls and announcements: copied, 2 of 2',
  'Custom metadata: copied, 1 of 1',
  'Recordings and broadcast: not copied, 1 in the original',
  'Courses and channels: the original has none',
];

const faults = (lines: readonly string[], of: ServerRoom): string[] =>
  judgeReport(lines, compareRooms(original, of, wanted))
    .filter(({ problem }) => problem !== undefined)
    .map(({ part }) => part);

test('a faithful copy with a true report has no fault', () => {
  expect(faults(LINES, copy)).toEqual([]);
});

const changed = (index: number, fields: Fields): ServerRoom => ({
  ...copy,
  children: copy.children.map((one, place) => (place === index ? { ...one, ...fields } : one)),
});

test.each<[string, ServerRoom]>([
  ['texts', { ...copy, entry: { ...copy.entry, description: 'd' } }],
  ['texts', { ...copy, entry: { ...copy.entry, tags: 'a' } }],
  ['settings', { ...copy, entry: { ...copy.entry, roomType: undefined } }],
  ['settings', { ...copy, entry: { ...copy.entry, templateRoomEntryId: '' } }],
  ['people', { ...copy, entry: { ...copy.entry, userId: 'dan' } }],
  ['people', changed(0, { entitledUsersEdit: 'dan' })],
  ['parent', { ...copy, entry: { ...copy.entry, rootEntryId: '' } }],
  ['files', changed(0, { dataContent: 'y' })],
  ['files', changed(3, { parentEntryId: '0_copy' })],
  ['files', { ...copy, children: copy.children.slice(0, 3) }],
  ['files', { ...copy, children: [...copy.children, child('0_extra', '6', { userId: 'noa' })] }],
  ['storyboard', changed(1, { playlistContent: '0_a,0_outside' })],
  ['storyboard', changed(1, { playlistContent: '0_outside,0_a2' })],
  ['breakouts', changed(2, { roomType: 1 })],
  ['attachments', { ...copy, attachments: [{ filename: 'f.txt', title: 'f', content: '' }] }],
  ['thumbnails', { ...copy, thumbnails: [] }],
  ['cuePoints', { ...copy, cuePoints: [] }],
  ['cuePoints', { ...copy, cuePoints: original.cuePoints }],
  ['cuePoints', { ...copy, cuePoints: [NEWS] }],
  ['cuePoints', { ...copy, cuePoints: [POLL, POLL, NEWS] }],
  ['cuePoints', { ...copy, cuePoints: [POLL, NEWS, { ...NEWS, id: '0_asked2', text: 'why?' }] }],
  ['cuePoints', { ...copy, cuePoints: [POLL, { ...NEWS, isPublic: true }] }],
  ['cuePoints', { ...copy, cuePoints: [{ ...POLL, userId: 'dan' }, NEWS] }],
  ['cuePoints', { ...copy, annotationMetadata: [] }],
  ['metadata', { ...copy, metadata: [{ metadataProfileId: 1, xml: '<metadata>x</metadata>' }] }],
])('a fault in %s is seen, whatever the report says', (part, faulty) => {
  expect(faults(LINES, faulty)).toEqual([part]);
});

describe('with room services', () => {
  const poll = { type: 'poll', status: 'published', content: { question: 'Ready?' }, votes: 3 };
  const deleted = { type: 'poll', status: 'deleted', content: { question: 'Old' } };
  const items = [
    { kind: 'video', title: 'Film', entryId: '0_a', settings: {} },
    { kind: 'video', title: 'Outside', entryId: '0_outside', settings: {} },
  ];
  const served: ServerRoom = {
    ...original,
    services: { interactions: [poll, deleted], storyboard: items },
  };
  const lines = LINES.map((one) =>
    one
      .replace(/^(Chat & Collaboration): not copied/, '$1: copied, 1 of 1')
      .replace(/^(Storyboard inside the live room): not copied/, '$1: copied, 2 of 2'),
  );
  const draft = { ...poll, status: 'draft' };
  const moved = items.map((item) => ({ ...item, entryId: item.entryId === '0_a' ? '0_a2' : item.entryId }));
  const judged = (services: ServerRoom['services']): string[] =>
    judgeReport(lines, compareRooms(served, { ...copy, services }, wanted))
      .filter(({ problem }) => problem !== undefined)
      .map(({ part }) => part);

  test('a faithful copy has no fault', () => {
    expect(judged({ interactions: [draft], storyboard: moved })).toEqual([]);
  });

  test.each<[string, ServerRoom['services']]>([
    ['interactions', { interactions: [], storyboard: moved }],
    ['interactions', { interactions: [draft, draft], storyboard: moved }],
    ['interactions', { interactions: [draft, { ...deleted, status: 'draft' }], storyboard: moved }],
    ['liveStoryboard', { interactions: [draft], storyboard: items }],
    ['liveStoryboard', { interactions: [draft], storyboard: [...moved].reverse() }],
  ])('a fault in %s is seen', (part, services) => {
    expect(judged(services)).toEqual([part]);
  });

  test('an interaction that is no draft is seen', () => {
    expect(judged({ interactions: [poll], storyboard: moved })).toContain('interactions');
  });
});

test.each(PART_NAMES.map((part, place) => [part, place]))('a report without %s is a fault', (part, place) => {
  const lines = LINES.filter((_, index) => index !== place);
  expect(faults(lines, copy)).toEqual([part]);
});

test.each([
  ['files', 'Files: 1 of 2'],
  ['files', 'Files: copied, 1 of 2'],
  ['files', 'Files: not copied, 2 in the original'],
  ['interactions', 'Chat & Collaboration: copied, 3 of 3'],
  ['cuePoints', 'Older polls and announcements: the original has none'],
  ['publishing', 'Courses and channels: not copied, 1 in the original'],
])('a report that says of %s "%s" is a fault', (part, line) => {
  const start = line.slice(0, line.indexOf(':') + 1);
  expect(
    faults(
      LINES.map((one) => (one.startsWith(start) ? line : one)),
      copy,
    ),
  ).toEqual([part]);
});

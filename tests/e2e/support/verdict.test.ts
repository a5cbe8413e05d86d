import { describe, expect, test } from 'vitest';
import type { RoomPart } from '../../../lib/room/report/report.ts';
import { compareRooms, type Wanted } from './server-comparison.ts';
import type { Fields, ServerRoom } from './server-room.ts';
import type { SaidLine } from './steps.ts';
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
const line = (part: RoomPart, outcome: SaidLine['outcome'], text: string): SaidLine => ({
  parts: [part],
  outcome,
  text,
});
const LINES: readonly SaidLine[] = [
  { parts: ['texts', 'settings', 'thumbnails', 'metadata'], outcome: 'copied', text: 'Also: Settings and …' },
  line('people', 'copied', 'Only you have access'),
  line('parent', 'copied', 'Linked to the original'),
  line('files', 'copied', 'Files: 2 of 2'),
  line('attachments', 'copied', 'Attachments: 1 of 1'),
  line('storyboard', 'copied', 'Storyboard files: 2 of 2'),
  line('liveStoryboard', 'byHand', 'Storyboard inside the live room: not copied. Where…'),
  line('breakouts', 'copied', 'Breakout rooms: 1 of 1'),
  line('interactions', 'byHand', 'Chat & Collaboration: not copied. Make…'),
  line('cuePoints', 'copied', 'Older polls and announcements: 2 of 2'),
  line('recordings', 'notCopied', 'Recordings stay with the original'),
];

const faults = (lines: readonly SaidLine[], of: ServerRoom): string[] =>
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
  const lines = LINES.map((one) => (one.outcome === 'byHand' ? { ...one, outcome: 'copied' as const } : one));
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

const NAMED = LINES.flatMap(({ parts }) => parts as RoomPart[]);

test.each(NAMED)('a report without %s is a fault', (part) => {
  const lines = LINES.map((one) => ({ ...one, parts: one.parts.filter((name) => name !== part) }));
  expect(faults(lines, copy)).toEqual([part]);
});

test.each([
  line('files', 'byHand', 'Files: only 1 of 2.'),
  line('files', 'copied', 'Files: 1 of 2'),
  line('files', 'notCopied', 'Files: left out, as you chose'),
  line('interactions', 'copied', 'Chat & Collaboration: 3 of 3'),
  line('publishing', 'notCopied', 'In no course or channel yet'),
])('a report that says "$text" is a fault', (said) => {
  const others = LINES.filter(({ parts }) => !parts.includes(said.parts[0] ?? ''));
  expect(faults([...others, said], copy)).toEqual(said.parts);
});

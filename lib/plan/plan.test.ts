import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';
import { cloneName, nameFaults, type NameRules } from './names.ts';
import { MOST_LINES, type PlanLine, readLines, readPlan, writePlan } from './plan.ts';
import { roomReference } from './room-reference.ts';

const rules: NameRules = {
  pattern: '{name} ({term} {year}, {n})',
  term: 'Spring',
  year: '2027',
  replace: [{ find: 'Fall 2026', with: '$& {term}' }],
};

test('a name is what the pattern says, and what is put in is not read again', () => {
  expect(cloneName(rules, 'Algebra Fall 2026 {year}', 3)).toBe('Algebra $& {term} {year} (Spring 2027, 3)');
  expect(cloneName({ ...rules, pattern: ' {name} {other} {N} ' }, 'A', 1)).toBe('A {other} {N}');
});

test('find-and-replace goes rule by rule, each at every place', () => {
  const replace = [
    { find: 'a', with: 'b' },
    { find: 'b', with: 'c' },
  ];
  expect(cloneName({ ...rules, pattern: '{name}', replace }, 'a.b a', 1)).toBe('c.c c');
});

test('names that are empty, too long or the same are told, each for itself', () => {
  const long = 'n'.repeat(257);
  expect(nameFaults(['Room', ' room ', long, '', 'One', '😀'.repeat(256)])).toEqual([
    { code: 'nameRepeated' },
    { code: 'nameRepeated' },
    { code: 'nameTooLong' },
    { code: 'nameEmpty' },
    undefined,
    undefined,
  ]);
});

test.each([
  ['1_abcd1234', '1_abcd1234'],
  ['  0_abcd1234\r', '0_abcd1234'],
  ['https://x.mediaspace.kaltura.com/media/t/1_abcd1234/98765', '1_abcd1234'],
  ['https://x.kaf.kaltura.com/media/Algebra+I/1_abcd1234?a=b#c', '1_abcd1234'],
  ['https://x.kaf.kaltura.com/edit/1_abcd1234', '1_abcd1234'],
  ['https://x.kaf.kaltura.com/channel/1_abcd1234', undefined],
  ['javascript:/media/1_abcd1234', undefined],
  ['Algebra', undefined],
  ['', undefined],
  // As they come out of mails, tables and chats.
  ['Algebra I\thttps://x.kaf.kaltura.com/media/t/1_abcd1234', '1_abcd1234'],
  ['\u200f\u202ahttps://x.kaf.kaltura.com/media/t/1_abcd1234\u202c', '1_abcd1234'],
  ['• <https://x.kaf.kaltura.com/media/t/1_abcd1234>,', '1_abcd1234'],
  ['החדר: https://x.kaf.kaltura.com/media/t/1_abcd1234.', '1_abcd1234'],
  ['1_abcd1234, https://x.kaf.kaltura.com/media/t/1_abcd1234', '1_abcd1234'],
  ['1_abcd1234 1_bbbb1234', undefined],
  ['see javascript:/media/1_abcd1234', undefined],
  [`https://x.example.edu/media/${'a/'.repeat(2000)}1_abcd1234`, undefined],
])('the room that %j names', (text, id) => {
  expect(roomReference(text)).toBe(id);
});

const planOf = (rooms: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ version: 1, names: { pattern: '{name}' }, rooms, ...more });

function linesOf(rooms: readonly unknown[]): readonly PlanLine[] {
  const read = readPlan(planOf(rooms));
  return read.ok ? read.plan.lines : [];
}

test('each line that was edited by hand gets its fault, and the others are rooms', () => {
  const lines = linesOf([
    '1_abcd1234',
    { room: '1_bbbb1234', copies: 20, leaveOut: ['interactions'] },
    'https://x.kaf.kaltura.com/media/1_abcd1234',
    'Algebra',
    { room: '1_cccc1234', copies: 21 },
    { room: '1_dddd1234', owner: 'me' },
    { room: '1_eeee1234', leaveOut: ['people'] },
    7,
    null,
  ]);
  expect(lines.map((line) => (line.kind === 'room' ? line.room : line.fault))).toEqual([
    { entryId: '1_abcd1234', copies: 1, leaveOut: [] },
    { entryId: '1_bbbb1234', copies: 20, leaveOut: ['interactions'] },
    { code: 'repeated', earlier: 1 },
    { code: 'noReference' },
    { code: 'unreadable', field: 'copies' },
    { code: 'unreadable', field: 'owner' },
    { code: 'unreadable', field: 'leaveOut.0' },
    { code: 'unreadable', field: '' },
    { code: 'unreadable', field: '' },
  ]);
  expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('5,000 lines with duplicates: each room once', () => {
  const pasted = Array.from({ length: 5_000 }, (_, n) => `1_${String(n % 3_000).padStart(8, '0')}`);
  const lines = readLines(pasted);
  expect(lines.filter(({ kind }) => kind === 'room')).toHaveLength(3_000);
  expect(lines[4_999]).toEqual({
    kind: 'refused',
    line: 5_000,
    fault: { code: 'repeated', earlier: 2_000 },
  });
});

test.each([
  ['', { code: 'notJson' }],
  ['{"version":1', { code: 'notJson' }],
  ['{"version":2,"anything":[]}', { code: 'otherVersion', version: 2 }],
  ['[]', { code: 'unreadable', field: '' }],
  ['{"names":{"pattern":"{name}"},"rooms":[]}', { code: 'unreadable', field: 'version' }],
  [planOf([], { publish: true }), { code: 'unreadable', field: 'publish' }],
  [planOf([], { names: { pattern: '' } }), { code: 'unreadable', field: 'names.pattern' }],
  [
    planOf([], { names: { pattern: 'x', replace: [{ find: '', with: '' }] } }),
    { code: 'unreadable', field: 'names.replace.0.find' },
  ],
  [planOf(Array.from({ length: MOST_LINES + 1 }, () => 'x')), { code: 'tooManyLines' }],
])('what is no plan says why: %#', (text, fault) => {
  expect(readPlan(text)).toEqual({ ok: false, fault });
});

test('galleries are ids, each once, and as many as a room can be in', () => {
  const read = readPlan(planOf([], { publishTo: [12, 7] }));
  expect(read.ok && read.plan.publishTo).toEqual([12, 7]);
  const many = Array.from({ length: 21 }, (_, n) => n + 1);
  for (const publishTo of [['12'], [0], [1.5], [7, 7], many, 7])
    expect(readPlan(planOf([], { publishTo }))).toMatchObject({ ok: false, fault: { code: 'unreadable' } });
});

test('co-editors are ids, each once in whatever case, and none where none is named', () => {
  const read = readPlan(planOf([], { coeditors: ['amir', 'Tutors'] }));
  expect(read.ok && read.plan.coeditors).toEqual(['amir', 'Tutors']);
  const none = readPlan(planOf([]));
  expect(none.ok && none.plan.coeditors).toEqual([]);
  const many = Array.from({ length: 101 }, (_, n) => `user${n}`);
  for (const coeditors of [[''], [7], ['amir', 'AMIR'], ['amir,eve'], many, 'amir', true])
    expect(readPlan(planOf([], { coeditors }))).toMatchObject({ ok: false, fault: { code: 'unreadable' } });
});

test('a byte order mark is no fault', () => {
  expect(readPlan(`\ufeff${planOf(['1_abcd1234'])}`).ok).toBe(true);
});

test('no cell of a CSV starts a formula, and every cell is one cell', () => {
  expect(csvOf([['=1+1', 'a "b"', ' @x', '1_abcd1234']])).toBe(
    '\ufeff"\'=1+1","a ""b""","\' @x","1_abcd1234"\r\n',
  );
  fc.assert(
    fc.property(fc.string(), (cell) => {
      const [, inside = ''] = /^\ufeff"([^]*)"\r\n$/.exec(csvOf([[cell]])) ?? [];
      expect(inside.replaceAll('""', '')).not.toContain('"');
      expect(inside).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});

test('a plan that is written is read as the same', () => {
  const names = { pattern: '{name} {n}', term: 'Spring', year: '2027', replace: [{ find: 'a', with: 'b' }] };
  const rooms = [
    { room: '1_abcd1234', copies: 1, leaveOut: [] },
    { room: '1_bcde2345', copies: 3, leaveOut: ['files'] as const },
  ];
  expect(JSON.parse(writePlan(names, rooms))).not.toHaveProperty('publishTo');
  const text = writePlan(names, rooms, { publishTo: [12], coeditors: ['amir'] });
  expect(JSON.parse(text)).toMatchObject({ rooms: ['1_abcd1234', { copies: 3, leaveOut: ['files'] }] });
  const read = readPlan(text);
  expect(read.ok && read.plan.names).toEqual(names);
  expect(read.ok && read.plan.publishTo).toEqual([12]);
  expect(read.ok && read.plan.coeditors).toEqual(['amir']);
  expect(read.ok && read.plan.lines).toMatchObject([
    { kind: 'room', room: { entryId: '1_abcd1234', copies: 1, leaveOut: [] } },
    { kind: 'room', room: { entryId: '1_bcde2345', copies: 3, leaveOut: ['files'] } },
  ]);
});

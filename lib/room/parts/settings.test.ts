import { expect, test } from 'vitest';
import { type Changes, compared, roomEntry } from '../samples.ts';
import { checkSettings, templateOf } from './settings.ts';

const copied = { part: 'settings', outcome: 'copied', count: 10, of: 10, notes: ['dependsOnOriginal'] };

test('settings that are equal are copied, and the report says that they may need the original', () => {
  expect(checkSettings(compared())).toEqual(copied);
});

test.each<[string, Changes]>([
  ['accessControlId', { copy: { accessControlId: 8 } }],
  ['startDate', { original: { startDate: 50_000 } }],
  ['endDate', { copy: { endDate: 50_000 } }],
  ['displayInSearch', { copy: { displayInSearch: undefined } }],
  ['roomType', { copy: { roomType: 2 } }],
  ['adminTags', { original: { adminTags: 'managed' } }],
  ['partnerSortValue', { original: { partnerSortValue: 4 } }],
  ['partnerData', { copy: { partnerData: '{}' } }],
  ['groupId', { original: { groupId: 'g' } }],
  ['templateRoomEntryId', { copy: { templateRoomEntryId: '' } }],
])('another %s is named', (field, changes) => {
  expect(checkSettings(compared(changes))).toMatchObject({ outcome: 'incomplete', count: 9, names: [field] });
});

test("the original's own template is as good where it is wanted, and then nothing depends on the original", () => {
  const changes = { original: { templateRoomEntryId: 'mother' }, copy: { templateRoomEntryId: 'mother' } };
  const report = checkSettings(compared(changes, { settingsFrom: 'template' }));
  expect(report).toEqual({ ...copied, notes: [] });
});

test('a legacy room has neither a template nor a type of its own', () => {
  const legacy = { type: '1', adminTags: '__meeting_room', roomType: undefined };
  const report = checkSettings(
    compared({ original: legacy, copy: { ...legacy, templateRoomEntryId: '', roomType: 1 } }),
  );
  expect(report).toEqual({ ...copied, count: 8, of: 8, notes: [] });
});

test.each([
  [undefined, false],
  [9_999, true],
  [10_000, false],
])('a schedule that ends at %s is over at 10,000: %s', (endDate, over) => {
  expect(checkSettings(compared({ original: { endDate }, copy: { endDate } }))).toMatchObject({
    outcome: 'copied',
    notes: ['dependsOnOriginal', ...(over ? ['scheduleOver'] : [])],
  });
});

test.each([
  ['original', 'mother', 'room'],
  ['template', 'mother', 'mother'],
  ['template', '', 'room'],
] as const)('from the %s, where the template is "%s": %s', (from, templateRoomEntryId, expected) => {
  expect(templateOf(roomEntry('room', { templateRoomEntryId }), from)).toBe(expected);
});

test('a reference id, which no user can set, is said to be lost', () => {
  const notes = ['dependsOnOriginal', 'referenceIdLost'];
  expect(checkSettings(compared({ original: { referenceId: 'course-7' } }))).toMatchObject({
    ...{ outcome: 'copied', notes },
  });
});

import { expect, test } from 'vitest';
import { findCopy, isBelow } from './evidence.ts';
import type { CourseActivity } from './port.ts';

const activity = (cmid: number, name: string, more: Partial<CourseActivity> = {}): CourseActivity => ({
  cmid,
  name,
  module: 'lti',
  sectionId: 2,
  visible: true,
  ...more,
});
const before = [activity(3, 'Exercises', { module: 'assign' }), activity(4, 'Room'), activity(5, 'Other')];
const having = (...more: CourseActivity[]): CourseActivity[] => [...before, ...more];

test.each([
  ['nothing new', having(), [4], { kind: 'none' }],
  ['the copy', having(activity(9, 'Room (copy)')), [4, 9], { kind: 'made', cmid: 9 }],
  ['the copy, in another language', having(activity(9, 'Room (עותק)')), [4, 9], { kind: 'made', cmid: 9 }],
  ['a copy that opens something else', having(activity(9, 'Room (copy)')), [4], { kind: 'none' }],
  [
    'another kind of activity',
    having(activity(9, 'Room (copy)', { module: 'page' })),
    [4, 9],
    { kind: 'none' },
  ],
  [
    'two copies',
    having(activity(9, 'Room (copy)'), activity(10, 'Room (copy)')),
    [9, 10],
    { kind: 'ambiguous' },
  ],
  ['one that was renamed since', having(activity(9, 'Week 5')), [4, 9], { kind: 'ambiguous' }],
  [
    'one in another section',
    having(activity(9, 'Room (copy)', { sectionId: 3 })),
    [9],
    { kind: 'ambiguous' },
  ],
] as const)('%s', (_name, now, opening, found) => {
  expect(findCopy(before, now, 4, new Set(opening))).toEqual(found);
});

test('right below is the next one of the same section, but for what others have put between', () => {
  expect(isBelow(before, before, 4, 5)).toBe(true);
  expect(isBelow(before, before, 3, 5)).toBe(false);
  expect(isBelow(before, before, 5, 4)).toBe(false);
  const otherSection = [activity(4, 'Room'), activity(9, 'Room', { sectionId: 3 })];
  expect(isBelow(before, otherSection, 4, 9)).toBe(false);
  const [exercises, room, other] = before;
  const between = [exercises!, room!, activity(10, 'Room (copy)'), activity(9, 'Room (copy)'), other!];
  expect(isBelow(before, between, 4, 9)).toBe(true);
  expect(isBelow(before, between, 9, 4)).toBe(false);
  expect(isBelow(before, [room!, other!, activity(9, 'Room')], 4, 9)).toBe(false);
  expect(isBelow(before, before, 4, 99)).toBe(false);
});

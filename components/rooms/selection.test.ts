import { expect, test } from 'vitest';
import { clicked, keyed, NOTHING_CHOSEN, type Selection, withAll } from './selection.ts';
import { visibleRows } from './visible-rows.ts';

const IDS = Array.from({ length: 30 }, (_, n) => `r${n}`);
const key = (from: Selection, name: string, { shift = false, ctrl = false } = {}): Selection =>
  keyed(from, IDS, { key: name, shift, ctrl }) ?? from;
const chosen = ({ chosen: all }: Selection): string[] => [...all].toSorted();

test('a click chooses a room and takes it back; with Shift, all from the one before', () => {
  const one = clicked(NOTHING_CHOSEN, IDS, 'r2', false);
  expect(chosen(one)).toEqual(['r2']);
  expect(chosen(clicked(one, IDS, 'r2', false))).toEqual([]);
  expect(chosen(clicked(one, IDS, 'r4', true))).toEqual(['r2', 'r3', 'r4']);
  expect(chosen(clicked(one, IDS, 'r0', true))).toEqual(['r0', 'r1', 'r2']);
  expect(chosen(clicked(NOTHING_CHOSEN, IDS, 'r4', true))).toEqual(['r4']);
});

test('the keyboard walks without choosing, Space chooses, Shift with an arrow chooses a range', () => {
  const walked = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp'].reduce(
    (at, name) => key(at, name),
    NOTHING_CHOSEN,
  );
  expect([walked.active, chosen(walked)]).toEqual(['r1', []]);
  const space = key(walked, ' ');
  expect(chosen(space)).toEqual(['r1']);
  const range = key(key(space, 'ArrowDown', { shift: true }), 'ArrowDown', { shift: true });
  expect([range.active, chosen(range)]).toEqual(['r3', ['r1', 'r2', 'r3']]);
});

test('it goes to the ends, by pages, and no further', () => {
  expect(key(NOTHING_CHOSEN, 'End').active).toBe('r29');
  expect(key(key(NOTHING_CHOSEN, 'End'), 'ArrowDown').active).toBe('r29');
  expect(key(key(NOTHING_CHOSEN, 'End'), 'PageUp').active).toBe('r19');
  expect(key(key(NOTHING_CHOSEN, 'End'), 'Home').active).toBe('r0');
  expect(key(key(NOTHING_CHOSEN, 'Home'), 'PageUp').active).toBe('r0');
});

test('Ctrl with A chooses what is listed, and keeps what was chosen before; other keys mean nothing', () => {
  const before = clicked(NOTHING_CHOSEN, ['other'], 'other', false);
  expect(key(before, 'a', { ctrl: true }).chosen.size).toBe(31);
  expect(withAll(before, ['r1']).chosen.size).toBe(2);
  expect(keyed(before, IDS, { key: 'x', shift: false, ctrl: false })).toBeUndefined();
  expect(keyed(before, [], { key: 'End', shift: false, ctrl: false })).toBeUndefined();
});

test.each([
  [0, 400, 5_000, { from: 0, to: 18 }],
  [100_000, 400, 5_000, { from: 2492, to: 2518 }],
  [199_600, 400, 5_000, { from: 4982, to: 5000 }],
  // A list that became shorter under the scroll bar.
  [199_600, 400, 3, { from: 2, to: 3 }],
  [0, 400, 0, { from: 0, to: 0 }],
])('scrolled by %i, with %i pixels for %i rows: %j', (scrolled, height, count, rows) => {
  expect(visibleRows(scrolled, height, 40, count)).toEqual(rows);
});

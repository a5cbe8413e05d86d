import { expect, test } from 'vitest';
import { Attention, type Deed, isLargeEnough, MOMENT_MS } from './attention.ts';

const click: Deed = { kind: 'press', by: 'pointer', repeats: false };
const key: Deed = { kind: 'press', by: 'key', repeats: false };
const held: Deed = { ...key, repeats: true };
const act: Deed = { kind: 'act' };

/** A window that is seen and focused from the time 0. */
function shown(): Attention {
  const attention = new Attention();
  attention.seen(true, 0);
  attention.focused(true, 0);
  return attention;
}

test('nothing counts before the window has been seen for a moment, and all does afterwards', () => {
  for (const deed of [click, key, act]) {
    expect(new Attention().takes(deed, 10_000)).toBe(false);
    expect(shown().takes(deed, MOMENT_MS - 1)).toBe(false);
    expect(shown().takes(deed, MOMENT_MS)).toBe(true);
  }
});

test('what follows from a press that came too early does not count either', () => {
  const attention = shown();
  expect(attention.takes(click, MOMENT_MS - 1)).toBe(false);
  expect(attention.takes(act, MOMENT_MS + 100)).toBe(false);
  expect(attention.takes(click, MOMENT_MS + 200)).toBe(true);
  expect(attention.takes(act, MOMENT_MS + 300)).toBe(true);
});

test('a key that was down when the window came stays refused, however long it is held', () => {
  const attention = shown();
  expect(attention.takes(key, 10)).toBe(false);
  for (let now = 40; now < 5_000; now += 40) expect(attention.takes(held, now)).toBe(false);
  expect(attention.takes(key, 5_000)).toBe(true);
  // One that went down in the window may be held, as for writing a row of letters.
  expect(attention.takes(held, 5_040)).toBe(true);
});

test('a key that was down before begins to repeat late, as keyboards do: it is refused all the same, with what follows', () => {
  const attention = shown();
  for (let now = MOMENT_MS + 100; now < 5_000; now += 40) {
    expect(attention.takes(held, now)).toBe(false);
    expect(attention.takes(act, now)).toBe(false);
  }
  expect(attention.takes(key, 5_000)).toBe(true);
});

test('a cover ends it at once, and the moment begins anew', () => {
  const attention = shown();
  attention.seen(true, 500);
  expect(attention.takes(click, 600)).toBe(true);
  attention.seen(false, 700);
  expect([attention.isSeen, attention.takes(click, 5_000)]).toEqual([false, false]);
  attention.seen(true, 6_000);
  expect(attention.takes(click, 6_000 + MOMENT_MS - 1)).toBe(false);
  expect(attention.takes(click, 6_000 + MOMENT_MS)).toBe(true);
});

test('keys count when the focus has been in the window for a moment, at once where a click in it brought it', () => {
  const attention = shown();
  attention.focused(false, 1_000);
  expect(attention.takes(key, 2_000)).toBe(false);
  attention.focused(true, 3_000);
  expect(attention.takes(key, 3_100)).toBe(false);
  expect(attention.takes(click, 3_150)).toBe(true);
  expect(attention.takes(key, 3_160)).toBe(true);
});

test('a sliver of a window is none', () => {
  expect(isLargeEnough(600, 700)).toBe(true);
  expect(isLargeEnough(320, 256)).toBe(true);
  expect(isLargeEnough(600, 80)).toBe(false);
  expect(isLargeEnough(100, 700)).toBe(false);
});

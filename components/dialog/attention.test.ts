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
  expect(attention.takes(click, 2 * MOMENT_MS)).toBe(true);
  expect(attention.takes(act, 2 * MOMENT_MS + 100)).toBe(true);
});

test('a hand that clicks in a row, as in a game, starts nothing however long it goes on, until it pauses', () => {
  const attention = shown();
  for (let now = 100; now < 5_000; now += 200) {
    expect(attention.takes(click, now)).toBe(false);
    expect([attention.takes(act, now + 80), attention.isReady(now + 80)]).toEqual([false, false]);
  }
  expect([attention.isReady(5_300), attention.takes(click, 5_300)]).toEqual([true, true]);
  // What counts once is not slowed: a row of letters, two clicks for two tags.
  for (let now = 5_310; now < 5_600; now += 20) expect(attention.takes(key, now)).toBe(true);
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
  expect([MOMENT_MS - 1, MOMENT_MS].map((ms) => attention.isReady(6_000 + ms))).toEqual([false, true]);
  expect(attention.takes(click, 6_000 + MOMENT_MS)).toBe(true);
});

test('keys count when the focus has been in the window for a moment, at once where a click in it brought it', () => {
  const attention = shown();
  attention.focused(false, 1_000);
  expect(attention.takes(key, 2_000)).toBe(false);
  attention.focused(true, 3_000);
  expect(attention.takes(key, 3_100)).toBe(false);
  attention.focused(false, 4_000);
  attention.focused(true, 4_010);
  expect(attention.takes(click, 4_020)).toBe(true);
  expect(attention.takes(key, 4_030)).toBe(true);
});

test('a sliver of a window is none', () => {
  expect(isLargeEnough(600, 700)).toBe(true);
  expect(isLargeEnough(320, 256)).toBe(true);
  expect(isLargeEnough(600, 80)).toBe(false);
  expect(isLargeEnough(100, 700)).toBe(false);
});

test('focus that is gone at once, again and again, was taken by the page, until it stays', () => {
  const attention = new Attention();
  const comesAndGoes = (at: number, stays = 20): void => {
    attention.focused(true, at);
    attention.focused(false, at + stays);
  };
  comesAndGoes(0);
  expect(attention.isKeyboardTaken(1_000)).toBe(false);
  comesAndGoes(2_000);
  // It may come back by itself: that is waited for.
  expect([2_100, 2_300].map((now) => attention.isKeyboardTaken(now))).toEqual([undefined, true]);
  attention.focused(true, 3_000);
  expect([3_100, 3_300].map((now) => attention.isKeyboardTaken(now))).toEqual([undefined, false]);
  // A person who works elsewhere for a while takes it herself.
  attention.focused(false, 4_000);
  expect(attention.isKeyboardTaken(9_000)).toBe(false);
  comesAndGoes(10_000, 5_000);
  comesAndGoes(20_000, 5_000);
  expect(attention.isKeyboardTaken(30_000)).toBe(false);
});

test('a window is ready for clicks when it has been seen for a moment, whoever has the focus', () => {
  const attention = new Attention();
  expect(attention.isReady(10_000)).toBe(false);
  attention.seen(true, 0);
  expect([MOMENT_MS - 1, MOMENT_MS].map((now) => attention.isReady(now))).toEqual([false, true]);
});

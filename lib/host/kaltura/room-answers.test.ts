// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PageMessage, RoomsAnswer } from '../../messages/messages.ts';
import { RoomAnswers } from './room-answers.ts';

const ROOM = '1_abcd1234';
const KNOWN = {
  session: true,
  rooms: [{ entryId: ROOM, name: 'Algebra', right: true }],
} as unknown as RoomsAnswer; // all that is read of it here

const SESSION = { ks: 'ks-of-the-page', serviceUrl: 'https://www.kaltura.com', partnerId: 102 };

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

/** A page that shows a room, and what the background answers, one after the other; the last one from then on. */
function page(...answers: (RoomsAnswer | undefined)[]) {
  return pageIn(window, [ROOM], answers);
}

function pageIn(shownIn: Window, entryIds: readonly string[], answers: (RoomsAnswer | undefined)[]) {
  const asked: PageMessage[] = [];
  const send = (message: PageMessage): Promise<unknown> => {
    if (message.type !== 'rooms.seen') return Promise.resolve(undefined);
    asked.push(message);
    return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1]);
  };
  const lookFurther = (): Promise<void> => Promise.resolve();
  const extension = { send, isThere: () => true };
  const shown = {
    window: shownIn,
    extension,
    signal: life.signal,
    get isOver() {
      return life.signal.aborted;
    },
    entryIds: new Set(entryIds),
    scripts: 0,
    sessions: [SESSION],
    lookFurther,
  };
  const rooms = new RoomAnswers(shown, () => undefined);
  return { rooms, asked: () => asked.length, questions: asked };
}

test('one hiccup as the page loads is no word for good: it is asked again by itself (J17)', async () => {
  const { rooms } = page(undefined, KNOWN);
  rooms.ask();
  await vi.advanceTimersByTimeAsync(0);
  expect([rooms.state, rooms.mayClone(ROOM)]).toEqual(['noAnswer', false]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([rooms.state, rooms.mayClone(ROOM)]).toEqual([undefined, true]);
});

test('what is not answered is asked again after twice the pause, five minutes at most (J17)', async () => {
  const { rooms, asked } = page(undefined);
  rooms.ask();
  const pauses: number[] = [];
  let since = 0;
  for (let seen = asked(), second = 0; pauses.length < 9 && second < 3_000; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    since += 1;
    if (asked() === seen) continue;
    pauses.push(since);
    since = 0;
    seen = asked();
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300]);
});

test('it is asked again at once when the page comes back, or the network does (J17)', async () => {
  for (const event of ['pageshow', 'online']) {
    const { rooms } = page(undefined, KNOWN);
    rooms.ask();
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new Event(event));
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.mayClone(ROOM)).toBe(true);
  }
});

test.each([
  ['in a frame', true],
  ['that is no frame', false],
])(
  'a page %s in which no entry is recognised: whoever launched it waits for its session (M8)',
  async (_where, isFrame) => {
    // What is used of a window here.
    const shownIn = { parent: isFrame ? {} : undefined, document, addEventListener: () => undefined };
    const own = shownIn as unknown as Window;
    if (!isFrame) Object.assign(shownIn, { parent: own });
    const { rooms, questions } = pageIn(own, [], [KNOWN]);
    for (let scan = 0; scan < 3; scan += 1) {
      rooms.ask();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(questions).toMatchObject(isFrame ? [{ entryIds: [], sessions: [SESSION] }] : []);
  },
);

test('a scan that runs when the script’s life has ended asks nothing (P17)', async () => {
  const { rooms, asked } = page(undefined, KNOWN);
  life.abort();
  rooms.ask();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked()).toBe(0);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MoodleMessage } from '../../messages/messages.ts';
import type { Frames } from '../pages/frames.ts';
import type { Platform } from '../platform.ts';
import { Launches } from './launches.ts';

const world = {
  sent: [] as MoodleMessage['type'][],
  shown: true,
  tabs: new Set<number>(),
  opened: 0,
};

// What a launch asks of the world, and no more.
const platform = {
  browser: {
    tabs: {
      create: () => {
        world.opened += 1;
        world.tabs.add(50);
        return Promise.resolve({ id: 50 });
      },
      remove: (id: number) => Promise.resolve(void world.tabs.delete(id)),
    },
  },
  timers: {
    after: (ms: number, work: () => void) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  },
} as unknown as Platform;
const frames = {
  sendToMoodle: (_tabId: number, { type }: MoodleMessage) => {
    world.sent.push(type);
    return Promise.resolve(type === 'launch.show' ? world.shown : true);
  },
} as unknown as Frames;

const TAB = 7;
const ACTIVITY = {
  base: 'https://moodle.example.edu',
  courseId: 2,
  cmid: 4,
  module: 'lti',
  name: 'Live room',
};

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(world, { sent: [], shown: true, tabs: new Set(), opened: 0 });
});
afterEach(() => vi.useRealTimers());

/** A launch, with what it says of how it is done. */
function open(signal = new AbortController().signal) {
  const launches = new Launches(platform, frames);
  const ways: string[] = [];
  let result: boolean | undefined;
  void launches.open(TAB, ACTIVITY, (how) => ways.push(how), signal).then((received) => (result = received));
  return { launches, ways, result: () => result };
}

test('the session that comes with the frame ends it', async () => {
  const launch = open();
  await vi.advanceTimersByTimeAsync(1_000);
  launch.launches.received(TAB);
  await vi.advanceTimersByTimeAsync(0);
  expect(launch.result()).toBe(true);
  expect(world.sent).toEqual(['launch.show', 'launch.hide']);
  expect([launch.ways, world.opened]).toEqual([['frame'], 0]);
});

test('where no session comes with the frame, a tab is opened, and closed with or without one', async () => {
  const launch = open();
  await vi.advanceTimersByTimeAsync(8_000);
  expect([launch.ways, [...world.tabs]]).toEqual([['frame', 'tab'], [50]]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([launch.result(), [...world.tabs]]).toEqual([false, []]);
});

test.each([0, 1_000, 7_999])(
  'the window is closed after %i ms: the frame goes, and no tab is opened any more',
  async (ms) => {
    const stopped = new AbortController();
    const launch = open(stopped.signal);
    await vi.advanceTimersByTimeAsync(ms);
    stopped.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([launch.result(), launch.ways, world.opened]).toEqual([false, ['frame'], 0]);
    expect(world.sent.at(-1)).toBe('launch.hide');
  },
);

test('the window is closed while the tab is open: it is closed, too', async () => {
  const stopped = new AbortController();
  const launch = open(stopped.signal);
  await vi.advanceTimersByTimeAsync(9_000);
  stopped.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect([launch.result(), [...world.tabs], world.opened]).toEqual([false, [], 1]);
});

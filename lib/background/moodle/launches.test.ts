import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MoodleMessage } from '../../messages/messages.ts';
import { ACTIVITY } from '../../room/samples.ts';
import type { Frames } from '../pages/frames.ts';
import type { Platform } from '../platform.ts';
import { type Launched, Launches } from './launches.ts';
import type { MoodleAt } from './moodle-tabs.ts';

const world = {
  sent: [] as MoodleMessage['type'][],
  shown: true,
  tabs: new Set<number>(),
  opened: 0,
  /** To which host the activity leads; undefined: Moodle does not say. */
  tool: undefined as string | undefined,
  /** Whether the launch comes to rest, and the frames that let us in then. */
  rests: false,
  hosts: undefined as readonly string[] | undefined,
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
    if (type === 'launch.rests') return new Promise((resolve) => setTimeout(resolve, 1_500, world.rests));
    return Promise.resolve(type === 'launch.show' ? world.shown : true);
  },
  hosts: () => Promise.resolve(world.hosts),
  isGranted: (pattern: string) => Promise.resolve(pattern.includes('.kaf.kaltura.com/')),
} as unknown as Frames;
const moodleAt = (() => ({
  launch: () =>
    world.tool === undefined
      ? new Promise(() => undefined)
      : Promise.resolve({ ok: true, value: { toolUrl: world.tool } }),
})) as unknown as MoodleAt;

const TAB = 7;

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(world, { sent: [], shown: true, tabs: new Set(), opened: 0, tool: undefined });
  Object.assign(world, { rests: false, hosts: undefined });
});
afterEach(() => vi.useRealTimers());

/** A launch, with what it says of how it is done. */
function open(signal = new AbortController().signal) {
  const launches = new Launches(platform, frames);
  const ways: string[] = [];
  let launched: Launched | undefined;
  void launches
    .open(TAB, ACTIVITY, moodleAt, (how) => ways.push(how), signal)
    .then((came) => (launched = came));
  return { launches, ways, launched: () => launched, result: () => launched?.kind === 'session' };
}

test('the session that comes with the frame ends it', async () => {
  const launch = open();
  await vi.advanceTimersByTimeAsync(1_000);
  launch.launches.received(TAB);
  await vi.advanceTimersByTimeAsync(0);
  expect(launch.result()).toBe(true);
  expect(world.sent).toEqual(['launch.show', 'launch.rests', 'launch.hide']);
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

test('where the activity leads to a host that may not be read, nobody waits for a session: the host is told', async () => {
  world.tool = 'https://media.example.org/hosted/index/my-media';
  const launch = open();
  await vi.advanceTimersByTimeAsync(100);
  expect(launch.launched()).toEqual({ kind: 'closed', host: 'media.example.org' });
  expect(launch.ways).toEqual(['frame']);
  expect(world.opened).toBe(0);
  expect(world.sent).toEqual(['launch.show', 'launch.rests', 'launch.hide']);
});

test('where it leads to one that may be read, the session is waited for', async () => {
  world.tool = 'https://102.kaf.kaltura.com/hosted/index/my-media';
  const launch = open();
  await vi.advanceTimersByTimeAsync(100);
  expect(launch.launched()).toBeUndefined();
  launch.launches.received(TAB);
  await vi.advanceTimersByTimeAsync(0);
  expect(launch.launched()).toEqual({ kind: 'session' });
});

const MOODLE_HOST = 'moodle.example.edu';

test('a frame that has come to rest in no page that lets us in is not waited for any longer', async () => {
  Object.assign(world, { rests: true, hosts: [MOODLE_HOST, MOODLE_HOST] });
  const launch = open();
  await vi.advanceTimersByTimeAsync(1_499);
  expect(launch.ways).toEqual(['frame']);
  await vi.advanceTimersByTimeAsync(1);
  expect(launch.ways).toEqual(['frame', 'tab']);
  expect(world.sent).toEqual(['launch.show', 'launch.rests', 'launch.hide']);
});

test.each([
  ['a page of Kaltura’s is there', true, [MOODLE_HOST, '102-3.kaf.kaltura.com']],
  ['it does not rest', false, [MOODLE_HOST]],
  ['nobody says what is there', true, undefined],
  ['not even the page itself lets us in', true, []],
])('it is waited for where %s', async (_why, rests, hosts) => {
  Object.assign(world, { rests, hosts });
  const launch = open();
  await vi.advanceTimersByTimeAsync(7_999);
  expect(launch.ways).toEqual(['frame']);
  launch.launches.received(TAB);
  await vi.advanceTimersByTimeAsync(0);
  expect([launch.result(), world.opened]).toEqual([true, 0]);
});

import { expect, test } from 'vitest';
import { costOf, type TraceEvent } from './trace.ts';

const OURS = 'chrome-extension://x/moodle.js';
const MAIN = { pid: 1, tid: 1 };
const isOwn = (url: string): boolean => url === OURS;
const page: TraceEvent = { ...MAIN, name: 'thread_name', ts: 0, args: { name: 'CrRendererMain' } };

const task = (ts: number, dur: number, tdur: number): TraceEvent => ({
  ...MAIN,
  name: 'RunTask',
  ts,
  dur,
  tdur,
});

/** A profile of the main thread: what was on top of its stack, every millisecond. */
const profile = (tops: readonly (keyof typeof NODES)[]): TraceEvent[] => [
  { ...MAIN, name: 'Profile', ts: 0, id: '0x1', args: { data: { startTime: 0 } } },
  {
    // As Chromium writes it: by another thread.
    ...{ pid: 1, tid: 9, name: 'ProfileChunk', ts: 0, id: '0x1' },
    args: {
      data: {
        cpuProfile: {
          nodes: [
            { id: 1, callFrame: { functionName: '(root)' } },
            { id: 2, parent: 1, callFrame: { functionName: 'scan', url: OURS } },
            { id: 3, parent: 2, callFrame: { functionName: 'querySelectorAll' } },
            {
              id: 4,
              parent: 1,
              callFrame: { functionName: 'render', url: 'https://moodle.example.edu/a.js' },
            },
            { id: 5, parent: 1, callFrame: { functionName: '(program)' } },
          ],
          samples: tops.map((top) => NODES[top]),
        },
        timeDeltas: tops.map(() => 1_000),
      },
    },
  },
];
const NODES = { idle: 1, ours: 3, theirs: 4, layout: 5 } as const;

test('a task is ours by its share, of the time that its thread ran', () => {
  // Samples at 1, 2, 3 … milliseconds; the second task waited half of its time for a processor.
  const events = [
    page,
    task(500, 4_000, 4_000),
    task(5_500, 4_000, 2_000),
    ...profile(['ours', 'ours', 'theirs', 'layout', 'ours', 'ours', 'ours', 'theirs', 'theirs', 'ours']),
  ];
  expect(costOf(events, isOwn)).toEqual({
    scriptMs: 5,
    ownMs: 3,
    longestMs: 2,
    longTasks: 0,
    forcedLayouts: 0,
  });
});

test('a task in which ours takes 50 ms is a long one, and others of the same length are not', () => {
  const events = (top: 'ours' | 'theirs'): TraceEvent[] => [
    page,
    task(0, 60_000, 60_000),
    task(100_000, 1_000, 1_000),
    ...profile([...Array.from({ length: 60 }, () => top), 'ours']),
  ];
  expect(costOf(events('ours'), isOwn).longTasks).toBe(1);
  expect(costOf(events('theirs'), isOwn)).toMatchObject({ longTasks: 0, scriptMs: 60 });
});

test('what runs beside the pages is not counted; a page without an extension has scripts of its own', () => {
  const events = [task(0, 90_000, 90_000), ...profile(['ours', 'theirs'])];
  expect(costOf(events, isOwn)).toMatchObject({ scriptMs: 0, ownMs: 0 });
  expect(costOf([page, ...events], () => false)).toMatchObject({ scriptMs: 90, ownMs: 0 });
});

const event = (name: string, ts: number, dur: number, url?: string): TraceEvent => ({
  ...task(ts, dur, dur),
  name,
  ...(url !== undefined && { args: { data: { url } } }),
});

test('what a call of ours takes is counted as the browser times it, once; what follows a promise, by its samples', () => {
  const events = [
    page,
    task(0, 8_000, 8_000),
    event('FunctionCall', 400, 700, OURS),
    // Called by it.
    event('FunctionCall', 500, 300, OURS),
    event('FunctionCall', 3_000, 900, 'https://moodle.example.edu/a.js'),
    // One sample in the call, two behind it, one of the page's.
    ...profile(['ours', 'layout', 'theirs', 'layout', 'ours', 'layout', 'ours', 'layout']),
  ];
  // The last sample is of no task.
  expect(costOf(events, isOwn)).toMatchObject({ ownMs: 0.7 + (2 * 8) / 7, scriptMs: 0.7 + (3 * 8) / 7 });
});

test('a layout while a call of ours waits for it is a forced one', () => {
  const events = [
    page,
    task(0, 8_000, 8_000),
    event('FunctionCall', 1_000, 2_000, OURS),
    event('UpdateLayoutTree', 1_500, 100),
    event('Layout', 1_700, 100),
    event('FunctionCall', 4_000, 2_000, 'https://moodle.example.edu/a.js'),
    event('Layout', 4_500, 100),
    event('Layout', 7_000, 100),
    ...profile([]),
  ];
  expect(costOf(events, isOwn).forcedLayouts).toBe(2);
  expect(costOf(events, () => false).forcedLayouts).toBe(0);
});

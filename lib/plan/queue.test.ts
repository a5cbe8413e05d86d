import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isAtRest,
  newQueue,
  next,
  type Outcome,
  type Queue,
  type QueueEvent,
  startable,
  waitOf,
  tallyOf,
} from './queue.ts';

const items = (count: number): { key: string; source: string }[] =>
  Array.from({ length: count }, (_, n) => ({ key: `k${n}`, source: `s${n}` }));
const after = (queue: Queue, ...events: readonly QueueEvent[]): Queue => events.reduce(next, queue);
const started = (key: string): QueueEvent => ({ kind: 'started', key });
const ended = (key: string, outcome: Outcome = 'complete'): QueueEvent => ({ kind: 'ended', key, outcome });

test('no more at once than wanted, in the order of the plan', () => {
  const queue = newQueue(items(5), 2);
  expect(startable(queue, 0)).toEqual(['k0', 'k1']);
  expect(startable(after(queue, started('k0')), 0)).toEqual(['k1']);
  expect(startable(after(queue, started('k0'), started('k1'), ended('k0')), 0)).toEqual(['k2']);
});

test('the copies of one room follow each other', () => {
  const queue = newQueue(
    [
      { key: 'a1', source: 'a' },
      { key: 'a2', source: 'a' },
      { key: 'b1', source: 'b' },
    ],
    3,
  );
  expect(startable(queue, 0)).toEqual(['a1', 'b1']);
  expect(startable(after(queue, started('a1'), started('b1'), ended('a1')), 0)).toEqual(['a2']);
});

test('a busy Kaltura: half as many, none before its time, and one more after five that went well', () => {
  let queue = after(newQueue(items(30), 4), { kind: 'blocked', until: 1_000 });
  expect(startable(queue, 999)).toEqual([]);
  expect(startable(queue, 1_000)).toHaveLength(2);
  // The same answer to another clone that was under way halves no further.
  queue = next(queue, { kind: 'blocked', until: 900 });
  expect(queue.limit).toBe(2);
  queue = next(queue, { kind: 'blocked', until: 2_000 });
  queue = next(queue, { kind: 'blocked', until: 3_000 });
  expect(queue.limit).toBe(1);
  for (let n = 0; n < 5; n += 1) queue = after(queue, started(`k${n}`), ended(`k${n}`));
  expect(queue.limit).toBe(2);
});

test('where the clock was set back since, a busy Kaltura is waited for no longer than it may ask for', () => {
  const HOUR_MS = 3_600_000;
  const queue = after(newQueue(items(30), 4), { kind: 'blocked', until: 100 * HOUR_MS });
  expect([waitOf(queue, 99 * HOUR_MS), startable(queue, 99 * HOUR_MS)]).toEqual([HOUR_MS, []]);
  expect(waitOf(queue, 0)).toBe(0);
  expect(startable(queue, 0)).toHaveLength(2);
  // Busy again: that counts.
  const busy = next(queue, { kind: 'blocked', until: HOUR_MS });
  expect(startable(busy, 0)).toEqual([]);
  expect(startable(busy, HOUR_MS)).toHaveLength(1);
});

test('paused: nothing new, and at rest when what runs has ended', () => {
  const queue = after(newQueue(items(3), 1), started('k0'), { kind: 'paused' });
  expect(startable(queue, 0)).toEqual([]);
  expect(isAtRest(queue)).toBe(false);
  const resting = next(queue, ended('k0'));
  expect(isAtRest(resting)).toBe(true);
  expect(startable(next(resting, { kind: 'resumed' }), 0)).toEqual(['k1']);
});

test('only what failed or waits is tried again', () => {
  const outcomes: readonly Outcome[] = ['complete', 'partial', 'failed', 'decision', 'waiting'];
  const queue = outcomes.reduce(
    (all, outcome, n) => after(all, started(`k${n}`), ended(`k${n}`, outcome)),
    newQueue(items(5), 5),
  );
  expect(tallyOf(queue)).toMatchObject({
    complete: 1,
    partial: 1,
    failed: 1,
    decision: 1,
    waiting: 1,
    left: 0,
  });
  expect(startable(next(queue, { kind: 'retried' }), 0)).toEqual(['k2', 'k4']);
});

test('a played queue always comes to rest, never above its limit, each item started once', () => {
  const plays = fc.array(fc.constantFrom('end', 'fail', 'blocked', 'pause', 'resume'), { maxLength: 60 });
  fc.assert(
    fc.property(
      plays,
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.nat(6), { maxLength: 20 }),
      (acts, atOnce, sources) => {
        let queue = newQueue(
          sources.map((source, n) => ({ key: `k${n}`, source: `s${source}` })),
          atOnce,
        );
        const startedOnce = new Set<string>();
        const play = (act: (typeof acts)[number], now: number): void => {
          for (const key of startable(queue, now)) {
            expect(startedOnce.has(key)).toBe(false);
            startedOnce.add(key);
            queue = next(queue, started(key));
          }
          const running = queue.items.filter(({ state }) => state.kind === 'running');
          expect(running.length).toBeLessThanOrEqual(atOnce);
          expect(new Set(running.map(({ source }) => source)).size).toBe(running.length);
          const [first] = running;
          if (act === 'blocked') queue = next(queue, { kind: 'blocked', until: now + 2 });
          else if (act === 'pause') queue = next(queue, { kind: 'paused' });
          else if (act === 'resume') queue = next(queue, { kind: 'resumed' });
          else if (first) queue = next(queue, ended(first.key, act === 'end' ? 'complete' : 'failed'));
        };
        acts.forEach(play);
        queue = next(queue, { kind: 'resumed' });
        for (let n = 0; n <= sources.length; n += 1) play('end', 1_000 + n);
        expect(isAtRest(queue)).toBe(true);
        expect(startedOnce.size).toBe(sources.length);
      },
    ),
  );
});

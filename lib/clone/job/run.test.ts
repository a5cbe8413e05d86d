import { expect, test } from 'vitest';
import { Suspension } from '../engine/suspension.ts';
import { scene, STARTED } from '../samples.ts';
import { type JobSuspension, pauseFor, suspend, suspensionOf } from './run.ts';

const reasonOf = (work: () => unknown): JobSuspension | undefined => {
  try {
    work();
  } catch (error) {
    return suspensionOf(error);
  }
  return undefined;
};

test.each<JobSuspension>([
  { kind: 'pause', pause: { until: 'session', problem: { code: 'sessionOver' } } },
  { kind: 'moodle', problem: { code: 'moodleAway' } },
  { kind: 'decision', about: 3, candidates: [] },
  { kind: 'end', problem: { code: 'noRight' } },
  { kind: 'undoRequested' },
])('a run stops, and says why: %j', (reason) => {
  expect(reasonOf(() => suspend(reason))).toBe(reason);
});

test('a pause for a time is one until then, by the clock that came in', async () => {
  const { run } = await scene(() => null);
  expect(reasonOf(() => pauseFor(run, 5_000, { code: 'noAnswer' }))).toEqual({
    kind: 'pause',
    pause: { until: 'time', problem: { code: 'noAnswer' }, wakeAt: STARTED * 1000 + 5_000 },
  });
});

test.each([new Error('suspended'), new TypeError('x'), undefined, { reason: { kind: 'end' } }])(
  'what else is thrown is no reason: %s',
  (error) => {
    expect(suspensionOf(error)).toBeUndefined();
  },
);

test('a suspension holds nothing but its reason', () => {
  expect(new Suspension({ kind: 'end' }).message).toBe('suspended');
});

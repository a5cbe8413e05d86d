import { expect, test, vi } from 'vitest';
import { inTime, type Timers, TIMERS } from './in-time.ts';

/** A clock that is turned by hand, and the waits that are left on it. */
function clock() {
  const waits = new Map<() => void, number>();
  const timers: Timers = {
    after: (ms, work) => {
      waits.set(work, ms);
      return () => waits.delete(work);
    },
  };
  return { timers, waits, pass: () => waits.forEach((_ms, work) => work()) };
}

const NEVER = new Promise<never>(() => undefined);

test('what comes in time is answered, what fails in time fails, and neither leaves a wait', async () => {
  const { timers, waits } = clock();
  const late = vi.fn();
  const answer = inTime(Promise.resolve('came'), 500, timers, late);
  expect([...waits.values()]).toEqual([500]);
  expect(await answer).toBe('came');
  await expect(inTime(Promise.reject(new Error('No.')), 500, timers, late)).rejects.toThrow('No.');
  expect([waits.size, late.mock.calls.length]).toEqual([0, 0]);
});

test('what does not come is undefined, or what there is to say then', async () => {
  const { timers, pass, waits } = clock();
  const answers = [inTime(NEVER, 500, timers), inTime(NEVER, 500, timers, () => 'late')];
  pass();
  expect(await Promise.all(answers)).toEqual([undefined, 'late']);
  expect(waits.size).toBe(0);
});

test('what fails after its time is nobody’s error', async () => {
  const { timers, pass } = clock();
  let fail: (error: Error) => void = () => undefined;
  const answer = inTime(new Promise((_resolve, reject) => (fail = reject)), 500, timers);
  pass();
  fail(new Error('Too late.'));
  expect(await answer).toBeUndefined();
});

test('real timers wait, and are taken back', async () => {
  vi.useFakeTimers();
  try {
    const work = vi.fn();
    const cancel = TIMERS.after(1_000, work);
    TIMERS.after(2_000, work);
    cancel();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

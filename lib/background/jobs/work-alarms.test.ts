import { expect, test } from 'vitest';
import { idOfAlarm, WorkAlarms } from './work-alarms.ts';

function alarms(set?: { scheduledTime: number; periodInMinutes?: number }) {
  const made: object[] = [];
  return {
    made,
    get: () => Promise.resolve(set),
    create: (_name: string, info: object) => void made.push(info),
    clear: () => Promise.resolve(true),
  };
}

test.each([
  ['none is set', undefined, [{ when: 100 }]],
  ['one is set for the same time', { scheduledTime: 100 }, []],
  ['one is set that comes sooner, but not too soon', { scheduledTime: 60 }, []],
  ['one is set that comes before the server wants to be asked', { scheduledTime: 40 }, [{ when: 100 }]],
  ['one is set that comes too late', { scheduledTime: 110 }, [{ when: 100 }]],
  ['that of a run is set', { scheduledTime: 60, periodInMinutes: 0.5 }, [{ when: 100 }]],
])('to wake once: %s', async (_case, set, expected) => {
  const there = alarms(set);
  await new WorkAlarms(there, 'job').wake('1', 50, 100);
  expect(there.made).toEqual(expected);
});

test.each([
  ['none is set', undefined, [{ delayInMinutes: 0.5, periodInMinutes: 0.5 }]],
  ['one is set that comes once', { scheduledTime: 60 }, [{ delayInMinutes: 0.5, periodInMinutes: 0.5 }]],
  [
    'its own is set: made anew at each start of a worker, it would never come',
    { scheduledTime: 60, periodInMinutes: 0.5 },
    [],
  ],
])('for a run: %s', async (_case, set, expected) => {
  const there = alarms(set);
  await new WorkAlarms(there, 'job').guard('1');
  expect(there.made).toEqual(expected);
});

test('an alarm names what it is for', () => {
  expect(idOfAlarm('job', 'job|a|b')).toBe('a|b');
  expect(idOfAlarm('batch', 'batch|a')).toBe('a');
  expect(idOfAlarm('job', 'batch|a')).toBeUndefined();
  expect(idOfAlarm('job', 'other')).toBeUndefined();
});

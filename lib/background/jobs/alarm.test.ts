import { expect, test } from 'vitest';
import { setAlarm } from './alarm.ts';

function alarms(scheduledTime?: number) {
  const made: number[] = [];
  return {
    made,
    get: () => Promise.resolve(scheduledTime === undefined ? undefined : { scheduledTime }),
    create: (_name: string, { when }: { when: number }) => made.push(when),
  };
}

test.each([
  ['none is set', undefined, [100]],
  ['one is set for the same time', 100, []],
  ['one is set that comes sooner, but not too soon', 60, []],
  ['one is set that comes before the server wants to be asked', 40, [100]],
  ['one is set that comes too late', 110, [100]],
])('%s', async (_case, scheduledTime, expected) => {
  const there = alarms(scheduledTime);
  await setAlarm(there, 'job|1', 50, 100);
  expect(there.made).toEqual(expected);
});

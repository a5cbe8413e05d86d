import { expect, test } from 'vitest';
import type { Job } from '../../clone/job/record.ts';
import { isAtWork, Updates } from './updates.ts';

function updatesThat({ busy }: { busy: boolean }) {
  const kept: Record<string, unknown> = {};
  const at = { busy, loads: 0 };
  const area = {
    get: (key: string | null) => Promise.resolve(key === null ? kept : { [key]: kept[key] }),
    set: (items: Record<string, unknown>) => Promise.resolve(void Object.assign(kept, items)),
    remove: (key: string) => Promise.resolve(void Reflect.deleteProperty(kept, key)),
  };
  const make = (): Updates =>
    new Updates(
      area,
      () => Promise.resolve(at.busy),
      () => (at.loads += 1),
    );
  return { at, make };
}

test('an update is taken at once where nothing is at work', async () => {
  const { at, make } = updatesThat({ busy: false });
  await make().available();
  expect(at.loads).toBe(1);
});

test('it waits while something is at work, also for a worker that was stopped since', async () => {
  const { at, make } = updatesThat({ busy: true });
  await make().available();
  await make().take();
  expect(at.loads).toBe(0);
  at.busy = false;
  await make().take();
  expect(at.loads).toBe(1);
});

test('one that did not take is not tried again and again', async () => {
  const { at, make } = updatesThat({ busy: false });
  await make().available();
  await make().take();
  expect(at.loads).toBe(1);
});

test('without an update nothing is loaded anew', async () => {
  const { at, make } = updatesThat({ busy: false });
  await make().take();
  expect(at.loads).toBe(0);
});

test.each([
  [{ kind: 'running' }, true],
  [{ kind: 'waiting', pause: { until: 'time', problem: { code: 'noAnswer' }, wakeAt: 5 } }, true],
  // Only the teacher's coming back helps, and after an update as well as before.
  [{ kind: 'waiting', pause: { until: 'session', problem: { code: 'sessionOver' } } }, false],
  [{ kind: 'removing' }, true],
  [{ kind: 'undone' }, false],
  [{ kind: 'decision', question: { about: 1, candidates: [], during: { kind: 'cloning' } } }, false],
] as const)('a job in state %j is at work: %s', (state, busy) => {
  expect(isAtWork({ state } as unknown as Job)).toBe(busy); // only the state is read
});

import { expect, test, vi } from 'vitest';
import { toldInTime } from './managed.ts';

/** A browser that tells when it is let, and a clock that is turned by hand. */
function world() {
  const tell: ((value: Record<string, unknown>) => void)[] = [];
  const timers = new Set<() => void>();
  const toldLate = vi.fn();
  const managed = toldInTime(
    { get: () => new Promise((resolve) => tell.push(resolve)) },
    {
      after: (_ms, work) => {
        timers.add(work);
        return () => timers.delete(work);
      },
    },
    toldLate,
  );
  return { managed, tell, timers, toldLate, pass: () => timers.forEach((work) => work()) };
}

test('what is told in time counts, is asked for anew each time, and leaves no timer', async () => {
  const { managed, tell, timers, toldLate } = world();
  for (const language of ['de', 'fr']) {
    const read = managed.get();
    tell.pop()?.({ fixed: { language } });
    expect(await read).toEqual({ fixed: { language } });
  }
  expect([timers.size, toldLate.mock.calls.length]).toEqual([0, 0]);
});

test('what is not told in time is nothing, for which nobody waits again; told after all, it counts', async () => {
  const { managed, tell, pass, toldLate } = world();
  const read = managed.get();
  pass();
  expect([await read, await managed.get(), tell.length]).toEqual([{}, {}, 1]);
  tell[0]?.({ defaults: {} });
  await vi.waitFor(() => expect(toldLate).toHaveBeenCalledOnce());
  const again = managed.get();
  tell[1]?.({ fixed: {} });
  expect(await again).toEqual({ fixed: {} });
});

test('a browser that refuses is one that refuses, and is asked again', async () => {
  let asked = 0;
  const refuse = (): Promise<never> => Promise.reject(new Error(`No schema, ${(asked += 1)}.`));
  const managed = toldInTime({ get: refuse }, { after: () => () => undefined }, vi.fn());
  await expect(managed.get()).rejects.toThrow('No schema, 1.');
  await expect(managed.get()).rejects.toThrow('No schema, 2.');
});

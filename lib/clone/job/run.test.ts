import { expect, test } from 'vitest';
import { firstSentAt, keepUpdatedAt, serverSeconds } from './run.ts';
import { scene, STARTED } from '../parts/samples.ts';

test("the server's time is told in whole seconds, and never too late", async () => {
  const { run } = await scene(() => undefined, { clockOffset: -2_500 });
  expect(serverSeconds(run, 10_000)).toBe(7);
  expect(firstSentAt(run)).toBe(STARTED - 3);
});

test('when the original was changed last is kept, and nothing else of it changes', async () => {
  const { run, journal } = await scene(() => undefined);
  await keepUpdatedAt(run, 950);
  const { original } = run.job;
  expect(await journal.job('job')).toEqual({
    ...run.job,
    original: { ...original, entry: { ...original.entry, updatedAt: 950 } },
  });
});

import { expect, test } from 'vitest';
import { coalesced } from './coalesced.ts';

/** Work that ends when it is let go. */
function work() {
  const runs: { readonly end: () => void; readonly fail: () => void }[] = [];
  const ask = coalesced(
    () =>
      new Promise((resolve, reject) =>
        runs.push({ end: resolve, fail: () => reject(new Error('It failed.')) }),
      ),
  );
  return { runs, ask };
}

test('what is asked for while it is done is done once more, for all who asked', async () => {
  const { runs, ask } = work();
  const first = ask();
  const others = [ask(), ask(), ask()];
  let isOver = false;
  void Promise.all(others).then(() => (isOver = true));
  expect(runs).toHaveLength(1);
  runs[0]?.end();
  await first;
  await Promise.resolve();
  expect([runs.length, isOver]).toEqual([2, false]);
  runs[1]?.end();
  await Promise.all(others);
  expect(runs).toHaveLength(2);
});

test('one that fails keeps none after it from being done', async () => {
  const { runs, ask } = work();
  const first = ask();
  const second = ask();
  runs[0]?.fail();
  await expect(first).rejects.toThrow('It failed.');
  await Promise.resolve();
  runs[1]?.end();
  await second;
  void ask();
  expect(runs).toHaveLength(3);
});

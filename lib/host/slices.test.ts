import { expect, test } from 'vitest';
import { inSlices } from './slices.ts';

/** What is handled between two turns of the page's, and what stops it. */
async function handled(count: number, size: number, stopAt = Infinity): Promise<number[]> {
  const slices = [0];
  const life = new AbortController();
  const handle = (one: number): void => {
    slices[slices.length - 1] = (slices.at(-1) ?? 0) + 1;
    if (one === stopAt) life.abort();
  };
  const turn = (): Promise<void> => {
    slices.push(0);
    return Promise.resolve();
  };
  const all = Array.from({ length: count }, (_, at) => at);
  // All that is used of it here.
  const window = { scheduler: { yield: turn } } as unknown as Window;
  await inSlices(all, size, handle, { window, signal: life.signal });
  return slices;
}

test('no more than so many are handled between two turns of the page, and all of them are', async () => {
  expect(await handled(25, 10)).toEqual([10, 10, 5]);
  expect(await handled(10, 10)).toEqual([10]);
  expect(await handled(0, 10)).toEqual([0]);
});

test('what ends it ends it with the slice', async () => {
  expect(await handled(25, 10, 12)).toEqual([10, 10, 0]);
});

import { expect, test } from 'vitest';
import { kept } from './kept.ts';

test('is asked for once, and again when it may have changed, also while it was being asked for', async () => {
  let asked = 0;
  const one = kept(() => Promise.resolve((asked += 1)));
  expect([await one.read(), await one.read()]).toEqual([1, 1]);
  one.forget();
  const before = one.read();
  one.forget();
  expect([await before, await one.read(), await one.read()]).toEqual([2, 3, 3]);
});

/** As a browser whose storage fails from time to time. */
function answering(...answers: readonly (string | Error)[]) {
  let asked = 0;
  return kept(() => {
    const answer = answers[asked++] ?? new Error('No more.');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
}

test('what fails is not kept', async () => {
  const one = answering(new Error('full'), 'a');
  await expect(one.read()).rejects.toThrow('full');
  expect([await one.read(), await one.read()]).toEqual(['a', 'a']);
});

test('what fails takes nothing from what was asked for since', async () => {
  const one = answering(new Error('full'), 'a', 'b');
  const first = one.read();
  one.forget();
  const second = one.read();
  await expect(first).rejects.toThrow('full');
  expect([await second, await one.read()]).toEqual(['a', 'a']);
});

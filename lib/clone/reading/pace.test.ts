import { describe, expect, test } from 'vitest';
import { getTime } from '../../kaltura/system.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { exception, sampleClient } from '../samples.ts';
import { callsARequest, callsEach, sendInParts } from './pace.ts';

test.each([
  [undefined, 0, 100],
  [0, 0, 100],
  [12, 0, 100],
  [200, 0, 40],
  [200, 1, 20],
  [undefined, 2, 25],
  [5_000, 0, 4],
  [12, 9, 4],
])('where a call takes %j ms, and the request was lost %i times, one holds %i calls', (ms, lost, calls) => {
  expect(callsARequest(ms, lost)).toBe(calls);
});

test.each([
  ['one, where nothing is known of the work', [20, 100, undefined], 20],
  ['one, where the work is not worth another', [20, 100, 2], 20],
  ['two, where it is', [9, 100, 12], 5],
  ['four at the most', [40, 100, 100], 10],
  ['as many as it takes', [400, 100, 1], 100],
] as const)('a chain that may be parted is %s', (_, [calls, most, msOfWork], each) => {
  expect(callsEach(calls, most, msOfWork)).toBe(each);
});

describe('calls that may go apart', () => {
  /** Groups of so many calls each. */
  const grouped = (...sizes: readonly number[]) => {
    const chain = new Multirequest();
    const slots = sizes.flatMap((size) => {
      const group = Array.from({ length: size }, () => chain.add(getTime()));
      chain.mayEndHere();
      return group;
    });
    return { chain, slots };
  };
  const numbered = (changes: Readonly<Record<number, unknown>> = {}) => {
    let call = 0;
    return sampleClient(() => changes[(call += 1)] ?? call);
  };

  test.each([
    [100, [6]],
    [5, [5, 1]],
    [4, [3, 3]],
    [2, [1, 2, 2, 1]],
    [1, [1, 2, 2, 1]],
  ])('at most %i in one request are sent as %j, none of a group without the others', async (most, sizes) => {
    const { chain, slots } = grouped(1, 2, 2, 1);
    const client = numbered();
    const sent = await sendInParts(client, chain, most);
    expect(client.asked.map((calls) => calls.length)).toEqual(sizes);
    expect(slots.map((slot) => sent.ok && sent.value.read(slot))).toEqual(
      slots.map((_, i) => ({ ok: true, value: i + 1 })),
    );
  });

  test('fail each by itself', async () => {
    const { chain, slots } = grouped(1, 1);
    const sent = await sendInParts(numbered({ 2: exception('ACTION_BLOCKED') }), chain, 1);
    expect(slots.map((slot) => sent.ok && sent.value.read(slot).ok)).toEqual([true, false]);
  });
});

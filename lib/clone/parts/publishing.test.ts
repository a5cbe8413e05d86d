import { expect, test } from 'vitest';
import { entryId } from '../../kaltura/ids.ts';
import type { Run } from '../job/run.ts';
import { publish } from './publishing.ts';

const ROOM = entryId('1_abcd1234')!;
const GALLERIES = [
  { id: 7, name: 'Algebra' },
  { id: 8, name: 'Geometry' },
];

/** A run of a job that is to be published there. */
function running(publishTo: typeof GALLERIES | undefined) {
  const steps: string[] = [];
  const repeatable = (name: string) => {
    steps.push(name);
    return Promise.resolve({ ok: true, value: { refused: [], pending: false, leftAt: 5 } });
  };
  // The two parts that are used.
  return { steps, run: { job: { options: { publishTo } }, steps: { repeatable } } as unknown as Run };
}

test('a room with faults is published nowhere, and the report names where it was to be', async () => {
  const { run, steps } = running(GALLERIES);
  expect(await publish(run, ROOM, { verdict: 'faulty', parts: [] })).toEqual({
    line: {
      part: 'publishing',
      outcome: 'notCopied',
      of: 2,
      reason: 'missing',
      names: ['Algebra', 'Geometry'],
    },
    leftAt: undefined,
  });
  expect(steps).toEqual([]);
});

test.each(['complete', 'partial'] as const)('a room that is %s is published once', async (verdict) => {
  const { run, steps } = running(GALLERIES);
  expect(await publish(run, ROOM, { verdict, parts: [] })).toEqual({
    line: { part: 'publishing', outcome: 'copied', count: 2, of: 2, notes: [] },
    leftAt: 5,
  });
  expect(steps).toEqual(['publish']);
});

test.each([undefined, []])('where nothing was chosen, nothing is asked', async (chosen) => {
  const { run, steps } = running(chosen);
  expect(await publish(run, ROOM, { verdict: 'complete', parts: [] })).toBeUndefined();
  expect(steps).toEqual([]);
});

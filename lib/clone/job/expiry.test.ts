import { expect, test } from 'vitest';
import type { Job, JobState } from './record.ts';
import { outdated } from './expiry.ts';

const DAY = 86_400_000;
const problem = { code: 'noRight' } as const;
const finished = { report: { verdict: 'complete', parts: [] }, leftAt: 1 } as const;
const job = (state: JobState, days: number, readDays = 400): Job =>
  ({
    ...{ state, createdAt: -days * DAY, readAt: (-readDays * DAY) / 1000 },
    wanted: { revision: 1 },
    stored: { revision: 1 },
  }) as Job; // what it reads

test.each<[JobState, number, boolean]>([
  [{ kind: 'ready', finished }, 91, true],
  [{ kind: 'ready', finished }, 90, false],
  [{ kind: 'ready', finished }, 89, false],
  [{ kind: 'failed', problem, leftovers: [] }, 91, true],
  [{ kind: 'undone' }, 91, true],
  [{ kind: 'removing' }, 91, false],
  [{ kind: 'running' }, 91, false],
  [{ kind: 'waiting', pause: { until: 'session', problem } }, 91, false],
  [{ kind: 'decision', question: { about: 1, candidates: [], during: { kind: 'cloning' } } }, 400, false],
])('%j after %i days goes: %s', (state, days, goes) => {
  expect(outdated([job(state, days)], 0)).toHaveLength(goes ? 1 : 0);
});

test('what a computer made whose clock stood in an earlier year is as old as the server says', () => {
  const ready = { kind: 'ready', finished } as const;
  expect(outdated([job(ready, 6_000, 1)], 0)).toEqual([]);
  expect(outdated([job(ready, 6_000, 91)], 0)).toHaveLength(1);
});

test('a server whose clock is in the future keeps no record for ever', () => {
  expect(outdated([job({ kind: 'ready', finished }, 91, -4_000)], 0)).toHaveLength(1);
});

test('a computer whose clock was ahead keeps no record for ever: it is as old as the server says', () => {
  const ready = { kind: 'ready', finished } as const;
  expect(outdated([job(ready, -4_000, 91)], 0)).toHaveLength(1);
  expect(outdated([job(ready, -4_000, 89)], 0)).toEqual([]);
});

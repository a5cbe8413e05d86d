import { expect, test } from 'vitest';
import type { Job, JobState } from '../job/record.ts';
import { outdated } from './expiry.ts';

const DAY = 86_400_000;
const problem = { code: 'noRight' } as const;
const job = (state: JobState, days: number): Job =>
  ({ state, createdAt: -days * DAY, wanted: { revision: 1 } }) as Job; // what it reads

test.each<[JobState, number, boolean]>([
  [{ kind: 'ready' }, 91, true],
  [{ kind: 'ready' }, 90, false],
  [{ kind: 'ready' }, 89, false],
  [{ kind: 'broken', problem, leftovers: [] }, 91, true],
  [{ kind: 'running' }, 91, false],
  [{ kind: 'waiting', problem, wakeAt: undefined }, 91, false],
  [{ kind: 'decision', candidates: [] }, 400, false],
])('%j after %i days goes: %s', (state, days, goes) => {
  expect(outdated([job(state, days)], 0)).toHaveLength(goes ? 1 : 0);
});

import { describe, expect, test } from 'vitest';
import { user } from '../../room/samples.ts';
import type { Job, JobHead, JobState } from './record.ts';
import { jobOnSource, waitingFor } from './waiting-jobs.ts';
import { ORIGINAL_ID, sampleJob, SERVICE } from '../samples.ts';

const ELSEWHERE = { ...SERVICE, url: 'https://elsewhere.test' };
const problem = { code: 'sessionOver' } as const;
const waits = (wakeAt?: number): JobState => ({
  kind: 'waiting',
  pause: wakeAt === undefined ? { until: 'session', problem } : { until: 'time', problem, wakeAt },
});
const finished = { report: { verdict: 'complete', parts: [] }, leftAt: 1 } as const;
const AMIR = user('Amir');
const ids = (jobs: readonly JobHead[]): string[] => jobs.map(({ id }) => id);

test('a session wakes the jobs of its user that wait for one at its service; others learn of it', () => {
  const jobs = [
    sampleJob({ id: 'mine', state: waits() }),
    sampleJob({ id: 'mine too', state: waits(), user: user('AMIR') }),
    sampleJob({ id: 'of another', state: waits(), user: user('dan') }),
    sampleJob({ id: 'elsewhere', state: waits(), service: ELSEWHERE }),
    sampleJob({ id: 'later', state: waits(5) }),
    sampleJob({ id: 'running' }),
  ];
  const { mine, others } = waitingFor(jobs, SERVICE, user('Amir'));
  expect(ids(mine)).toEqual(['mine', 'mine too']);
  expect(ids(others)).toEqual(['of another']);
});

describe('a person has one job at a time on a source', () => {
  test.each<[string, Partial<Job>, boolean]>([
    ['that runs', {}, true],
    ['that waits', { state: waits(5) }, true],
    ['that is ready', { state: { kind: 'ready', finished } }, false],
    [
      'that asks',
      { state: { kind: 'decision', question: { about: 1, candidates: [], during: { kind: 'cloning' } } } },
      false,
    ],
    ['of somebody else in this browser', { user: user('noa') }, false],
    ['of the same person, spelt otherwise', { user: user('AMIR') }, true],
    ['elsewhere', { service: ELSEWHERE }, false],
  ])('%s', (_, fields, is) => {
    const jobs = [sampleJob(fields)];
    expect(jobOnSource(jobs, SERVICE, AMIR, ORIGINAL_ID)).toBe(is ? jobs[0] : undefined);
  });

  test('of another source it is none', () => {
    expect(jobOnSource([sampleJob()], SERVICE, AMIR, '1_another0')).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { migrateJob, migrateStep } from './migrations.ts';

describe('of version 1', () => {
  test('a job gets options, and its numbers become a part', () => {
    expect(migrateJob({ id: 'a', workflowVersion: 1, done: 3, of: 9, user: 'noa' }, 1)).toEqual({
      ...{ id: 'a', workflowVersion: 2, user: 'noa' },
      options: { leaveOut: [], settingsFrom: 'original', services: {} },
      progress: [{ part: 'settings', done: 3, of: 9 }],
    });
  });

  test.each([
    [
      'room',
      { ok: true, value: { room: 'r', children: [] } },
      { ok: true, value: { room: 'r', children: [], cuePoints: [] } },
    ],
    ['room', { ok: false, failure: {} }, { ok: false, failure: {} }],
    ['room', undefined, undefined],
    ['children/1/1/1', { ok: true, value: {} }, { ok: true, value: {} }],
  ])('the step %s with %j keeps what it made', (name, outcome, expected) => {
    const step = { jobId: 'a', name, state: 'done', outcome };
    expect(migrateStep(step, 1)).toEqual({ ...step, outcome: expected });
  });

  test('reading back is done again', () => {
    const step = { jobId: 'a', name: 'finish/2', state: 'done' };
    expect(migrateStep(step, 1)).toEqual({ ...step, state: 'rolledBack' });
    expect(migrateStep({ ...step, name: 'not/finish/2' }, 1)).toMatchObject({ state: 'done' });
  });
});

test('what is of this version stays as it is', () => {
  expect(migrateJob({ id: 'a', done: 1 }, 2)).toEqual({ id: 'a', done: 1 });
  expect(migrateStep({ name: 'finish/1', state: 'done' }, 2)).toEqual({ name: 'finish/1', state: 'done' });
});

import { describe, expect, test } from 'vitest';
import { migrateJob, migrateStep, RECORD_VERSION } from './migrations.ts';

const NOW = 1_000_000;

/** What version 2 wrote of every job, with a state and what stood beside it. */
const old = (state: object, fields: Record<string, unknown> = {}) => ({
  ...{ id: 'a', workflowVersion: 2, createdAt: 9_500, clockOffset: -2_000, user: 'noa', seen: false },
  ...{ starter: undefined, state },
  ...fields,
});

describe('of version 1', () => {
  test('a job gets options, its numbers become a part, and then what version 3 has', () => {
    const job = old({ kind: 'running' }, { workflowVersion: 1, done: 3, of: 9 });
    expect(migrateJob(job, 1, NOW)).toEqual({
      ...{ id: 'a', workflowVersion: 3, user: 'noa', createdAt: 9_500, readAt: 7 },
      options: { leaveOut: [], settingsFrom: 'original', services: {} },
      progress: [{ part: 'settings', done: 3, of: 9 }],
      ...{ state: { kind: 'running' }, crashes: 0, announced: undefined, seen: false },
      ...{ activity: undefined, startedFrom: undefined },
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

describe('of version 2', () => {
  const report = (verdict: string) => ({ verdict, parts: [] });
  const finished = (verdict: string) => ({ report: report(verdict), leftAt: 5 });
  const done = { report: report('complete'), leftAt: 5 };
  const atTime = { kind: 'waiting', problem: { code: 'noAnswer' }, wakeAt: 99 };
  const forSession = { kind: 'waiting', problem: { code: 'sessionOver' } };
  const failed = { kind: 'broken', problem: { code: 'noRight' }, leftovers: ['1_a'] };

  test.each<[string, object, Record<string, unknown>, object]>([
    ['runs on', { kind: 'running' }, {}, { kind: 'running' }],
    [
      'waits for its time',
      atTime,
      {},
      { kind: 'waiting', pause: { until: 'time', problem: { code: 'noAnswer' }, wakeAt: 99 } },
    ],
    [
      'waits for a session',
      forSession,
      {},
      { kind: 'waiting', pause: { until: 'session', problem: { code: 'sessionOver' } } },
    ],
    ['is removed', { kind: 'running' }, { removing: true }, { kind: 'removing' }],
    [
      'is removed, with its room finished, when a session comes',
      forSession,
      { removing: true, ...done },
      {
        kind: 'removing',
        finished: finished('complete'),
        pause: { until: 'session', problem: { code: 'sessionOver' } },
      },
    ],
    ['is ready', { kind: 'ready' }, done, { kind: 'ready', finished: finished('complete') }],
    [
      'is ready, with something beside it that waits',
      atTime,
      done,
      {
        kind: 'ready',
        finished: finished('complete'),
        pause: { until: 'time', problem: { code: 'noAnswer' }, wakeAt: 99 },
      },
    ],
    ['is called ready, without a report: it is read back again', { kind: 'ready' }, {}, { kind: 'running' }],
    ['asks: it is looked into again', { kind: 'decision', candidates: ['1_a'] }, {}, { kind: 'running' }],
    ['asks what to delete', { kind: 'decision', candidates: [] }, { removing: true }, { kind: 'removing' }],
    ['has failed', failed, {}, { ...failed, kind: 'failed' }],
    ['is undone', { kind: 'undone' }, {}, { kind: 'undone' }],
  ])('a job that %s', (_, state, fields, expected) => {
    const job = migrateJob(old(state, fields), 2, NOW);
    expect(job['state']).toEqual(expected);
    // What stood beside the state is gone.
    for (const gone of ['removing', 'decided', 'report', 'leftAt', 'clockOffset', 'starter'])
      expect(job).not.toHaveProperty(gone);
  });

  test('a job that waits for a Moodle does so for three days more', () => {
    const job = migrateJob(old({ kind: 'waiting', problem: { code: 'moodleAway' } }, done), 2, NOW);
    expect(job['state']).toMatchObject({
      pause: { until: 'moodle', problem: { code: 'moodleAway' }, giveUpAt: NOW + 3 * 86_400_000 },
    });
  });

  test.each<[object, Record<string, unknown>, string | undefined]>([
    [{ kind: 'ready' }, done, 'ready'],
    [{ kind: 'ready' }, { report: report('partial'), leftAt: 5 }, 'readyInPart'],
    [failed, {}, 'failed'],
    [{ kind: 'running' }, {}, undefined],
    [{ kind: 'undone' }, {}, undefined],
  ])('what the teacher was told of %j stays told: %j %s', (state, fields, announced) => {
    expect(migrateJob(old(state, { ...fields, seen: true }), 2, NOW)).toMatchObject({
      announced,
      seen: true,
    });
  });

  test.each([
    [undefined, undefined],
    ['text', 'text'],
    [
      { tab: 7, page: 'https://campus.test/media/t/1_a?ks=secret', way: 'moodle' },
      { tab: 7, page: 'https://campus.test', way: 'moodle' },
    ],
  ])('of where it was started (%j) nothing stays that lets somebody in', (starter, startedFrom) => {
    expect(migrateJob(old({ kind: 'running' }, { starter }), 2, NOW)).toMatchObject({ startedFrom });
  });

  test.each([
    ['done', 'done', undefined],
    ['noEffect', 'rolledBack', undefined],
    // Its request left no receipt: that there is none says nothing.
    ['intent', 'intent', { unreceipted: true }],
  ])('a step that is %s is %s', (state, expected, noted) => {
    const step = { jobId: 'a', name: 'room', state, startedAt: 4 };
    const migrated = migrateStep(step, 2);
    expect(migrated).toMatchObject({ ...step, state: expected });
    expect(migrated['noted']).toEqual(noted);
  });

  test('reading back is done again; a name that only holds it is not', () => {
    expect(migrateStep({ name: 'finish/1', state: 'done' }, 2)).toMatchObject({ state: 'rolledBack' });
    expect(migrateStep({ name: 'x/finish/1', state: 'done' }, 2)).toMatchObject({ state: 'done' });
  });

  test('a child that is to be tried again is so by the word of today, at every depth', () => {
    const outcome = { ok: true, value: { children: [{ source: 'a', state: 'again' }], name: 'again' } };
    expect(migrateStep({ name: 'room', state: 'done', outcome }, 2)['outcome']).toEqual({
      ok: true,
      value: { children: [{ source: 'a', state: 'retry' }], name: 'again' },
    });
  });
});

test('what is of this version stays as it is', () => {
  expect(migrateJob({ id: 'a', done: 1 }, RECORD_VERSION, NOW)).toEqual({ id: 'a', done: 1 });
  const step = { name: 'finish/1', state: 'done' };
  expect(migrateStep(step, RECORD_VERSION)).toEqual(step);
});

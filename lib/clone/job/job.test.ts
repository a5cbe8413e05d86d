import { describe, expect, test } from 'vitest';
import { ORIGINAL, user } from '../../room/samples.ts';
import { decide, isOpen, type Ports, runJob, saveTexts, startJob, takeBack, tellOtherUser } from './job.ts';
import type { Job, JobState } from '../engine/journal.ts';
import { MemoryJournal } from '../engine/memory-journal.ts';
import {
  type Answer,
  body,
  COPY_ID,
  exception,
  Lost,
  sampleClient,
  sampleJob,
  SERVICE,
} from '../parts/samples.ts';

const TEXTS = { name: 'Other', description: '', tags: '' };
const READY: Partial<Job> = { state: { kind: 'ready' }, room: COPY_ID, leftAt: 5 };
const PARKED: JobState = { kind: 'waiting', problem: { code: 'sessionOver' }, wakeAt: undefined };

/** A journal with this job, and a server; without one there is no session. */
async function setUp(fields?: Partial<Job>, answer?: Answer) {
  const journal = new MemoryJournal();
  if (fields) await journal.changeJob('job', () => sampleJob(fields));
  const told: Job[] = [];
  const client = answer && sampleClient(answer);
  const ports: Ports = {
    journal,
    clock: { now: () => 7_000, random: () => 0 },
    client: () => Promise.resolve(client),
    services: () => ({ chat: undefined, storyboard: undefined }),
    changed: (job) => told.push(job),
  };
  return { journal, ports, told, asked: client?.asked };
}

describe('a new job', () => {
  const reading = { room: ORIGINAL, user: user('amir'), groups: [], permissions: '', serverTime: 9_000 };
  const { options } = sampleJob();
  const job = { id: 'job', service: SERVICE, reading, texts: TEXTS, options, starter: 'tab' };

  test('runs from now on by the server’s clock, and is told', async () => {
    const { ports, journal, told } = await setUp();
    expect(await startJob(job, ports)).toMatchObject({
      ...{ id: 'job', workflowVersion: 2, createdAt: 7_000, clockOffset: 2_500, user: 'amir' },
      ...{ wanted: { texts: TEXTS, revision: 1 }, state: { kind: 'running' }, starter: 'tab' },
    });
    expect(told).toEqual(await journal.jobs());
    expect(told[0]?.progress.map(({ part }) => part)).toEqual([
      'settings',
      'files',
      'storyboard',
      'breakouts',
    ]);
  });

  test('is one for two clicks', async () => {
    const { ports, journal } = await setUp({ createdAt: 1 });
    expect(await startJob(job, ports)).toMatchObject({ createdAt: 1 });
    expect(await journal.jobs()).toHaveLength(1);
  });
});

describe('a job that is not there', () => {
  test.each<[string, (ports: Ports) => Promise<unknown>]>([
    ['is not saved', (ports) => saveTexts('job', TEXTS, ports)],
    ['is not told of', (ports) => tellOtherUser('job', ports)],
    ['is not run', (ports) => runJob('job', ports)],
    ['is not decided', (ports) => decide('job', { kind: 'leave' }, ports)],
  ])('%s', async (_, work) => {
    const { ports, journal, told } = await setUp();
    await expect(work(ports)).rejects.toThrow('No such job.');
    expect(await journal.jobs()).toEqual([]);
    expect(told).toEqual([]);
  });

  test('is taken back already', async () => {
    const { ports, journal } = await setUp();
    expect(await takeBack('job', true, ports)).toBe(true);
    expect(await journal.jobs()).toEqual([]);
  });
});

test('each Save is a revision of its own, and is told', async () => {
  const { ports, told } = await setUp({ state: PARKED });
  await saveTexts('job', TEXTS, ports);
  expect(await saveTexts('job', { ...TEXTS, name: 'Last' }, ports)).toMatchObject({
    ...{ wanted: { texts: { ...TEXTS, name: 'Last' }, revision: 3 }, state: PARKED },
  });
  expect(told.map(({ wanted }) => wanted.revision)).toEqual([2, 3]);
});

test.each<[JobState, boolean]>([
  [PARKED, true],
  [{ ...PARKED, wakeAt: 9_000 }, false],
  [{ kind: 'running' }, false],
  [{ kind: 'ready' }, false],
])('Kaltura is open as somebody else while the job is %j: it says so: %s', async (state, says) => {
  const { ports, journal, told } = await setUp({ state });
  await tellOtherUser('job', ports);
  const expected = says ? { kind: 'waiting', problem: { code: 'otherUser' }, wakeAt: undefined } : state;
  expect((await journal.job('job'))?.state).toEqual(expected);
  expect(told).toHaveLength(1);
});

test.each<[Partial<Job>, boolean]>([
  [{ state: { kind: 'running' } }, true],
  [{ state: PARKED }, true],
  [{ state: { kind: 'decision', candidates: [] } }, false],
  [{ state: { kind: 'undone' } }, false],
  [{ state: { kind: 'broken', problem: { code: 'noRight' }, leftovers: [] }, room: COPY_ID }, false],
  [READY, true],
  [{ ...READY, room: undefined }, false],
  [{ ...READY, stored: { texts: TEXTS, revision: 1, refused: [] } }, false],
  [{ ...READY, stored: { texts: TEXTS, revision: 0, refused: [] } }, true],
])('%#: there is something to do: %s', (fields, open) => {
  expect(isOpen(sampleJob(fields))).toBe(open);
});

describe('a job that is taken up', () => {
  test('and is over stays as it is', async () => {
    const { ports, told } = await setUp({ state: { kind: 'undone' } });
    expect((await runJob('job', ports)).state).toEqual({ kind: 'undone' });
    expect(told).toEqual([]);
  });

  test('and is of another version stops, and names what it made', async () => {
    const { ports, asked } = await setUp({ workflowVersion: 1, room: COPY_ID }, () => undefined);
    expect((await runJob('job', ports)).state).toEqual({
      ...{ kind: 'broken', problem: { code: 'extensionUpdated' }, leftovers: [COPY_ID] },
    });
    expect(asked).toEqual([]);
  });

  test('without a session waits for one, and is told', async () => {
    const { ports, told } = await setUp({});
    expect((await runJob('job', ports)).state).toEqual(PARKED);
    expect(told).toHaveLength(1);
  });

  test.each([
    [undefined, 'undone'],
    ['rolledBack', 'undone'],
    ['intent', 'waiting'],
    ['done', 'waiting'],
  ] as const)('to be removed without a session, with a first step that is %s: %s', async (state, kind) => {
    const { ports, journal } = await setUp({ removing: true });
    if (state) await journal.putStep({ jobId: 'job', name: 'room', state, attempts: 0, startedAt: 1 });
    expect((await runJob('job', ports)).state.kind).toBe(kind);
  });

  test('and is refused ends, and says why', async () => {
    const { ports } = await setUp({}, () => exception('INVALID_KS', { ERR_CODE: '-4' }));
    expect((await runJob('job', ports)).state).toMatchObject({
      ...{ kind: 'broken', problem: { code: 'noRight' }, leftovers: [] },
    });
  });

  test('and gets no answer waits with its time, and runs until then', async () => {
    const { ports, told } = await setUp({ state: PARKED }, () => {
      throw new Lost();
    });
    expect((await runJob('job', ports)).state).toMatchObject({
      ...{ kind: 'waiting', problem: { code: 'noAnswer' }, wakeAt: 9_000 },
    });
    expect(told.map(({ state }) => state.kind)).toEqual(['running', 'waiting']);
  });

  test('and meets an error of our own does not hide it', async () => {
    const { ports } = await setUp({}, () => {
      throw new Error('Ours.');
    });
    await expect(runJob('job', ports)).rejects.toThrow('Ours.');
  });
});

describe('taking back', () => {
  const room =
    (updatedAt: number): Answer =>
    () =>
      body(COPY_ID, { updatedAt });
  test.each<[string, Partial<Job>, Answer | undefined, boolean]>([
    ['a job at work is removed', {}, undefined, true],
    ['a room as we left it is removed', READY, room(5), true],
    ['a room that was changed is asked about', READY, room(6), false],
    ['a room that is gone is removed', READY, () => exception('ENTRY_ID_NOT_FOUND'), true],
    ['a room that cannot be looked at is asked about', READY, () => exception('ACTION_BLOCKED'), false],
    ['a room without a session is asked about', READY, undefined, false],
    ['a ready job without a room is asked about', { ...READY, room: undefined }, room(5), false],
  ])('%s', async (_, fields, answer, removed) => {
    const { ports, journal, told } = await setUp(fields, answer);
    expect(await takeBack('job', false, ports)).toBe(removed);
    const job = await journal.job('job');
    expect(job?.removing).toBe(removed ? true : undefined);
    expect(job?.state.kind).toBe(removed ? 'running' : 'ready');
    expect(told).toHaveLength(removed ? 1 : 0);
  });

  test('a changed room is removed when the teacher has confirmed it, without looking again', async () => {
    const { ports, asked } = await setUp(READY, room(6));
    expect(await takeBack('job', true, ports)).toBe(true);
    expect(asked).toEqual([]);
  });

  test('what is undone is done', async () => {
    const { ports, told } = await setUp({ state: { kind: 'undone' } });
    expect(await takeBack('job', true, ports)).toBe(true);
    expect(told).toEqual([]);
  });
});

describe('a decision', () => {
  const state: JobState = { kind: 'decision', candidates: [COPY_ID] };

  test.each([
    [
      { kind: 'thisOne', room: COPY_ID },
      { state: { kind: 'running' }, decided: COPY_ID },
    ],
    [{ kind: 'thisOne', room: '1_another0' }, { state }],
    [{ kind: 'cloneAgain' }, { state: { kind: 'running' }, decided: 'none' }],
    [
      { kind: 'leave' },
      { state: { kind: 'broken', problem: { code: 'needsDecision' }, leftovers: [COPY_ID] } },
    ],
  ] as const)('%j: %j', async (decision, expected) => {
    const { ports, told } = await setUp({ state });
    const job = await decide('job', decision, ports);
    expect(job).toEqual({ ...sampleJob(), ...expected });
    expect(told).toEqual([job]);
  });

  test('nobody asked for changes nothing', async () => {
    const { ports } = await setUp({});
    expect(await decide('job', { kind: 'cloneAgain' }, ports)).toEqual(sampleJob());
  });
});

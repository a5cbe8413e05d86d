import { describe, expect, test, vi } from 'vitest';
import { ORIGINAL, user } from '../../room/samples.ts';
import type { PartReport } from '../../room/report/report.ts';
import {
  decideJob,
  type FollowUp,
  noteAnnounced,
  noteOtherUser,
  noteSeen,
  type Occasion,
  type Ports,
  runJob,
  saveTexts,
  startJob,
  undoJob,
} from './commands.ts';
import { type Finished, type Job, type JobPause, type JobState, WORKFLOW_VERSION } from '../job/record.ts';
import { suspend } from '../job/run.ts';
import { isOpen } from '../job/due.ts';
import type { Step } from '../engine/journal.ts';
import { JournalError } from '../engine/journal-error.ts';
import { MemoryJournal } from '../engine/memory-journal.ts';
import {
  type Answer,
  body,
  COPY_ID,
  exception,
  Lost,
  ORIGINAL_ID,
  page,
  sampleClient,
  sampleJob,
  SERVICE,
} from '../samples.ts';

const NOW = 7_000;
const DAY_MS = 86_400_000;
const TEXTS = { name: 'Other', description: '', tags: '' };
const STORED = { texts: TEXTS, revision: 1, refused: [] };
const finished: Finished = { report: { verdict: 'complete', parts: [] }, leftAt: 5 };
const READY: Partial<Job> = { state: { kind: 'ready', finished }, room: COPY_ID, stored: STORED };
const forTime: JobPause = { until: 'time', problem: { code: 'noAnswer' }, wakeAt: 9_000 };
const forSession: JobPause = { until: 'session', problem: { code: 'sessionOver' } };
const forMoodle: JobPause = { until: 'moodle', problem: { code: 'moodleAway' }, giveUpAt: 9_000 };
const activity = { base: 'https://moodle.test', courseId: 2, cmid: 4, module: 'lti', name: 'Room' };
/** The step that made the room. */
const MADE: Step = {
  ...{ jobId: 'job', name: 'room', state: 'done', attempts: 0, startedAt: 1 },
  outcome: { ok: true, value: { room: COPY_ID, children: [] } },
};
const candidates = [{ entryId: COPY_ID, name: 'Copy', createdAt: 1 }];

/** A journal with this job, and a server; without one there is no session. */
async function setUp(fields?: Partial<Job>, answer?: Answer, followUp?: FollowUp) {
  const journal = new MemoryJournal<Job>();
  if (fields) await journal.changeJob('job', () => sampleJob(fields));
  const told: Job[] = [];
  const client = answer && sampleClient(answer);
  let now = NOW;
  const ports: Ports = {
    journal,
    clock: { now: () => now, random: () => 0 },
    client: () => Promise.resolve(client),
    services: () => ({ chat: undefined, storyboard: undefined }),
    changed: (job) => told.push(job),
    ...(followUp && { followUp }),
  };
  return { journal, ports, told, asked: client?.asked, at: (time: number) => (now = time) };
}

describe('a new job', () => {
  const reading = {
    original: ORIGINAL,
    user: user('amir'),
    groups: [],
    permissions: '',
    serverTime: 9_999,
    pace: { msPerCall: 1, msOfWork: 0, msOfWay: 1 },
  };
  const { options } = sampleJob();
  const job = { id: 'job', service: SERVICE, reading, texts: TEXTS, options, startedFrom: 'tab' };

  test('runs from now on; what it may have made is younger than the server’s clock when the room was read', async () => {
    const { ports, journal, told } = await setUp();
    expect(await startJob(job, ports)).toMatchObject({
      ...{ id: 'job', workflowVersion: WORKFLOW_VERSION, createdAt: NOW, readAt: 9, user: 'amir' },
      ...{ wanted: { texts: TEXTS, revision: 1 }, stored: undefined, state: { kind: 'running' } },
      ...{ room: undefined, crashes: 0, announced: undefined, seen: false, startedFrom: 'tab' },
    });
    expect(told).toEqual(await journal.jobs());
    expect(told[0]?.progress.map(({ part }) => part)).toEqual([
      ...['settings', 'files', 'storyboard', 'breakouts'],
    ]);
  });

  test('counts the activity among what is to do', async () => {
    const { ports } = await setUp();
    const started = await startJob({ ...job, activity }, ports);
    expect(started.progress.at(-1)).toEqual({ part: 'activity', done: 0, of: 1 });
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
    ['is not told of', (ports) => noteOtherUser('job', ports)],
    ['is not announced', (ports) => noteAnnounced('job', 'ready', ports)],
    ['is not run', (ports) => runJob('job', ports)],
    ['is not decided', (ports) => decideJob('job', { kind: 'leave' }, ports)],
  ])('%s', async (_, work) => {
    const { ports, journal, told } = await setUp();
    await expect(work(ports)).rejects.toThrow('No such job.');
    expect(await journal.jobs()).toEqual([]);
    expect(told).toEqual([]);
  });

  test('is undone already', async () => {
    const { ports, journal } = await setUp();
    expect(await undoJob('job', true, ports)).toBe(true);
    expect(await journal.jobs()).toEqual([]);
  });
});

test('each Save is a revision of its own, and is told', async () => {
  const state: JobState = { kind: 'waiting', pause: forSession };
  const { ports, told } = await setUp({ state });
  await saveTexts('job', TEXTS, ports);
  expect(await saveTexts('job', { ...TEXTS, name: 'Last' }, ports)).toMatchObject({
    ...{ wanted: { texts: { ...TEXTS, name: 'Last' }, revision: 3 }, state },
  });
  expect(told.map(({ wanted }) => wanted.revision)).toEqual([2, 3]);
});

test('what was announced is to be looked at, and then was', async () => {
  const { ports, journal } = await setUp({ ...READY, seen: true });
  expect(await noteAnnounced('job', 'ready', ports)).toMatchObject({ announced: 'ready', seen: false });
  await noteSeen(['job', 'none'], ports);
  expect(await journal.jobs()).toMatchObject([{ id: 'job', announced: 'ready', seen: true }]);
  expect(await noteAnnounced('job', undefined, ports)).toMatchObject({ announced: undefined, seen: true });
});

describe('a job that is taken up', () => {
  const blind: Answer = () => {
    throw new Lost();
  };
  const broken: Answer = () => {
    throw new Error('Ours.');
  };

  test.each<JobState>([
    { kind: 'undone' },
    { kind: 'failed', problem: { code: 'noRight' }, leftovers: [] },
    { kind: 'decision', question: { about: 1, candidates, during: { kind: 'cloning' } } },
    { kind: 'ready', finished },
  ])('and has nothing to do stays as it is: %j', async (state) => {
    const { ports, told, asked } = await setUp({ state, room: COPY_ID, stored: STORED }, blind);
    expect((await runJob('job', ports, 'wanted')).state).toEqual(state);
    expect(told).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each<[JobState, boolean]>([
    [{ kind: 'waiting', pause: forTime }, false],
    [{ kind: 'removing', pause: forTime }, false],
    [{ kind: 'waiting', pause: { ...forTime, wakeAt: NOW + 1 } }, false],
    [{ kind: 'waiting', pause: { ...forTime, wakeAt: NOW } }, true],
    [{ kind: 'waiting', pause: forSession }, true],
  ])(
    'before its time is left as it is (%j: runs %s), unless the teacher wants it tried',
    async (state, runs) => {
      const { ports, told, asked } = await setUp({ state }, blind);
      const job = await runJob('job', ports);
      expect(asked?.length === 0).toBe(!runs);
      if (!runs) {
        expect(job.state).toEqual(state);
        expect(told).toEqual([]);
        await runJob('job', ports, 'wanted');
        expect(asked).not.toEqual([]);
      }
    },
  );

  test.each<[JobState, object]>([
    [
      { kind: 'running' },
      { kind: 'failed', problem: { code: 'extensionUpdated' }, leftovers: [COPY_ID, '1_stray000'] },
    ],
    [
      { kind: 'removing', finished, pause: forSession },
      { kind: 'failed', problem: { code: 'extensionUpdated' }, leftovers: [COPY_ID, '1_stray000'], finished },
    ],
  ])('and is of another version stops, and names what it made: %j', async (state, expected) => {
    const { ports, asked, journal } = await setUp({ workflowVersion: 1, room: COPY_ID, state }, blind);
    const children = [{ source: '1_a', state: 'copied', copy: '1_stray000', moved: false }];
    const outcome = { ok: true, value: { children } };
    await journal.putStep({ jobId: 'job', name: 'room', state: 'done', attempts: 0, startedAt: 1, outcome });
    expect((await runJob('job', ports)).state).toEqual(expected);
    expect(asked).toEqual([]);
  });

  test.each<[JobState, string, string]>([
    [{ kind: 'running' }, 'waiting', 'sessionOver'],
    [{ kind: 'waiting', pause: forTime }, 'waiting', 'sessionOver'],
    [
      { kind: 'waiting', pause: { until: 'session', problem: { code: 'otherUser' } } },
      'waiting',
      'otherUser',
    ],
  ])('without a session waits for one, and says why: %j', async (state, kind, code) => {
    const { ports } = await setUp({ state });
    expect((await runJob('job', ports, 'wanted')).state).toEqual({
      kind,
      pause: { until: 'session', problem: { code } },
    });
  });

  test.each([
    [undefined, 'undone'],
    ['rolledBack', 'undone'],
    ['intent', 'removing'],
    ['done', 'removing'],
  ] as const)('to be removed without a session, with a first step that is %s: %s', async (state, kind) => {
    const { ports, journal } = await setUp({ state: { kind: 'removing' } });
    if (state) await journal.putStep({ jobId: 'job', name: 'room', state, attempts: 0, startedAt: 1 });
    const job = await runJob('job', ports);
    expect(job.state).toEqual(kind === 'undone' ? { kind } : { kind, pause: forSession });
  });

  test('and is refused ends, and says why', async () => {
    const { ports } = await setUp({}, () => exception('INVALID_KS', { ERR_CODE: '-4' }));
    expect((await runJob('job', ports)).state).toMatchObject({
      ...{ kind: 'failed', problem: { code: 'noRight' }, leftovers: [] },
    });
  });

  test('and gets no answer waits with its time, and runs until then', async () => {
    const { ports, told } = await setUp({ state: { kind: 'waiting', pause: forSession } }, blind);
    expect((await runJob('job', ports)).state).toEqual({
      ...{
        kind: 'waiting',
        pause: { until: 'time', problem: { code: 'noAnswer', details: 'network' }, wakeAt: NOW + 1_000 },
      },
    });
    expect(told.map(({ state }) => state.kind)).toEqual(['running', 'running', 'waiting']);
  });

  test('and meets an error of our own is tried again, each time later; the fifth time it ends (J14)', async () => {
    const { ports, at } = await setUp({ room: COPY_ID }, broken);
    const delays: number[] = [];
    for (let now = NOW; ;) {
      const { state, crashes } = await runJob('job', ports);
      if (state.kind !== 'waiting') {
        expect(crashes).toBe(5);
        expect(state).toEqual({ kind: 'failed', problem: { code: 'unexpected' }, leftovers: [COPY_ID] });
        break;
      }
      if (state.pause.until !== 'time') throw new Error('It waits for something else.');
      expect(state.pause.problem).toEqual({ code: 'unexpected' });
      delays.push(state.pause.wakeAt - now);
      at((now = state.pause.wakeAt));
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test('a journal that can’t be written is no error that it has met: it is as its journal says, and goes on when it can', async () => {
    const { ports, journal, at } = await setUp({ room: COPY_ID, crashes: 4 }, broken);
    // As a disk on which a small record has room, and a large one has not.
    const putStep = vi.spyOn(journal, 'putStep').mockRejectedValue(new JournalError('full'));
    for (let tries = 1; tries <= 6; tries += 1) {
      at(NOW + tries * DAY_MS);
      await expect(runJob('job', ports)).rejects.toThrow(JournalError);
      expect(await journal.job('job')).toMatchObject({ state: { kind: 'running' }, crashes: 4 });
    }
    putStep.mockRestore();
    expect((await runJob('job', ports)).state.kind).toBe('failed');
  });

  test('whose clock was set back since waits no longer than it may', async () => {
    const state: JobState = { kind: 'waiting', pause: { ...forTime, wakeAt: NOW + 30 * DAY_MS } };
    const { ports, asked } = await setUp({ state }, blind);
    const { state: after } = await runJob('job', ports);
    expect(asked).not.toEqual([]);
    expect(after).toMatchObject({ kind: 'waiting', pause: { wakeAt: NOW + 1_000 } });
  });

  test('to be removed, and meets an error of our own, ends too, with what is left', async () => {
    const { ports, at, journal } = await setUp({ state: { kind: 'removing' }, room: COPY_ID }, broken);
    const children = [{ source: '1_a', state: 'copied', copy: '1_stray000', moved: false }];
    await journal.putStep({ ...MADE, outcome: { ok: true, value: { room: COPY_ID, children } } });
    for (let tries = 1; tries <= 5; tries += 1) {
      at(NOW + tries * DAY_MS);
      await runJob('job', ports);
    }
    expect((await runJob('job', ports)).state).toEqual({
      ...{ kind: 'failed', problem: { code: 'unexpected' }, leftovers: [COPY_ID, '1_stray000'] },
    });
  });
});

describe('sessions that came, and that the server would not take', () => {
  const refuses: Answer = () => exception('INVALID_KS');
  const MINUTE = 60_000;
  const asRefused = (times: number, last = NOW): JobPause => ({ ...forSession, refused: { times, last } });
  /** The job after so many sessions, so far apart. */
  async function afterSessions(fields: Partial<Job>, count: number, apart = MINUTE): Promise<Job> {
    const { ports, at, journal } = await setUp(fields, refuses);
    // What is to be deleted was made; what is to be made was not yet.
    if (fields.state?.kind === 'removing') await journal.putStep(MADE);
    for (let nth = 1; nth < count; nth += 1) {
      at(NOW + nth * apart);
      await runJob('job', ports, 'session');
    }
    at(NOW + count * apart);
    return runJob('job', ports, 'session');
  }

  test.each<[string, JobState, object]>([
    [
      'a clone ends, and names what it made',
      { kind: 'waiting', pause: forSession },
      { kind: 'failed', problem: { code: 'sessionsRefused' }, leftovers: [COPY_ID] },
    ],
    [
      'so does an undo',
      { kind: 'removing', finished, pause: forSession },
      { kind: 'failed', problem: { code: 'sessionsRefused' }, leftovers: [COPY_ID], finished },
    ],
    [
      'edits of a room that is ready are given up: the room stays',
      { kind: 'ready', finished, pause: forSession },
      { kind: 'ready', finished },
    ],
  ])('the fifth in vain is the last: %s', async (_, state, end) => {
    const edited = { room: COPY_ID, state, wanted: { texts: TEXTS, revision: 2 }, stored: STORED };
    expect((await afterSessions(edited, 4)).state).toMatchObject({
      pause: { refused: { times: 4 } },
    });
    const job = await afterSessions(edited, 5);
    expect(job.state).toEqual(end);
    expect(isOpen(job)).toBe(false);
  });

  test('those of one page that is loaded again and again are one', async () => {
    const { state } = await afterSessions({ state: { kind: 'waiting', pause: forSession } }, 50, 1_000);
    expect(state).toMatchObject({ kind: 'waiting', pause: { refused: { times: 1 } } });
  });

  test.each<Occasion>(['due', 'wanted'])(
    'what is tried with the session that there was is none of them (%s)',
    async (occasion) => {
      const { ports } = await setUp({ state: { kind: 'waiting', pause: asRefused(4, -DAY_MS) } }, refuses);
      expect((await runJob('job', ports, occasion)).state).toEqual({
        kind: 'waiting',
        pause: asRefused(4, -DAY_MS),
      });
    },
  );

  test('without a session, and while somebody else is there, they stay counted', async () => {
    const { ports } = await setUp({ state: { kind: 'waiting', pause: asRefused(4) } });
    await noteOtherUser('job', ports);
    expect((await runJob('job', ports, 'wanted')).state).toEqual({
      kind: 'waiting',
      pause: { until: 'session', problem: { code: 'otherUser' }, refused: { times: 4, last: NOW } },
    });
  });

  test('a job that has got on with one counts from anew', async () => {
    const works = (action: string): boolean => action !== 'baseEntry.delete';
    const { ports, journal } = await setUp(
      { state: { kind: 'removing', pause: asRefused(4, -DAY_MS) }, room: COPY_ID },
      (action) => (works(action) ? page() : exception('INVALID_KS')),
    );
    await journal.putStep(MADE);
    const before = (await journal.steps('job')).filter(({ state }) => state === 'done').length;
    const { state } = await runJob('job', ports, 'session');
    const done = (await journal.steps('job')).filter(({ state: now }) => now === 'done').length;
    expect(done).toBeGreaterThan(before);
    expect(state).toEqual({ kind: 'removing', pause: forSession });
  });
});

describe('what is made beside a room that is ready', () => {
  const DUE: Partial<Job> = { ...READY, activity };
  const away: FollowUp = {
    make: () => Promise.resolve(suspend({ kind: 'moodle', problem: { code: 'moodleAway' } })),
    remove: () => Promise.resolve(suspend({ kind: 'moodle', problem: { code: 'moodleAway' } })),
  };
  const line: PartReport = { part: 'activity', outcome: 'copied', count: 1, of: 1, notes: [] };
  const there: FollowUp = {
    make: async ({ note }) => {
      await note({ kind: 'reported', line, progress: [] });
    },
    remove: () => Promise.resolve(),
  };
  const none: Answer = () => page();

  test('is made at once where its Moodle is there', async () => {
    const { ports } = await setUp(DUE, none, there);
    expect((await runJob('job', ports)).state).toEqual({
      ...{ kind: 'ready', finished: { leftAt: 5, report: { verdict: 'complete', parts: [line] } } },
    });
  });

  test('waits three days for its Moodle; trying in between makes it no longer', async () => {
    const { ports, at } = await setUp(DUE, none, away);
    const pause = { until: 'moodle', problem: { code: 'moodleAway' }, giveUpAt: NOW + 3 * DAY_MS };
    expect((await runJob('job', ports)).state).toEqual({ kind: 'ready', finished, pause });
    at(NOW + 2 * DAY_MS);
    expect((await runJob('job', ports, 'wanted')).state).toEqual({ kind: 'ready', finished, pause });
  });

  test('waits three days at the most, also where the clock was set back', async () => {
    const state: JobState = { kind: 'ready', finished, pause: { ...forMoodle, giveUpAt: NOW + 99 * DAY_MS } };
    const { ports } = await setUp({ ...DUE, state }, none, away);
    expect((await runJob('job', ports)).state).toMatchObject({ pause: { giveUpAt: NOW + 3 * DAY_MS } });
  });

  test('is given up when the time is over, and the report says so: the room stays (J10)', async () => {
    const { ports, at } = await setUp(
      { ...DUE, state: { kind: 'ready', finished, pause: forMoodle } },
      none,
      away,
    );
    at(forMoodle.giveUpAt);
    expect((await runJob('job', ports)).state).toMatchObject({
      kind: 'ready',
      finished: { report: { verdict: 'partial', parts: [{ part: 'activity', reason: 'moodleAway' }] } },
    });
  });

  test('is made by a Moodle that comes back in the last moment', async () => {
    const { ports, at } = await setUp(
      { ...DUE, state: { kind: 'ready', finished, pause: forMoodle } },
      none,
      there,
    );
    at(forMoodle.giveUpAt);
    expect((await runJob('job', ports)).state).toMatchObject({
      finished: { report: { verdict: 'complete' } },
    });
  });

  test('keeps an undo waiting no longer than that (J11)', async () => {
    const { ports, at } = await setUp({ state: { kind: 'removing' }, activity }, none, away);
    const first = await runJob('job', ports);
    expect(first.state).toMatchObject({ kind: 'removing', pause: { until: 'moodle' } });
    at(NOW + 3 * DAY_MS);
    expect((await runJob('job', ports)).state).toEqual({
      ...{ kind: 'failed', problem: { code: 'activityLeft' }, leftovers: [] },
    });
  });
});

describe('undo', () => {
  const room =
    (updatedAt: number): Answer =>
    () =>
      body(COPY_ID, { updatedAt });
  const gone: Answer = () => exception('ENTRY_ID_NOT_FOUND');

  test.each<[string, Partial<Job>]>([
    ['at work', {}],
    ['at work, with a room', { room: COPY_ID }],
    ['waiting for its time', { state: { kind: 'waiting', pause: forTime } }],
    ['waiting for a session', { state: { kind: 'waiting', pause: forSession }, room: COPY_ID }],
    [
      'asking',
      { state: { kind: 'decision', question: { about: 1, candidates, during: { kind: 'cloning' } } } },
    ],
    ['failed', { state: { kind: 'failed', problem: { code: 'noRight' }, leftovers: [] } }],
  ])('of a job that is %s needs no question: its room was nobody’s yet', async (_, fields) => {
    const { ports, journal, asked } = await setUp(fields, room(6));
    expect(await undoJob('job', false, ports)).toBe(true);
    expect((await journal.job('job'))?.state).toEqual({ kind: 'removing' });
    expect(asked).toEqual([]);
  });

  describe.each<[string, JobState]>([
    ['ready', { kind: 'ready', finished }],
    ['ready, with an edit that waits for its time', { kind: 'ready', finished, pause: forTime }],
    ['ready, with an edit that waits for a session', { kind: 'ready', finished, pause: forSession }],
    ['ready, with an activity that waits for its Moodle', { kind: 'ready', finished, pause: forMoodle }],
    [
      'failed, since its deletion was refused',
      { kind: 'failed', problem: { code: 'noRight' }, leftovers: [COPY_ID], finished },
    ],
    [
      'asking what to delete',
      { kind: 'decision', question: { about: 1, candidates, during: { kind: 'removing', finished } } },
    ],
  ])('of a finished room that is %s (J3)', (_, state) => {
    test.each<[string, Answer | undefined, boolean]>([
      ['goes on where the room is as we left it', room(5), true],
      ['asks where it was changed since', room(6), false],
      ['goes on where it is gone', gone, true],
      ['asks where it cannot be looked at', () => exception('ACTION_BLOCKED'), false],
      ['asks without a session', undefined, false],
    ])('%s', async (__, answer, removed) => {
      const { ports, journal, told } = await setUp({ ...READY, activity, state }, answer);
      expect(await undoJob('job', false, ports)).toBe(removed);
      expect((await journal.job('job'))?.state).toEqual(removed ? { kind: 'removing', finished } : state);
      expect(told).toHaveLength(removed ? 1 : 0);
    });

    test('goes on when the teacher has confirmed it, without looking again', async () => {
      const { ports, asked } = await setUp({ ...READY, state }, room(6));
      expect(await undoJob('job', true, ports)).toBe(true);
      expect(asked).toEqual([]);
    });
  });

  test.each<JobState>([{ kind: 'undone' }, { kind: 'removing', finished, pause: forSession }])(
    'of %j is under way already',
    async (state) => {
      const { ports, told, journal } = await setUp({ state });
      expect(await undoJob('job', false, ports)).toBe(true);
      expect((await journal.job('job'))?.state).toEqual(state);
      expect(told).toEqual([]);
    },
  );

  test('deletes the room, and forgets it', async () => {
    const deleted: unknown[] = [];
    const { ports, journal } = await setUp(
      { ...READY, state: { kind: 'removing', finished } },
      (action, params) => {
        if (action === 'baseEntry.delete') deleted.push(params['entryId']);
        return action === 'uploadToken.list' ? page() : null;
      },
    );
    await journal.putStep(MADE);
    expect(await runJob('job', ports)).toMatchObject({ state: { kind: 'undone' }, room: undefined });
    expect(deleted).toEqual([COPY_ID]);
  });
});

describe('a decision', () => {
  const state: JobState = {
    kind: 'decision',
    question: { about: 3, candidates, during: { kind: 'cloning' } },
  };

  test.each([
    [
      { kind: 'thisOne', room: COPY_ID },
      { kind: 'running', answer: { about: 3, room: COPY_ID } },
    ],
    [{ kind: 'thisOne', room: ORIGINAL_ID }, state],
    [{ kind: 'cloneAgain' }, { kind: 'running', answer: { about: 3, room: 'none' } }],
    [{ kind: 'leave' }, { kind: 'failed', problem: { code: 'needsDecision' }, leftovers: [COPY_ID] }],
  ] as const)('%j: %j', async (decision, expected) => {
    const { ports, told } = await setUp({ state });
    const job = await decideJob('job', decision, ports);
    expect(job).toEqual({ ...sampleJob(), state: expected });
    expect(told).toEqual([job]);
  });

  test('nobody asked for changes nothing', async () => {
    const { ports } = await setUp({});
    expect(await decideJob('job', { kind: 'cloneAgain' }, ports)).toEqual(sampleJob());
  });
});

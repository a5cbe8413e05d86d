import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { id } from '../../room/samples.ts';
import { isRetryable, noticeOf } from '../../room/report/job-view.ts';
import type { PartReport } from '../../room/report/report.ts';
import { COPY_ID, sampleJob } from '../samples.ts';
import { outdated } from './expiry.ts';
import type { Answer, Finished, Job, JobPause, JobState } from './record.ts';
import { dueAt, isDue, isOpen, pauseOf } from './due.ts';
import type { JobEvent } from './events.ts';
import { next } from './state.ts';
import { finishedOf } from './transitions.ts';
import { viewOf } from './view.ts';

type StateKind = JobState['kind'];
type EventKind = JobEvent['kind'];

const OTHER = id('1_another0');
const finished: Finished = {
  report: { verdict: 'complete', parts: [{ part: 'files', outcome: 'none' }] },
  leftAt: 5,
};
const forTime: JobPause = { until: 'time', problem: { code: 'noAnswer' }, wakeAt: 9_000 };
const forSession: JobPause = { until: 'session', problem: { code: 'sessionOver' } };
const forMoodle: JobPause = { until: 'moodle', problem: { code: 'moodleAway' }, giveUpAt: 8_000 };
const otherUser: JobPause = { until: 'session', problem: { code: 'otherUser' } };
const answer: Answer = { about: 3, room: COPY_ID };
const candidates = [{ entryId: COPY_ID, name: 'Copy', createdAt: 1 }];
const activity = { base: 'https://moodle.test', courseId: 2, cmid: 4, module: 'lti', name: 'Room in week 3' };
const TEXTS = { name: 'Other', description: '<p>x</p>', tags: 'a' };
const stored = { texts: TEXTS, revision: 2, refused: [] };
const line: PartReport = { part: 'texts', outcome: 'copied', count: 3, of: 3, notes: [] };
const activityLine: PartReport = { part: 'activity', outcome: 'copied', count: 1, of: 1, notes: [] };

/** A state of each kind, in which every event that means anything there can be seen. */
const STATES: { readonly [Kind in StateKind]: Extract<JobState, { kind: Kind }> } = {
  running: { kind: 'running', answer },
  waiting: { kind: 'waiting', pause: forSession, answer },
  decision: { kind: 'decision', question: { about: 3, candidates, during: { kind: 'cloning' } } },
  ready: { kind: 'ready', finished, pause: forSession },
  removing: { kind: 'removing', finished, pause: forSession, answer },
  undone: { kind: 'undone' },
  failed: { kind: 'failed', problem: { code: 'noRight' }, leftovers: [COPY_ID] },
};
const kinds = Object.keys(STATES) as StateKind[]; // its keys are these

const EVENTS: { readonly [Kind in EventKind]: Extract<JobEvent, { kind: Kind }> } = {
  saved: { kind: 'saved', texts: TEXTS },
  runStarted: { kind: 'runStarted' },
  roomCreated: { kind: 'roomCreated', room: OTHER, stored },
  progressed: { kind: 'progressed', progress: [{ part: 'files', done: 1, of: 2 }] },
  sent: { kind: 'sent', progress: [{ part: 'files', done: 0, of: 2, underWay: 2 }] },
  originalChanged: { kind: 'originalChanged', updatedAt: 77 },
  textsStored: { kind: 'textsStored', stored, line, leftAt: 8 },
  verified: { kind: 'verified', finished: { ...finished, leftAt: 6 } },
  reported: { kind: 'reported', line: activityLine, progress: [] },
  paused: { kind: 'paused', pause: forTime },
  asked: { kind: 'asked', about: 4, candidates },
  ended: { kind: 'ended', problem: { code: 'refused' }, strays: [OTHER], activityBegun: false },
  crashed: { kind: 'crashed', pause: forTime, strays: [OTHER], activityBegun: false },
  moodleGivenUp: { kind: 'moodleGivenUp', activityBegun: false },
  undoRequested: { kind: 'undoRequested' },
  roomDeleted: { kind: 'roomDeleted', unproved: [] },
  removed: { kind: 'removed' },
  decided: { kind: 'decided', decision: { kind: 'thisOne', room: COPY_ID } },
  otherUserOpened: { kind: 'otherUserOpened' },
  announced: { kind: 'announced', notice: 'ready' },
};
const eventKinds = Object.keys(EVENTS) as EventKind[]; // as above

const jobIn = (state: JobState, fields: Partial<Job> = {}): Job =>
  sampleJob({ state, room: COPY_ID, activity, crashes: 1, ...fields });
const notCopied = (reason: 'activityChanged' | 'moodleAway' | 'activityLeft'): PartReport => ({
  ...{ part: 'activity', outcome: 'notCopied', of: 1, reason, names: [activity.name] },
});
const finishedWith = (added: PartReport, verdict: 'complete' | 'partial'): Finished => ({
  ...finished,
  report: { verdict, parts: [...finished.report.parts, added] },
});
const undone: JobState = { kind: 'undone' };
const failedBy = (code: 'refused' | 'unexpected' | 'activityLeft', leftovers = [COPY_ID]): JobState => ({
  kind: 'failed',
  problem: { code },
  leftovers,
});
const saved: Partial<Job> = { wanted: { texts: TEXTS, revision: 2 } };
const refusedAll = {
  texts: sampleJob().wanted.texts,
  revision: 1,
  refused: ['name', 'description', 'tags'],
} as const;

/** What each event makes of each state: these fields of the job, and no others. What is not here changes nothing. */
const TABLE: Readonly<Record<EventKind, Readonly<Partial<Record<StateKind, Partial<Job>>>>>> = {
  saved: { running: saved, waiting: saved, decision: saved, ready: saved, failed: saved },
  runStarted: {
    waiting: { state: { kind: 'running', answer } },
    ready: { state: { kind: 'ready', finished } },
    removing: { state: { kind: 'removing', finished, answer } },
  },
  roomCreated: { running: { room: OTHER, stored }, removing: { room: OTHER, stored } },
  progressed: Object.fromEntries(
    kinds.map((kind) => [kind, { progress: [{ part: 'files', done: 1, of: 2 }], crashes: 0 }]),
  ),
  // What goes out is not done: crashes are still counted.
  sent: Object.fromEntries(
    kinds.map((kind) => [kind, { progress: [{ part: 'files', done: 0, of: 2, underWay: 2 }] }]),
  ),
  originalChanged: Object.fromEntries(
    kinds.map((kind) => {
      const { original } = sampleJob();
      return [kind, { original: { ...original, entry: { ...original.entry, updatedAt: 77 } } }];
    }),
  ),
  textsStored: {
    ...Object.fromEntries(kinds.map((kind) => [kind, { stored }])),
    ready: {
      stored,
      state: { kind: 'ready', pause: forSession, finished: { ...finishedWith(line, 'complete'), leftAt: 8 } },
    },
  },
  verified: { running: { crashes: 0, state: { kind: 'ready', finished: { ...finished, leftAt: 6 } } } },
  reported: {
    ready: {
      progress: [],
      state: { kind: 'ready', pause: forSession, finished: finishedWith(activityLine, 'complete') },
    },
  },
  paused: {
    running: { state: { kind: 'waiting', pause: forTime, answer } },
    ready: { state: { kind: 'ready', finished, pause: forTime } },
    removing: { state: { kind: 'removing', finished, pause: forTime, answer } },
  },
  asked: {
    running: { state: { kind: 'decision', question: { about: 4, candidates, during: { kind: 'cloning' } } } },
    removing: {
      state: { kind: 'decision', question: { about: 4, candidates, during: { kind: 'removing', finished } } },
    },
  },
  ended: {
    running: { state: failedBy('refused', [COPY_ID, OTHER]) },
    ready: {
      stored: refusedAll,
      state: {
        kind: 'ready',
        pause: forSession,
        finished: finishedWith(notCopied('activityChanged'), 'partial'),
      },
    },
    removing: { state: { ...failedBy('refused', [COPY_ID, OTHER]), finished } as JobState },
  },
  crashed: {
    running: { crashes: 2, state: { kind: 'waiting', pause: forTime, answer } },
    waiting: { crashes: 2 },
    decision: { crashes: 2 },
    ready: { crashes: 2, state: { kind: 'ready', finished, pause: forTime } },
    removing: { crashes: 2, state: { kind: 'removing', finished, pause: forTime, answer } },
    undone: { crashes: 2 },
    failed: { crashes: 2 },
  },
  moodleGivenUp: {
    ready: { state: { kind: 'ready', finished: finishedWith(notCopied('moodleAway'), 'partial') } },
    removing: { state: { ...failedBy('activityLeft'), finished } as JobState },
  },
  undoRequested: {
    running: { state: { kind: 'removing', answer } },
    waiting: { state: { kind: 'removing', answer } },
    decision: { state: { kind: 'removing' } },
    ready: { state: { kind: 'removing', finished } },
    failed: { state: { kind: 'removing' } },
  },
  roomDeleted: { removing: { room: undefined, state: { kind: 'removing', pause: forSession, answer } } },
  removed: { removing: { state: undone } },
  decided: { decision: { state: { kind: 'running', answer } } },
  otherUserOpened: {
    waiting: { state: { kind: 'waiting', pause: otherUser, answer } },
    ready: { state: { kind: 'ready', finished, pause: otherUser } },
    removing: { state: { kind: 'removing', finished, pause: otherUser, answer } },
  },
  announced: Object.fromEntries(kinds.map((kind) => [kind, { announced: 'ready', seen: false }])),
};

describe.each(eventKinds)('%s', (event) => {
  test.each(kinds)('of a job that is %s', (kind) => {
    const job = jobIn(STATES[kind]);
    expect(next(job, EVENTS[event])).toEqual({ ...job, ...TABLE[event][kind] });
  });
});

test('the table in the docstring says the same', () => {
  const source = readFileSync(join(import.meta.dirname, 'state.ts'), 'utf8');
  const rows = source
    .split('\n')
    .filter((text) => text.startsWith(' * | '))
    .map((text) =>
      text
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], ...body] = rows;
  expect(head.slice(1)).toEqual(kinds);
  const everywhere = ['progressed', 'sent', 'textsStored', 'originalChanged', 'announced'];
  expect([...body.map(([event]) => event), ...everywhere].sort()).toEqual(eventKinds.toSorted());
  for (const [event, ...cells] of body) {
    const changed = kinds.filter((_, i) => cells[i] !== '–');
    const effects = TABLE[event as EventKind]; // as was just seen
    // A crash is counted everywhere; what it does beside is in the table.
    const expected = kinds.filter(
      (kind) => effects[kind] && (event !== 'crashed' || 'state' in effects[kind]),
    );
    expect({ event, changed }).toEqual({ event, changed: expected });
  }
});

test.each<JobEvent>([
  { ...EVENTS.moodleGivenUp, activityBegun: true },
  { ...EVENTS.ended, activityBegun: true },
])('a copy of the activity that was begun is named where $kind ends it', (event) => {
  const { state } = next(jobIn({ kind: 'ready', finished }), event);
  expect(state).toEqual({
    kind: 'ready',
    finished: finishedWith(notCopied('activityLeft'), 'partial'),
  });
});

describe('copies that may be this job’s, and are not proved to be', () => {
  const deleted = next(jobIn(STATES.removing), { kind: 'roomDeleted', unproved: [OTHER] });
  const left = (code: 'copiesLeft' | 'unexpected' | 'activityLeft'): JobState => ({
    ...{ kind: 'failed', problem: { code }, leftovers: [OTHER] },
  });

  test.each<[JobEvent, number, JobState]>([
    [EVENTS.removed, 0, left('copiesLeft')],
    [EVENTS.moodleGivenUp, 0, left('activityLeft')],
    [{ ...EVENTS.crashed, strays: [] }, 4, left('unexpected')],
  ])('are named where $kind ends the removal, which says not that all is undone', (event, crashes, state) => {
    expect(next({ ...deleted, crashes }, event).state).toEqual(state);
  });

  test('and are gone when it is undone once more, are named no more', () => {
    const again = next(next(deleted, EVENTS.removed), EVENTS.undoRequested);
    expect(next(next(again, EVENTS.roomDeleted), EVENTS.removed).state).toEqual(undone);
    expect(next(next(deleted, EVENTS.roomDeleted), EVENTS.removed).state).toEqual(undone);
  });
});

describe('an unexpected error', () => {
  const crash = EVENTS.crashed;

  test.each<[JobState, JobState]>([
    [STATES.running, failedBy('unexpected', [COPY_ID, OTHER])],
    [STATES.removing, { ...failedBy('unexpected', [COPY_ID, OTHER]), finished } as JobState],
  ])('the fifth of %j ends it, and names all that is left', (state, expected) => {
    expect(next(jobIn(state, { crashes: 3 }), crash).state.kind).toBe(
      state.kind === 'running' ? 'waiting' : 'removing',
    );
    expect(next(jobIn(state, { crashes: 4 }), crash)).toEqual(jobIn(expected, { crashes: 5 }));
  });

  test('the fifth beside a room that is ready gives up what is beside it: the room stays', () => {
    const job = next(jobIn({ kind: 'ready', finished }, { crashes: 4 }), crash);
    expect(job.state).toEqual({
      kind: 'ready',
      finished: finishedWith(notCopied('activityChanged'), 'partial'),
    });
    expect(isOpen(job)).toBe(false);
  });

  test('in between there is progress: it counts from anew', () => {
    const progressed = next(jobIn(STATES.running, { crashes: 4 }), EVENTS.progressed);
    expect(next(progressed, crash).state.kind).toBe('waiting');
  });
});

describe('what is given up beside a room that is ready', () => {
  test('is not what is done already', () => {
    const done = finishedWith(activityLine, 'complete');
    const job = jobIn(
      { kind: 'ready', finished: done },
      { stored: { texts: TEXTS, revision: 1, refused: [] } },
    );
    expect(next(job, EVENTS.ended)).toEqual(job);
  });

  test('is nothing of a Moodle that was not to have any', () => {
    const job = jobIn({ kind: 'ready', finished, pause: forMoodle }, { activity: undefined });
    expect(next(job, EVENTS.moodleGivenUp)).toEqual(job);
  });
});

describe('texts', () => {
  test('that are stored twice count once: the first revision of a room that was made with them stays', () => {
    const early = { texts: TEXTS, revision: 1, refused: [] };
    expect(next(jobIn(STATES.running, { stored: early }), EVENTS.roomCreated).stored).toEqual(early);
  });

  test('of a room that somebody else has worked in leave its mark where it is', () => {
    const job = next(jobIn(STATES.ready), { kind: 'textsStored', stored, line });
    expect(job.state).toMatchObject({ finished: { leftAt: 5 } });
  });
});

describe('a decision', () => {
  const asked = (during: { kind: 'cloning' } | { kind: 'removing'; finished?: Finished }) =>
    jobIn({ kind: 'decision', question: { about: 3, candidates, during } });
  const decide = (job: Job, decision: Extract<JobEvent, { kind: 'decided' }>['decision']): JobState =>
    next(job, { kind: 'decided', decision }).state;

  test('names one of the rooms that were asked about, and no other', () => {
    const job = asked({ kind: 'cloning' });
    expect(decide(job, { kind: 'thisOne', room: OTHER })).toBe(job.state);
  });

  test.each([
    [{ kind: 'thisOne', room: COPY_ID }, COPY_ID],
    [{ kind: 'cloneAgain' }, 'none'],
  ] as const)('%j counts for the request that it was asked about', (decision, room) => {
    expect(decide(asked({ kind: 'cloning' }), decision)).toEqual({
      kind: 'running',
      answer: { about: 3, room },
    });
    expect(decide(asked({ kind: 'removing' }), decision)).toEqual({
      kind: 'removing',
      answer: { about: 3, room },
    });
    expect(decide(asked({ kind: 'removing', finished }), decision)).toEqual({
      ...{ kind: 'removing', answer: { about: 3, room }, finished },
    });
  });

  test('to leave everything as it is ends the job, and names what was asked about', () => {
    expect(decide(asked({ kind: 'cloning' }), { kind: 'leave' })).toEqual({
      ...{ kind: 'failed', problem: { code: 'needsDecision' }, leftovers: [COPY_ID] },
    });
  });

  test('is asked anew for a later request, and the earlier answer is gone', () => {
    const job = next(jobIn(STATES.running), { kind: 'asked', about: 9, candidates });
    expect(decide(job, { kind: 'cloneAgain' })).toEqual({
      kind: 'running',
      answer: { about: 9, room: 'none' },
    });
  });
});

describe('a finished room stays known as one (J3)', () => {
  const undo = EVENTS.undoRequested;

  test('when its deletion was refused, and is asked for again', () => {
    const refused = next(jobIn({ kind: 'removing', finished }), EVENTS.ended);
    expect(next(refused, undo).state).toEqual({ kind: 'removing', finished });
  });

  test('when a question came in between', () => {
    const question = { about: 3, candidates, during: { kind: 'removing', finished } } as const;
    const job = jobIn({ kind: 'decision', question });
    expect(next(job, undo).state).toEqual({ kind: 'removing', finished });
    expect(next(job, { kind: 'decided', decision: { kind: 'leave' } }).state).toMatchObject({ finished });
  });
});

test.each<[JobState, number | undefined]>([
  [{ kind: 'running' }, 0],
  [{ kind: 'waiting', pause: forTime }, 9_000],
  [{ kind: 'waiting', pause: forSession }, undefined],
  [STATES.decision, undefined],
  [{ kind: 'ready', finished }, 0],
  [{ kind: 'ready', finished, pause: forMoodle }, 8_000],
  [{ kind: 'ready', finished, pause: forTime }, 9_000],
  [{ kind: 'removing' }, 0],
  [{ kind: 'removing', pause: forMoodle }, 8_000],
  [{ kind: 'removing', pause: forSession }, undefined],
  [undone, undefined],
  [STATES.failed, undefined],
])('%j is due at %s', (state, due) => {
  expect(dueAt(jobIn(state))).toBe(due);
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
test.each<[JobPause, number, boolean]>([
  [forTime, 8_999, false],
  [forTime, 9_000, true],
  [{ ...forTime, wakeAt: HOUR_MS }, 0, false],
  // Nobody waits for so long: the clock was set back since.
  [{ ...forTime, wakeAt: HOUR_MS + 1 }, 0, true],
  [{ ...forTime, wakeAt: 400 * DAY_MS }, 0, true],
  [forMoodle, 7_999, false],
  [forMoodle, 8_000, true],
  [{ ...forMoodle, giveUpAt: 3 * DAY_MS }, 0, false],
  [{ ...forMoodle, giveUpAt: 3 * DAY_MS + 1 }, 0, true],
  [forSession, Infinity, false],
])('a job that waits for %j is due at %i: %s', (pause, now, due) => {
  expect(isDue(jobIn({ kind: 'waiting', pause }), now)).toBe(due);
  expect(isDue(jobIn({ kind: 'removing', pause }), now)).toBe(due);
  expect(isDue(jobIn({ kind: 'ready', finished, pause }), now)).toBe(due);
});

test.each<[string, Partial<Job>, boolean]>([
  ['texts and activity are due', {}, true],
  ['texts are due', { activity: undefined }, true],
  ['the activity is due', { stored: { texts: TEXTS, revision: 1, refused: [] } }, true],
  ['nothing is due', { activity: undefined, stored: { texts: TEXTS, revision: 1, refused: [] } }, false],
])('a room is ready, and %s: open %s', (_, fields, open) => {
  expect(isOpen(jobIn({ kind: 'ready', finished }, fields))).toBe(open);
  expect(dueAt(jobIn({ kind: 'ready', finished }, fields))).toBe(open ? 0 : undefined);
});

describe('whatever happens in whatever order', () => {
  /** Every state that may follow one, itself apart. */
  const FOLLOW: Readonly<Record<StateKind, readonly StateKind[]>> = {
    running: ['waiting', 'decision', 'ready', 'removing', 'failed'],
    waiting: ['running', 'removing'],
    decision: ['running', 'removing', 'failed'],
    ready: ['removing'],
    removing: ['decision', 'undone', 'failed'],
    undone: [],
    failed: ['removing'],
  };
  const pause = fc.constantFrom(forTime, forSession, forMoodle);
  const asked = fc
    .subarray([COPY_ID, OTHER])
    .map((ids) => ids.map((entryId) => ({ entryId, name: 'x', createdAt: 1 })));
  const decision = fc.constantFrom<Extract<JobEvent, { kind: 'decided' }>['decision']>(
    { kind: 'thisOne', room: OTHER },
    { kind: 'cloneAgain' },
    { kind: 'leave' },
  );
  const event: fc.Arbitrary<JobEvent> = fc.oneof<fc.Arbitrary<JobEvent>[]>(
    fc.constantFrom(...eventKinds.map((kind) => EVENTS[kind])),
    pause.map((one) => ({ kind: 'paused', pause: one })),
    pause.map((one) => ({ kind: 'crashed', pause: one, strays: [], activityBegun: false })),
    fc.tuple(fc.nat(9), asked).map(([about, rooms]) => ({ kind: 'asked', about, candidates: rooms })),
    decision.map((one) => ({ kind: 'decided', decision: one })),
    fc
      .constantFrom(undefined, 'paused' as const, 'failed' as const)
      .map((notice) => ({ kind: 'announced', notice })),
  );
  const hasActivity = fc.boolean();

  test('a state follows only where the table says so, a finished room is never forgotten, and each can be shown', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), hasActivity, (events, moodle) => {
        let job = sampleJob({ activity: moodle ? activity : undefined });
        for (const one of events) {
          const before = structuredClone(job);
          const after = next(job, one);
          expect(job, 'it is pure').toEqual(before);
          const [from, to] = [job.state.kind, after.state.kind];
          if (from !== to) expect(FOLLOW[from]).toContain(to);
          // Only its deletion ends what is known of a finished room.
          if (finishedOf(job.state).finished && to !== 'undone' && one.kind !== 'roomDeleted')
            expect(finishedOf(after.state).finished).toBeDefined();
          // An answer is never of another question.
          if ('answer' in after.state && job.state.kind === 'decision' && from !== to)
            expect(after.state.answer.about).toBe(job.state.question.about);
          const due = dueAt(after);
          const waits = pauseOf(after)?.until;
          expect(due === undefined).toBe(!isOpen(after) || waits === 'session');
          if (waits !== undefined && isOpen(after)) expect(due).not.toBe(0);
          // Nothing is thrown away that is still to be done.
          if (isOpen(after)) expect(outdated([after], Infinity)).toEqual([]);
          const view = viewOf(after);
          expect(view.state.kind).toBe(to);
          expect(Object.keys(view.state)).not.toContain('finished');
          expect(JSON.parse(JSON.stringify(view))).toMatchObject({ jobId: job.id });
          expect([undefined, 'ready', 'readyInPart', 'failed', 'decision', 'paused']).toContain(
            noticeOf(view),
          );
          if (isRetryable(view)) expect(waits).toBeDefined();
          job = after;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('every state can be reached', () => {
    const reached = new Map<StateKind, Job>([['running', sampleJob({ activity })]]);
    // A map that is added to is gone through to its end.
    for (const job of reached.values())
      for (const kind of eventKinds) {
        const after = next(job, EVENTS[kind]);
        if (!reached.has(after.state.kind)) reached.set(after.state.kind, after);
      }
    expect([...reached.keys()].sort()).toEqual(kinds.toSorted());
  });
});

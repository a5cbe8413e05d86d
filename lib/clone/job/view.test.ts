import { expect, test } from 'vitest';
import {
  isRemovable,
  isRetryable,
  noticeOf,
  type JobStateView,
  type Notice,
} from '../../room/report/job-view.ts';
import { COPY_ID, ORIGINAL_ID, sampleJob } from '../samples.ts';
import type { Finished, JobPause, JobState, StoredTexts } from './record.ts';
import { viewOf } from './view.ts';

const TEXTS = { name: 'Other', description: '', tags: '' };
const report = { verdict: 'complete', parts: [] } as const;
const inPart = { verdict: 'partial', parts: [] } as const;
const finished: Finished = { report, leftAt: 5 };
const forTime: JobPause = { until: 'time', problem: { code: 'noAnswer' }, wakeAt: 9_000 };
const forSession: JobPause = { until: 'session', problem: { code: 'sessionOver' } };
const forMoodle: JobPause = { until: 'moodle', problem: { code: 'moodleAway' }, giveUpAt: 9_000 };
const candidates = [{ entryId: COPY_ID, name: 'Copy', createdAt: 1 }];
const answer = { about: 3, room: COPY_ID };

/** State → how it is shown, what is said of it once, whether it may be undone, whether trying now may help. */
test.each<[JobState, JobStateView, Notice | undefined, boolean, boolean]>([
  [{ kind: 'running', answer }, { kind: 'running' }, undefined, true, false],
  [
    { kind: 'waiting', pause: forTime, answer },
    { kind: 'waiting', until: 'time', problem: { code: 'noAnswer' } },
    ...([undefined, true, true] as const),
  ],
  [
    { kind: 'waiting', pause: forSession },
    { kind: 'waiting', until: 'session', problem: { code: 'sessionOver' } },
    ...(['paused', true, true] as const),
  ],
  [
    { kind: 'decision', question: { about: 3, candidates, during: { kind: 'cloning' } } },
    { kind: 'decision', about: 3, candidates, during: 'cloning' },
    ...(['decision', true, false] as const),
  ],
  [
    { kind: 'decision', question: { about: 3, candidates: [], during: { kind: 'removing', finished } } },
    { kind: 'decision', about: 3, candidates: [], during: 'removing' },
    ...(['decision', true, false] as const),
  ],
  [{ kind: 'ready', finished }, { kind: 'ready', report, pending: undefined }, 'ready', true, false],
  [
    { kind: 'ready', finished: { ...finished, report: inPart }, pause: forMoodle },
    { kind: 'ready', report: inPart, pending: { until: 'moodle', problem: { code: 'moodleAway' } } },
    ...(['readyInPart', true, true] as const),
  ],
  [{ kind: 'removing', finished, answer }, { kind: 'removing', pending: undefined }, undefined, false, false],
  [
    { kind: 'removing', pause: forSession },
    { kind: 'removing', pending: { until: 'session', problem: { code: 'sessionOver' } } },
    ...([undefined, false, true] as const),
  ],
  // Whoever undoes a room knows: nothing is said, and nothing of it is called a failure (J5).
  [{ kind: 'undone' }, { kind: 'undone' }, undefined, false, false],
  [
    { kind: 'failed', problem: { code: 'noRight' }, leftovers: [COPY_ID], finished },
    { kind: 'failed', problem: { code: 'noRight' }, leftovers: [COPY_ID] },
    ...(['failed', true, false] as const),
  ],
  [
    { kind: 'failed', problem: { code: 'needsDecision' }, leftovers: [] },
    { kind: 'failed', problem: { code: 'needsDecision' }, leftovers: [] },
    ...([undefined, true, false] as const),
  ],
])('%j is shown as %j', (state, shown, notice, removable, retryable) => {
  const view = viewOf(sampleJob({ state, room: COPY_ID }));
  expect(view.state).toEqual(shown);
  expect(noticeOf(view)).toBe(notice);
  expect(isRemovable(view)).toBe(removable);
  expect(isRetryable(view)).toBe(retryable);
});

test('what is shown beside the state', () => {
  const progress = [
    { part: 'files', done: 2, of: 5 },
    { part: 'settings', done: 1, of: 1 },
  ] as const;
  const job = sampleJob({
    progress,
    wanted: { texts: TEXTS, revision: 1 },
    room: COPY_ID,
    startedFrom: { tab: 3 },
  });
  expect(viewOf(job)).toEqual({
    ...{ jobId: 'job', texts: TEXTS, user: 'amir', startedAt: job.createdAt, room: COPY_ID },
    original: { entryId: ORIGINAL_ID, name: job.original.entry.name, description: '', tags: '' },
    progress: { done: 3, of: 6, underWay: 0, parts: progress },
    ...{ edits: { state: 'none' }, state: { kind: 'running' } },
  });
});

const stored = (revision: number, refused: StoredTexts['refused'] = []): StoredTexts => ({
  texts: TEXTS,
  revision,
  refused,
});

test.each<[number, StoredTexts | undefined, object]>([
  [1, undefined, { state: 'none' }],
  [1, stored(1), { state: 'none' }],
  [2, undefined, { state: 'pending' }],
  [2, stored(1), { state: 'pending' }],
  [2, stored(2), { state: 'stored' }],
  [3, stored(2, ['name']), { state: 'pending' }],
  [2, stored(2, ['name']), { state: 'refused', problem: { code: 'refused' } }],
  [1, stored(1, ['tags', 'description']), { state: 'refused', problem: { code: 'descriptionUnsafe' } }],
])('of revision %i, with %j on the server, an edit is %j', (revision, there, edits) => {
  expect(viewOf(sampleJob({ wanted: { texts: TEXTS, revision }, stored: there })).edits).toEqual(edits);
});

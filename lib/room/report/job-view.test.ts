import { expect, test } from 'vitest';
import { isRemovable, isRetryable, type JobStateView, type JobView, noticeOf } from './job-view.ts';

const view = (state: JobStateView, room?: string): JobView => ({
  jobId: 'j',
  texts: { name: 'Copy', description: '', tags: '' },
  original: { entryId: '1_orig0000', name: 'Room', description: '', tags: '' },
  user: 'noa',
  startedAt: 0,
  progress: { done: 0, of: 1, underWay: 0, parts: [] },
  edits: { state: 'none' },
  room,
  state,
});

const problem = { code: 'sessionOver' } as const;
const ready = (verdict: 'complete' | 'partial' | 'faulty'): JobStateView => ({
  kind: 'ready',
  report: { verdict, parts: [] },
  pending: undefined,
});

test.each<[JobStateView, string | undefined, boolean, boolean]>([
  [{ kind: 'running' }, undefined, true, false],
  [{ kind: 'waiting', until: 'time', problem }, undefined, true, true],
  [{ kind: 'waiting', until: 'session', problem }, 'paused', true, true],
  [{ kind: 'decision', about: 1, candidates: [], during: 'cloning' }, 'decision', true, false],
  [ready('complete'), 'ready', true, false],
  [ready('partial'), 'readyInPart', true, false],
  [ready('faulty'), 'readyInPart', true, false],
  [{ kind: 'removing', pending: undefined }, undefined, false, false],
  [{ kind: 'removing', pending: { until: 'session', problem } }, undefined, false, true],
  [{ kind: 'undone' }, undefined, false, false],
  [{ kind: 'failed', problem, leftovers: [] }, 'failed', false, false],
])('%j: says %s, removable %s, retryable %s', (state, notice, removable, retryable) => {
  const job = view(state);
  expect(noticeOf(job)).toBe(notice);
  expect(isRemovable(job)).toBe(removable);
  expect(isRetryable(job)).toBe(retryable);
});

test('a failed job that made a room can be undone', () => {
  expect(isRemovable(view({ kind: 'failed', problem, leftovers: ['1_copy0000'] }, '1_copy0000'))).toBe(true);
});

test('a failed job of which copies are left that stand under no room can be undone', () => {
  expect(isRemovable(view({ kind: 'failed', problem, leftovers: ['1_stray000'] }))).toBe(true);
});

test('a failed job of which nobody could ask what it made can be undone: that asks', () => {
  expect(isRemovable(view({ kind: 'failed', problem: { code: 'sessionsRefused' }, leftovers: [] }))).toBe(
    true,
  );
});

test('rooms that the teacher was asked about, and left, are not to be undone', () => {
  const left = { code: 'needsDecision' } as const;
  expect(isRemovable(view({ kind: 'failed', problem: left, leftovers: ['1_other000'] }))).toBe(false);
});

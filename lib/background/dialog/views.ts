import type { Job } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import { jobOnSource } from '../../clone/job/waiting-jobs.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import type { Reading } from '../../clone/reading/read-room.ts';
import type { Result } from '../../kaltura/result.ts';
import type { Service } from '../../kaltura/session.ts';
import type { DialogView, JobLine } from '../../messages/messages.ts';
import { isRemovable, isRetryable, type JobStateView } from '../../room/job-view.ts';
import { contentsOf, type ServiceCounts } from '../../room/contents.ts';
import type { Problem } from '../../room/problem.ts';
import { textsOf } from '../../room/room.ts';
import type { Settings } from '../../settings/settings.ts';

/** What a dialog shows of its job. @param confirmTakeBack whether undo was asked for, and asks first */
export function viewOfJob(job: Job, confirmTakeBack: boolean): DialogView {
  const { texts, original, progress, edits, state } = viewOf(job);
  const common = { texts, original };
  const atWork = { state: 'progress', ...common, ...progress, edits } as const;
  switch (state.kind) {
    case 'running':
      return atWork;
    case 'waiting':
      return { ...atWork, waiting: state.problem };
    case 'ready':
      return { state: 'ready', ...common, report: state.report, edits, confirmTakeBack };
    case 'removing':
    case 'undone':
      return { state: state.kind, ...common };
    case 'failed':
      return { state: 'broken', ...common, problem: state.problem, leftovers: state.leftovers };
    case 'decision':
      return {
        state: 'decision',
        ...common,
        candidates: state.candidates.map(({ entryId }) => entryId),
      };
  }
}

/** What a dialog shows before there is a job: the form, or why there is none. */
export function viewOfReading(
  reading: Result<Reading> | undefined,
  noSession: Problem | undefined,
  service: Service | undefined,
  jobs: readonly Job[],
  settings: Settings,
  counts: ServiceCounts,
): DialogView {
  if (noSession) return { state: 'failed', problem: noSession, retry: false };
  if (!reading || !service) return { state: 'reading' };
  const problem = obstacleOf(reading);
  if (problem)
    return { state: 'failed', problem, retry: problem.code !== 'notARoom' && problem.code !== 'noRight' };
  if (!reading.ok) return { state: 'reading' };
  const { room } = reading.value;
  return {
    state: 'form',
    original: textsOf(room.entry),
    contents: contentsOf(room, counts),
    busy: jobOnSource(jobs, service, reading.value.user, room.entry.id) !== undefined,
    leaveOut: settings.leaveOut,
    activity: { kind: 'none' },
    namePattern: settings.namePattern,
  };
}

/** A job as the popup lists it. */
export function lineOfJob(job: Job): JobLine {
  const view = viewOf(job);
  const { state, progress } = view;
  const problem = problemOf(state);
  return {
    jobId: job.id,
    name: view.texts.name,
    originalName: view.original.name,
    startedAt: view.startedAt,
    state: state.kind === 'failed' ? 'broken' : state.kind,
    removable: isRemovable(view),
    retryable: isRetryable(view),
    candidates: state.kind === 'decision' ? state.candidates.map(({ entryId }) => entryId) : [],
    done: progress.done,
    of: progress.of,
    ...(state.kind === 'ready' && { verdict: state.report.verdict }),
    ...(problem && { problem }),
  };
}

function problemOf(state: JobStateView): Problem | undefined {
  switch (state.kind) {
    case 'waiting':
    case 'failed':
      return state.problem;
    case 'decision':
      return { code: 'needsDecision' };
    case 'running':
    case 'ready':
    case 'removing':
    case 'undone':
      return undefined;
  }
}

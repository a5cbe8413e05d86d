import type { Job } from '../clone/job/record.ts';
import { sumOf } from '../clone/job/progress.ts';
import { jobOnSource } from '../clone/job/waiting-jobs.ts';
import { obstacleOf } from '../clone/reading/eligibility.ts';
import type { Reading } from '../clone/reading/read-room.ts';
import type { Result } from '../kaltura/result.ts';
import type { Service } from '../kaltura/session.ts';
import type { DialogView, EditsState, JobLine } from '../messages/messages.ts';
import { contentsOf, type ServiceCounts } from '../room/contents.ts';
import type { Problem } from '../room/problem.ts';
import { textsOf } from '../room/room.ts';
import type { Settings } from '../settings/settings.ts';

/** What a dialog shows of its job. @param confirmTakeBack whether undo was asked for, and asks first */
export function viewOfJob(job: Job, confirmTakeBack: boolean): DialogView {
  const common = { texts: job.wanted.texts, original: textsOf(job.original.entry) };
  const progress = {
    state: 'progress',
    ...common,
    ...sumOf(job.progress),
    parts: job.progress,
    edits: editsOf(job),
  } as const;
  if (isRemoving(job)) return { state: 'removing', ...common };
  switch (job.state.kind) {
    case 'running':
      return progress;
    case 'waiting':
      return { ...progress, waiting: job.state.problem };
    case 'ready':
      return job.report
        ? { state: 'ready', ...common, report: job.report, edits: editsOf(job), confirmTakeBack }
        : progress;
    case 'undone':
      return { state: 'undone', ...common };
    case 'broken':
      return { state: 'broken', ...common, problem: job.state.problem, leftovers: job.state.leftovers };
    case 'decision':
      return { state: 'decision', ...common, candidates: job.state.candidates };
  }
}

const isRemoving = ({ removing, state }: Job): boolean =>
  removing === true && (state.kind === 'running' || state.kind === 'waiting');

/** Whether there may be something on the server to take back. */
const hasMade = ({ state, room }: Job): boolean => state.kind !== 'broken' || room !== undefined;

/** Whether the last Save has arrived on the server. */
function editsOf({ stored, wanted }: Job): EditsState {
  if (!stored || stored.revision < wanted.revision)
    return { state: wanted.revision === 1 ? 'none' : 'pending' };
  if (stored.refused.length === 0) return { state: wanted.revision === 1 ? 'none' : 'stored' };
  const code = stored.refused.includes('description') ? 'descriptionUnsafe' : 'refused';
  return { state: 'refused', problem: { code } };
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
    busy: jobOnSource(jobs, service, room.entry.id) !== undefined,
    leaveOut: settings.leaveOut,
    activity: { kind: 'none' },
    namePattern: settings.namePattern,
  };
}

/** A job as the popup lists it. */
export function lineOfJob(job: Job): JobLine {
  const problem =
    job.state.kind === 'waiting' || job.state.kind === 'broken'
      ? job.state.problem
      : job.state.kind === 'decision'
        ? ({ code: 'needsDecision' } as const)
        : undefined;
  return {
    jobId: job.id,
    name: job.wanted.texts.name,
    originalName: job.original.entry.name,
    startedAt: job.createdAt,
    state: isRemoving(job) ? 'removing' : job.state.kind,
    removable: !isRemoving(job) && job.state.kind !== 'undone' && hasMade(job),
    retryable: job.state.kind === 'waiting',
    candidates: job.state.kind === 'decision' ? job.state.candidates : [],
    ...sumOf(job.progress),
    ...(job.report && { verdict: job.report.verdict }),
    ...(problem && { problem }),
  };
}

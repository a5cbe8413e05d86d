import type { Job } from '../clone/journal.ts';
import { jobOnSource } from '../clone/reopen.ts';
import { obstacleOf } from '../clone/assess.ts';
import type { Reading } from '../clone/read-room.ts';
import type { Result } from '../kaltura/result.ts';
import type { Service } from '../kaltura/session.ts';
import type { DialogView, EditsState, JobLine } from '../messages/messages.ts';
import { contentsOf } from '../room/contents.ts';
import type { Problem } from '../room/problem.ts';
import { textsOf } from '../room/room.ts';

/** What a dialog shows of its job. */
export function viewOfJob(job: Job): DialogView {
  const common = { texts: job.wanted.texts, original: textsOf(job.original.entry) };
  switch (job.state.kind) {
    case 'running':
      return { state: 'progress', ...common, done: job.done, of: job.of, edits: editsOf(job) };
    case 'waiting':
      return {
        state: 'progress',
        ...common,
        done: job.done,
        of: job.of,
        edits: editsOf(job),
        waiting: job.state.problem,
      };
    case 'ready':
      return job.report
        ? { state: 'ready', ...common, report: job.report, edits: editsOf(job) }
        : { state: 'progress', ...common, done: job.done, of: job.of, edits: editsOf(job) };
    case 'broken':
      return { state: 'broken', ...common, problem: job.state.problem, leftovers: job.state.leftovers };
    case 'decision':
      return {
        state: 'broken',
        ...common,
        problem: { code: 'needsDecision' },
        leftovers: job.state.candidates,
      };
  }
}

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
    contents: contentsOf(room),
    busy: jobOnSource(jobs, service, room.entry.id) !== undefined,
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
    state: job.state.kind,
    done: job.done,
    of: job.of,
    ...(job.report && { verdict: job.report.verdict }),
    ...(problem && { problem }),
  };
}

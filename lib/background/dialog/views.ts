import type { Job } from '../../clone/job/record.ts';
import { viewOf } from '../../clone/job/view.ts';
import { jobOnSource } from '../../clone/job/waiting-jobs.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import type { Reading } from '../../clone/reading/read-room.ts';
import type { Result } from '../../kaltura/result.ts';
import type { Service } from '../../kaltura/session.ts';
import type { DialogView } from '../../messages/messages.ts';
import { contentsOf, type ServiceCounts } from '../../room/contents.ts';
import type { Problem } from '../../room/problem.ts';
import { textsOf } from '../../room/room.ts';
import type { Settings } from '../../settings/settings.ts';

/** What a dialog shows of its job. @param asksBeforeUndo undo was asked for, and somebody has worked in the room since */
export const jobView = (job: Job, asksBeforeUndo: boolean): DialogView => ({
  state: 'job',
  job: viewOf(job),
  asksBeforeUndo,
  draft: undefined,
  trouble: undefined,
});

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
    trouble: undefined,
    busy: jobOnSource(jobs, service, reading.value.user, room.entry.id) !== undefined,
    leaveOut: settings.leaveOut,
    activity: { kind: 'none' },
    namePattern: settings.namePattern,
    draft: undefined,
    earlier: undefined,
  };
}

import type { EditsState, JobStateView, JobView, Waiting } from '../../room/report/job-view.ts';
import { textsOf } from '../../room/room.ts';
import { sumOf } from './progress.ts';
import type { JobHead, JobPause } from './record.ts';

/** How a job looks to whoever shows jobs. */
export function viewOf(job: JobHead): JobView {
  return {
    jobId: job.id,
    texts: job.wanted.texts,
    original: { entryId: job.original.entry.id, ...textsOf(job.original.entry) },
    user: job.user,
    startedAt: job.createdAt,
    progress: { ...sumOf(job.progress), parts: job.progress },
    edits: editsOf(job),
    room: job.room,
    state: stateOf(job),
  };
}

function stateOf({ state }: JobHead): JobStateView {
  switch (state.kind) {
    case 'running':
    case 'undone':
      return { kind: state.kind };
    case 'waiting':
      return { kind: 'waiting', until: state.pause.until, problem: state.pause.problem };
    case 'decision': {
      const { about, candidates, during } = state.question;
      return { kind: 'decision', about, candidates, during: during.kind };
    }
    case 'ready':
      return { kind: 'ready', report: state.finished.report, pending: pendingOf(state.pause) };
    case 'removing':
      return { kind: 'removing', pending: pendingOf(state.pause) };
    case 'failed':
      return { kind: 'failed', problem: state.problem, leftovers: state.leftovers };
  }
}

const pendingOf = (pause: JobPause | undefined): Waiting | undefined =>
  pause && { until: pause.until, problem: pause.problem };

/** Whether the last Save has arrived on the server. */
function editsOf({ stored, wanted }: JobHead): EditsState {
  if (!stored || stored.revision < wanted.revision)
    return { state: wanted.revision === 1 ? 'none' : 'pending' };
  if (stored.refused.length === 0) return { state: wanted.revision === 1 ? 'none' : 'stored' };
  const code = stored.refused.includes('description') ? 'descriptionUnsafe' : 'refused';
  return { state: 'refused', problem: { code } };
}

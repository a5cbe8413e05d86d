import type { BatchRow, BatchView } from '../../lib/messages/messages.ts';
import type { RecordRow } from '../../lib/plan/record.ts';
import type { JobStateView } from '../../lib/room/report/job-view.ts';
import { problemText, reportLines } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';

/** What became of each clone, for the record. The room's place in the list is its line. */
export function recordOf({ rows }: BatchView, t: Translate): readonly RecordRow[] {
  const lines = new Map([...new Set(rows.map(({ room }) => room))].map((room, at) => [room, at + 1]));
  return rows.map((row) => ({
    line: lines.get(row.room) ?? 0,
    room: row.room,
    copy: row.copy,
    originalName: row.originalName,
    name: row.name,
    outcome: outcomeIn(row),
    newRoom: row.newRoom ?? '',
    link: row.link ?? '',
    what: whatOf(row, t),
    toDo:
      row.job?.state.kind === 'ready'
        ? reportLines(row.job.state.report, t).toDo.map(({ text, more }) => [text, ...more].join(' '))
        : [],
  }));
}

function outcomeIn({ state }: BatchRow): RecordRow['outcome'] {
  if (state.kind === 'ended') return state.outcome;
  return state.kind === 'running' ? 'running' : 'notStarted';
}

/** Why a clone is not whole, or does not go on. */
function whatOf({ problem, job, state }: BatchRow, t: Translate): string {
  if (state.kind === 'ended' && state.outcome === 'kept') return t('batch.state.kept');
  const found = problem ?? (job && problemIn(job.state));
  return found ? problemText(found, t) : '';
}

function problemIn(state: JobStateView) {
  if (state.kind === 'decision') return { code: 'needsDecision' } as const;
  return state.kind === 'failed' || state.kind === 'waiting' ? state.problem : undefined;
}

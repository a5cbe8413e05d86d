import type { Job } from '../../lib/clone/job/record.ts';
import type { Report } from '../../lib/room/report/report.ts';

/** The report of a job whose room is verified. */
export const reportOf = ({ state }: Job): Report | undefined =>
  state.kind === 'ready' ? state.finished.report : undefined;

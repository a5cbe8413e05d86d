import type { UserId } from '../../kaltura/ids.ts';
import { sameService, type Service } from '../../kaltura/session.ts';
import type { Job } from '../job/record.ts';

/** Jobs that wait for a session at this service: this user's, which go on now, and those of others. */
export function waitingFor(
  jobs: readonly Job[],
  service: Service,
  user: UserId,
): { readonly mine: Job[]; readonly others: Job[] } {
  const waiting = jobs.filter(
    ({ state, service: at }) =>
      state.kind === 'waiting' &&
      state.wakeAt === undefined &&
      !state.problem.code.startsWith('moodle') &&
      sameService(at, service),
  );
  const isMine = (job: Job): boolean => job.user.toLowerCase() === user.toLowerCase();
  return { mine: waiting.filter(isMine), others: waiting.filter((job) => !isMine(job)) };
}

/** Jobs whose room is there, and which wait for a page of this Moodle. */
export function waitingForMoodle(jobs: readonly Job[], base: string): Job[] {
  return jobs.filter(
    ({ state, activity }) =>
      activity?.base === base && state.kind === 'waiting' && state.problem.code.startsWith('moodle'),
  );
}

/** The job that is at work on this source, if any: one source is cloned one at a time (kaltura-api facts 12). */
export function jobOnSource(jobs: readonly Job[], service: Service, source: string): Job | undefined {
  return jobs.find(
    ({ state, service: at, original }) =>
      (state.kind === 'running' || state.kind === 'waiting') &&
      sameService(at, service) &&
      original.entry.id === source,
  );
}

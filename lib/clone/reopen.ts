import type { UserId } from '../kaltura/ids.ts';
import { sameService, type Service } from '../kaltura/session.ts';
import type { Job } from './journal.ts';

/** Jobs that wait for a session of this user at this service: they go on now. */
export function waitingFor(jobs: readonly Job[], service: Service, user: UserId): Job[] {
  return jobs.filter(
    (job) =>
      job.state.kind === 'waiting' &&
      job.state.wakeAt === undefined &&
      sameService(job.service, service) &&
      job.user.toLowerCase() === user.toLowerCase(),
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

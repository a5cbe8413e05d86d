import type { UserId } from '../../kaltura/ids.ts';
import { sameService, type Service } from '../../kaltura/session.ts';
import type { JobHead } from './record.ts';
import { pauseOf } from './due.ts';

const isOf = ({ user }: JobHead, other: UserId): boolean => user.toLowerCase() === other.toLowerCase();

/** Jobs that wait for a session at this service: this user's, which go on now, and those of others. */
export function waitingFor(
  jobs: readonly JobHead[],
  service: Service,
  user: UserId,
): { readonly mine: JobHead[]; readonly others: JobHead[] } {
  const waiting = jobs.filter(
    (job) => pauseOf(job)?.until === 'session' && sameService(job.service, service),
  );
  return {
    mine: waiting.filter((job) => isOf(job, user)),
    others: waiting.filter((job) => !isOf(job, user)),
  };
}

/** Jobs that wait for a page of this Moodle. */
export function waitingForMoodle(jobs: readonly JobHead[], base: string): JobHead[] {
  return jobs.filter((job) => job.activity?.base === base && pauseOf(job)?.until === 'moodle');
}

/**
 * This user's job that is making a copy of this source, if any: a person clones one source one at a time. Somebody
 * else's is no hindrance, whoever else uses this browser.
 */
export function jobOnSource(
  jobs: readonly JobHead[],
  service: Service,
  user: UserId,
  source: string,
): JobHead | undefined {
  return jobs.find(
    (job) =>
      (job.state.kind === 'running' || job.state.kind === 'waiting') &&
      sameService(job.service, service) &&
      isOf(job, user) &&
      job.original.entry.id === source,
  );
}

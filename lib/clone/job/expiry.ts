import { isOpen } from './due.ts';
import type { JobHead } from './record.ts';

const DAY_MS = 86_400_000;
/** Ended jobs are kept so long: a term's preparation. */
const KEPT_DAYS = 90;

/** What is over, and was made before this time, is kept no longer. */
export const outdatedAt = (now: number): number => now - KEPT_DAYS * DAY_MS;

/**
 * When a job was started, in milliseconds: by the server's clock where the local one was behind, as where it was lost
 * with a battery and has been set since. By that one what was made today would be years old. Whichever of them was in the
 * future tells nothing: a record of it would never go.
 */
function startedAt({ createdAt, readAt }: JobHead, now: number): number {
  const byServer = readAt * 1000;
  const past = [createdAt, byServer].filter((time) => time <= now);
  return past.length > 0 ? Math.max(...past) : createdAt;
}

/** The jobs that are over and old: their records go. What is open, or asks for a decision, stays. */
export function outdated(jobs: readonly JobHead[], now: number): JobHead[] {
  return jobs.filter(
    (job) => !isOpen(job) && job.state.kind !== 'decision' && startedAt(job, now) < outdatedAt(now),
  );
}

import type { KalturaClient } from '../../kaltura/client.ts';
import type { ChatClient } from '../../services/chat.ts';
import type { StoryboardClient } from '../../services/storyboard.ts';
import type { Job, Journal } from '../engine/journal.ts';
import type { ClockAndRandom, Steps } from '../engine/steps.ts';

/** The room services that are set up; undefined: there is none. */
export interface RoomServices {
  readonly chat: ChatClient | undefined;
  readonly storyboard: StoryboardClient | undefined;
}

/** What the steps of one run of a job work with. */
export interface Run {
  /** The job as it was when the run began: its unchanging fields. */
  readonly job: Job;
  readonly journal: Journal;
  readonly steps: Steps;
  readonly client: KalturaClient;
  readonly services: RoomServices;
  readonly clock: ClockAndRandom;
  /** Changes the job's record and tells whoever watches it. */
  readonly change: (change: (job: Job) => Job) => Promise<Job>;
}

/** The server's clock at a local time, in unix seconds, as its own dates are. Never later than the true value. */
export function serverSeconds({ job }: Run, localMs: number): number {
  return Math.floor((localMs + job.clockOffset) / 1000);
}

/**
 * When the first request of a job can have been sent, by the server's clock: what was made or changed before is
 * somebody else's. Not the time of the last try: an earlier one may have been carried out unseen.
 */
export const firstSentAt = (run: Run): number => serverSeconds(run, run.job.createdAt);

/** Notes when the original was changed last: the next chain asks for it as it is then. */
export async function keepUpdatedAt(run: Run, updatedAt: number): Promise<void> {
  await run.change(({ original, ...job }) => ({
    ...job,
    original: { ...original, entry: { ...original.entry, updatedAt } },
  }));
}

import type { KalturaClient } from '../../kaltura/transport/client.ts';
import type { ChatClient } from '../../services/chat.ts';
import type { StoryboardClient } from '../../services/storyboard.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { ClockAndRandom, Steps } from '../engine/steps.ts';
import { type StepSuspension, Suspension } from '../engine/suspension.ts';
import type { Job, JobJournal, Question } from './record.ts';
import type { JobEvent } from './events.ts';

/** The room services that are set up; undefined: there is none. */
export interface RoomServices {
  readonly chat: ChatClient | undefined;
  readonly storyboard: StoryboardClient | undefined;
}

/** What the steps of one run of a job work with. */
export interface Run {
  /** The job as it was when the run began: its unchanging fields. */
  readonly job: Job;
  readonly journal: JobJournal;
  readonly steps: Steps<Problem>;
  readonly client: KalturaClient;
  readonly services: RoomServices;
  readonly clock: ClockAndRandom;
  /** The job as it is now. */
  readonly record: () => Promise<Job>;
  /**
   * Writes what has happened to the job's record, and tells whoever watches it. What depends on the record is told by a
   * function of it: steps go on beside each other, and what one of them has noted the next must not take back.
   */
  readonly note: (event: JobEvent | ((job: Job) => JobEvent)) => Promise<Job>;
}

/** Why a run stops. */
export type JobSuspension =
  | StepSuspension<Problem>
  /** A page of the job's Moodle must be open, with somebody signed in. */
  | { readonly kind: 'moodle'; readonly problem: Problem }
  | { readonly kind: 'decision'; readonly about: number; readonly candidates: Question['candidates'] }
  | { readonly kind: 'end'; readonly problem: Problem };

/** Stops the run here. */
export function suspend(reason: JobSuspension): never {
  throw new Suspension(reason);
}

/** Stops the run until this time has passed, in milliseconds. */
export const pauseFor = ({ clock }: Run, ms: number, problem: Problem): never =>
  suspend({ kind: 'pause', pause: { until: 'time', problem, wakeAt: clock.now() + ms } });

/** Why a run ended early; undefined for an error that is none of its own. */
export function suspensionOf(error: unknown): JobSuspension | undefined {
  // Whatever is thrown as a Suspension in a run comes from its steps or from `suspend`.
  return error instanceof Suspension ? (error.reason as JobSuspension) : undefined;
}

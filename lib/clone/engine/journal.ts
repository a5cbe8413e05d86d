import type { EntryId, UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { Activity } from '../../room/activity.ts';
import type { Choice } from '../../room/choice.ts';
import type { SettingsSource } from '../../room/parts/settings.ts';
import type { Problem } from '../../room/problem.ts';
import type { PartProgress, Report } from '../../room/report.ts';
import type { Room } from '../../room/room.ts';
import type { ServiceAddress } from '../../services/address.ts';
import type { RoomTexts, TextField } from '../../room/texts.ts';

/** Counts up when the steps of a clone change. A job of another version stops, instead of mixing the two. */
export const WORKFLOW_VERSION = 2;

/** Where a job stands. `wakeAt` is in milliseconds of the local clock; without it an event must come: a session. */
export type JobState =
  | { readonly kind: 'running' }
  | { readonly kind: 'waiting'; readonly problem: Problem; readonly wakeAt: number | undefined }
  /** Nobody but the teacher can say what happened: the rooms that may be the copy are named. */
  | { readonly kind: 'decision'; readonly candidates: readonly EntryId[] }
  | { readonly kind: 'ready' }
  /** The teacher took it back: what it had made is deleted. */
  | { readonly kind: 'undone' }
  /** It ended without a whole room. `leftovers`: what it made and what is still on the server. */
  | { readonly kind: 'broken'; readonly problem: Problem; readonly leftovers: readonly EntryId[] };

/** Texts as the teacher saved them last; each Save is a revision of its own. */
export interface WantedTexts {
  readonly texts: RoomTexts;
  readonly revision: number;
}

/** The last revision that the server was told, and what it refused of it. */
export interface StoredTexts {
  readonly texts: RoomTexts;
  readonly revision: number;
  readonly refused: readonly TextField[];
}

export interface CloneOptions {
  readonly leaveOut: readonly Choice[];
  readonly settingsFrom: SettingsSource;
  readonly services: ServiceAddresses;
}

/** The room services that were named when the job was started; undefined: none. */
export interface ServiceAddresses {
  readonly chat: ServiceAddress<'chat'> | undefined;
  readonly storyboard: ServiceAddress<'storyboard'> | undefined;
}

/** One clone. Holds no secret: sessions are found by service and user when a step needs one. */
export interface Job {
  readonly id: string;
  readonly workflowVersion: number;
  /** Milliseconds of the local clock. */
  readonly createdAt: number;
  readonly service: Service;
  readonly user: UserId;
  /** The room as it was read for the dialog; its `updatedAt` as it was read last. */
  readonly original: Room;
  /** What to add to the local clock to get the server's, in milliseconds. */
  readonly clockOffset: number;
  readonly wanted: WantedTexts;
  readonly stored: StoredTexts | undefined;
  /** What the teacher chose when it was started. */
  readonly options: CloneOptions;
  readonly state: JobState;
  /** What is done of each part. */
  readonly progress: readonly PartProgress[];
  readonly room: EntryId | undefined;
  readonly report: Report | undefined;
  /** The room's `updatedAt` (unix seconds) as we left it: another one means that somebody has worked in it since. */
  readonly leftAt?: number;
  /** The teacher wants it taken back: what it has made is deleted instead of going on. */
  readonly removing?: boolean;
  /** What the teacher said when nobody else could tell: this room is the copy, or none was made. */
  readonly decided?: EntryId | 'none';
  /** The Moodle activity that is copied with the room, where the teacher wants that. */
  readonly activity?: Activity | undefined;
  /** The teacher has looked at how it ended. */
  readonly seen?: boolean;
  /** Where the teacher started it, for the way back: of no concern to the clone itself. */
  readonly starter?: unknown;
}

/**
 * One step: its intent is written before the request, its outcome after. A step that holds only an intent may or may
 * not have happened; evidence decides, never a repetition.
 */
export interface Step {
  readonly jobId: string;
  /** Unique within the job. */
  readonly name: string;
  readonly state:
    | 'intent'
    /** Tried, and certainly without effect: the server refused the whole request before it did anything. */
    | 'rolledBack'
    | 'done';
  /** How often it was tried in vain, for the delay before the next try. */
  readonly attempts: number;
  /** Milliseconds of the local clock, of the last intent. */
  readonly startedAt: number;
  readonly outcome?: unknown;
}

/** Where jobs and steps are kept. Each method is one transaction, durable when its promise resolves. */
export interface Journal {
  job(id: string): Promise<Job | undefined>;
  jobs(): Promise<readonly Job[]>;
  /** Reads, changes and writes a job in one transaction; creates it when there is none and `change` says so. */
  changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job>;
  step(jobId: string, name: string): Promise<Step | undefined>;
  steps(jobId: string): Promise<readonly Step[]>;
  putStep(step: Step): Promise<void>;
  /** A job with all its steps. */
  remove(jobId: string): Promise<void>;
}

import type { EntryId, UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { Activity } from '../../room/activity.ts';
import type { Choice } from '../../room/choice.ts';
import type { Candidate, Notice } from '../../room/report/job-view.ts';
import type { Gallery } from '../../room/gallery.ts';
import type { SettingsSource } from '../../room/settings-source.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { PartProgress, Report } from '../../room/report/report.ts';
import type { Room } from '../../room/room.ts';
import type { RoomTexts, TextField } from '../../room/texts/texts.ts';
import type { ServiceAddress } from '../../services/address.ts';
import type { Halves, Journal } from '../engine/journal.ts';
import type { Pause } from '../engine/suspension.ts';

/** Counts up when the steps of a clone change. A job of another version stops, instead of mixing the two. */
export const WORKFLOW_VERSION = 3;

/**
 * So many children go with the room in its first request at the most. Nobody can tell from outside how far a request is, so it is no
 * longer than those that follow it, four at a time (docs/facts/kaltura-api.md#22-measured-recipe).
 */
export const FIRST_CHILDREN = 30;
/** So many went with it in jobs that have not noted it. */
export const FIRST_CHILDREN_BEFORE = 60;

/** One clone. Holds no secret: sessions are found by service and user when a step needs one. */
export interface Job {
  readonly id: string;
  readonly workflowVersion: number;
  /** Milliseconds of the local clock: for lists and for expiry, never compared with a server's. */
  readonly createdAt: number;
  readonly service: Service;
  readonly user: UserId;
  /** The room as it was read for the dialog; its `updatedAt` as it was read last. */
  readonly original: Room;
  /** The server's clock when the room was read, in unix seconds: what is older, this job has not made. */
  readonly readAt: number;
  readonly wanted: WantedTexts;
  readonly stored: StoredTexts | undefined;
  /** What the teacher chose when it was started. */
  readonly options: CloneOptions;
  readonly state: JobState;
  /**
   * How many children go with the room in the first request. Noted, so that a later version which sends others knows
   * what a request of this one may have made; left out in jobs from before it was.
   */
  readonly firstChildren?: number;
  /** And how many parts at the most, children and cue points together. */
  readonly firstParts?: number;
  /** What a call took while the room was read, in milliseconds; left out in jobs from before it was noted. */
  readonly msPerCall?: number;
  /** The same without the way there and back. */
  readonly msOfWork?: number;
  /** What is done of each part. */
  readonly progress: readonly PartProgress[];
  /** The new room, once this job is proved to have made it. */
  readonly room: EntryId | undefined;
  /** How often a run has ended by an unexpected error since a step was done. */
  readonly crashes: number;
  /** What the teacher was told last of how it stands; undefined: nothing that is still true. */
  readonly announced: Notice | undefined;
  /** The teacher has looked at that. */
  readonly seen: boolean;
  /** The Moodle activity that is copied with the room, where the teacher wants that. */
  readonly activity: Activity | undefined;
  /** The batch that started it, where one did: its end is told with that of the others. */
  readonly batch?: string;
  /** Where the teacher started it, for the way to the new room: carried unread. */
  readonly startedFrom: unknown;
}

/**
 * Where a job stands. What only belongs to a state stands in it, so no other pair can be written. `next` in `state.ts`
 * shows how one follows another.
 */
export type JobState =
  | { readonly kind: 'running'; readonly answer?: Answer }
  | { readonly kind: 'waiting'; readonly pause: JobPause; readonly answer?: Answer }
  /** Nobody but the teacher can say what this job has made. */
  | { readonly kind: 'decision'; readonly question: Question }
  /** The room is verified: it is the teacher's. An edit, or the Moodle activity, may be still to do. */
  | { readonly kind: 'ready'; readonly finished: Finished; readonly pause?: JobPause }
  /** What was made is being deleted. */
  | {
      readonly kind: 'removing';
      /** Copies of the original's parts that may be this job's: nothing proves it, so they stay, and are named. */
      readonly unproved?: readonly EntryId[];
      readonly finished?: Finished;
      readonly pause?: JobPause;
      readonly answer?: Answer;
    }
  | { readonly kind: 'undone' }
  /** It ended without a whole room. `leftovers`: what it made and what is still on the server. */
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      readonly leftovers: readonly EntryId[];
      /** Its room was finished, and could not be deleted: it is asked for before it is deleted at another try. */
      readonly finished?: Finished;
    };

/** A Moodle that is away is waited for until `giveUpAt` (milliseconds of the local clock), and no longer. */
export type JobPause =
  Pause<Problem> | { readonly until: 'moodle'; readonly problem: Problem; readonly giveUpAt: number };

/** What was asked, about which request. */
export interface Question {
  /** `startedAt` of the step whose outcome is not known. */
  readonly about: number;
  readonly candidates: readonly (Candidate & { readonly entryId: EntryId })[];
  /** The answer is for going on cloning, or for knowing what to delete (of a room that was finished, or not). */
  readonly during: { readonly kind: 'cloning' } | { readonly kind: 'removing'; readonly finished?: Finished };
}

/** The teacher's answer. It counts for the request that it was asked about, and for no later one. */
export interface Answer {
  readonly about: number;
  readonly room: EntryId | 'none';
}

/** A room as the job left it. */
export interface Finished {
  readonly report: Report;
  /** The room's `updatedAt` (unix seconds) as we left it: another one means that somebody has worked in it since. */
  readonly leftAt: number;
  /** What was in it then; not there of a room that could not be read whole, nor of earlier versions. */
  readonly holds?: Holds;
}

/**
 * What a room held when it was read back: what is put into it does not change the room itself, nor its `updatedAt`. Cue
 * points and attachments are those of the room and its breakout rooms.
 */
export interface Holds {
  /** The server's clock at that reading, in unix seconds: what is below the room was changed before. */
  readonly at: number;
  readonly cuePoints: number;
  readonly attachments: number;
  /** Chapters, questions and their answers in its files; left out by earlier versions. */
  readonly inFiles?: number;
}

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
  /** Where the finished room is published; left out: nowhere. */
  readonly publishTo?: readonly Gallery[];
  /** Those whom the teacher chose: of the original's co-editors, these are the new room's, too; left out: nobody. */
  readonly coeditors?: readonly string[];
}

/** The room services that were named when the job was started; undefined: none. */
export interface ServiceAddresses {
  readonly chat: ServiceAddress<'chat'> | undefined;
  readonly storyboard: ServiceAddress<'storyboard'> | undefined;
}

/** A job as lists, badge and notices need it: nothing in it grows with the room. */
export type JobHead = Omit<Job, 'original'> & { readonly original: Pick<Room, 'entry'> };

/** The original with all its parts is kept apart: it is written once, and read by who works on the job. */
export const JOB_HALVES: Halves<Job, JobHead, Room> = {
  headOf: ({ original, ...job }) => ({ ...job, original: { entry: original.entry } }),
  bodyOf: ({ original }) => original,
  whole: (head, original) => ({ ...head, original }),
};

export type JobJournal = Journal<Job, JobHead>;

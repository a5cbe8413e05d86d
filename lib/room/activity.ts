import type { Reason } from './report/report.ts';

/** A Moodle activity that opens a room: where a clone was started, and what is copied with the room. */
export interface Activity {
  /** The address of its Moodle, without a slash at the end: `https://moodle.example.edu`, or with a path. */
  readonly base: string;
  readonly courseId: number;
  /** Its id in the course (`course_modules.id`). */
  readonly cmid: number;
  /** Moodle's name for its kind: `lti` is an External tool, `kalvidres` a Kaltura video. */
  readonly module: string;
  readonly name: string;
  /** Known when the clone was started: no copy of it can be made, and the report says why. */
  readonly notCopyable?: NotCopyable | undefined;
}

/** Why no copy of an activity can be made, as `Reason`s of a report. */
export type NotCopyable = Extract<
  Reason,
  'activityKind' | 'activityByTool' | 'activityFrozen' | 'activityChanged' | 'moodleRefused'
>;

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
}

/** The kinds of things a room is made of, in the order in which a report names them. */
export const PART_NAMES = [
  'texts',
  'settings',
  'people',
  'parent',
  'files',
  'attachments',
  'thumbnails',
  'storyboard',
  'liveStoryboard',
  'breakouts',
  'interactions',
  'cuePoints',
  'videoCuePoints',
  'metadata',
  'recordings',
  'publishing',
] as const;

export type RoomPart = (typeof PART_NAMES)[number];

/**
 * `coeditors`: those of the original whom the teacher chose to have in the copy, too. `activity`: the copy of the Moodle
 * activity from which the clone was started. Neither is made of the original alone.
 */
export type PartName = RoomPart | 'coeditors' | 'activity';

/**
 * Why something is not in the copy, as a code. `locales/<language>` holds, for each, what happened
 * (`report.reason.<code>`) and what the teacher can do by hand (`report.byHand.<code>`).
 */
export type Reason =
  /** Kaltura's API v3 has no interface for it, and no room service is set up. */
  | 'noInterface'
  /** The room service could not be reached, or refused it. */
  | 'serviceFailed'
  /** It is never part of a clone: recordings, broadcast, chat, attendance, votes. */
  | 'neverCopied'
  /** A clone belongs to nobody's course or channel until the teacher publishes it. */
  | 'notPublished'
  /** A gallery did not take it: this person may not publish there, or it is gone. */
  | 'galleryRefused'
  /** Kaltura did not take these co-editors, or somebody named others in the new room meanwhile. */
  | 'coeditorsRefused'
  /** The server stored something else than was sent (emoji in names become `????`). */
  | 'storedDifferently'
  /** The server refused the text; the copy keeps the original's. */
  | 'textRefused'
  /** The server refused this item. */
  | 'itemRefused'
  /** It is not in the copy, although it was asked for. */
  | 'missing'
  /** The teacher left it out. */
  | 'leftOut'
  /** It could not be read from the original or from the copy, so nothing is known. */
  | 'unreadable'
  /** The session may not see it: the original may have some all the same. */
  | 'unseen'
  /** A quiz of which the session does not see the questions: it is copied whole or not at all. */
  | 'quizUnseen'
  /** The original is still being uploaded or converted, or that failed: the copy has no video. */
  | 'notReady'
  /** It is there, and some of its fields are not as the original's. */
  | 'differs'
  /** That Moodle was not open for days, so the activity was given up. */
  | 'moodleAway'
  /** Moodle refused it to this teacher. */
  | 'moodleRefused'
  /** The activity is not as it was: gone, of another kind, or it opens another room. */
  | 'activityChanged'
  /** Moodle gave no answer, as often as it was asked. */
  | 'moodleSilent'
  /** It is of a kind of which no copy can be made. */
  | 'activityKind'
  /** The type of its tool names the room, for all its activities. */
  | 'activityByTool'
  /** It was set up by hand in an older Moodle: this one shows its settings, and takes no others. */
  | 'activityFrozen'
  /** Several new activities may be the copy: none of them is touched. */
  | 'activityUnclear'
  /** Moodle was asked for a copy, and made none. */
  | 'activityNotMade'
  /** A copy was made and could not be finished, nor removed again. */
  | 'activityLeft';

/** What is worth knowing of something that was copied (`report.note.<code>`). */
export type Note =
  /**
   * The live room may take its settings from the original, as long as that is there
   * (docs/facts/kaltura-api.md#21-live-room).
   */
  | 'dependsOnOriginal'
  /** The dates lie in the past, and a user's session cannot change them. */
  | 'scheduleOver'
  /** Attendees can see it: API v3 has no drafts for it. */
  | 'visible'
  /** Attendees cannot see it. */
  | 'notVisible'
  /** It is hidden from students, right below the original. */
  | 'hiddenActivity'
  /** It is hidden from students, among the additional activities of a course that shows one alone. */
  | 'additionalActivity'
  /** A grouping is lost with any save of its settings: Moodle's form for it has no such field. */
  | 'groupingLost'
  /** In a gallery it waits for a moderator. */
  | 'galleryPending'
  /** Its items are drafts. */
  | 'drafts'
  /** Items are left out with the files to which they point. */
  | 'itemsLeftOut'
  /** Files to which items pointed were deleted while the room was cloned. */
  | 'itemsGone'
  /** A request that was cut off has left single copies outside the room. */
  | 'looseCopies'
  /** The id by which another system knows the original: only an administrator can set one. */
  | 'referenceIdLost'
  /** Votes, answers and questions of the audience stay with the original. */
  | 'votesStay'
  /** Announcements that somebody else keeps unpublished are not shown to this session. */
  | 'annotationsUnseen';

/** One line of a report. `count` and `of` are numbers of items; `names` are names of the items concerned. */
export type PartReport =
  | {
      readonly part: PartName;
      readonly outcome: 'copied';
      readonly count: number;
      readonly of: number;
      readonly notes: readonly Note[];
    }
  | {
      readonly part: PartName;
      readonly outcome: 'incomplete';
      readonly count: number;
      readonly of: number;
      readonly reason: Reason;
      readonly names: readonly string[];
      readonly notes: readonly Note[];
    }
  | {
      readonly part: PartName;
      readonly outcome: 'notCopied';
      /** How many the original has; undefined where the API does not tell. */
      readonly of: number | undefined;
      readonly reason: Reason;
      readonly names: readonly string[];
    }
  /** The original has none. */
  | { readonly part: PartName; readonly outcome: 'none' };

/** How far one part is: parts done of all parts to do. */
export interface PartProgress {
  readonly part: PartName;
  readonly done: number;
  readonly of: number;
  /** How many of the rest were asked for and are not answered yet; left out: none. */
  readonly underWay?: number;
}

export interface Report {
  /** `complete`: every part verified. `partial`: complete but for parts named as not copied. `faulty`: something that should be there is not. */
  readonly verdict: 'complete' | 'partial' | 'faulty';
  readonly parts: readonly PartReport[];
}

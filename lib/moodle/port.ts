/**
 * What is asked of a Moodle, by its own pages' means: same-origin requests with the teacher's cookies, sent by our
 * script in a page of that Moodle (docs/facts/moodle-pages.md#5-activities-and-their-entries). Nothing here is of a
 * browser, so a test asks a campus directly.
 */

/** A question to Moodle, as it travels from the background to the script in the page. */
export type MoodleAsk =
  /** Whether somebody is signed in. */
  | { readonly ask: 'hello' }
  | { readonly ask: 'course'; readonly courseId: number }
  /**
   * Moodle's own Duplicate, and Hide of the one activity that is not `known` then, at once and in the page itself: the
   * worker may stop in between. It creates: what came of it is for `course` to show.
   */
  | {
      readonly ask: 'duplicate';
      readonly courseId: number;
      readonly cmid: number;
      readonly known: readonly number[];
    }
  | { readonly ask: 'hide'; readonly courseId: number; readonly cmid: number }
  | { readonly ask: 'remove'; readonly courseId: number; readonly cmid: number }
  | { readonly ask: 'settings'; readonly cmid: number }
  /** Name, entry and `visible=0` in one form. Its custom parameter is changed `from` one entry `to` another. */
  | {
      readonly ask: 'write';
      readonly cmid: number;
      readonly name: string;
      readonly from: string;
      readonly to: string;
    }
  /** What the activity would launch. The launch is signed but not sent, and no view is logged (`triggerview=0`). */
  | { readonly ask: 'launch'; readonly cmid: number; readonly module: ToolModule };

/** The kinds of activities that can open a room: an External tool, and a Kaltura video. */
export type ToolModule = 'lti' | 'kalvidres';

/** A kind of activity that can open a room; undefined for any other. */
export const toolModule = (module: string): ToolModule | undefined =>
  module === 'lti' || module === 'kalvidres' ? module : undefined;

/**
 * Why an activity cannot be copied with its room: it is of another kind; its room is named by the type of its tool, so
 * that every activity of that type opens the same one; Moodle takes no other settings for it; or it does not open this
 * room any more.
 */
export const UNSUITED = ['activityKind', 'activityByTool', 'activityFrozen', 'activityChanged'] as const;
export type Unsuited = (typeof UNSUITED)[number];

/** How Moodle failed, by what can be done about it. */
export type MoodleFailure =
  /** No page of this Moodle is open: when one is, it goes on. */
  | { readonly kind: 'away' }
  | { readonly kind: 'signedOut' }
  /** The teacher may not do this there; `code` is Moodle's own. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'notThere' }
  /** Found here, rather than said by Moodle: this activity is none that a copy can be made of. */
  | { readonly kind: 'unsuited'; readonly reason: Unsuited }
  /** A form or an answer that is not as we know it: nothing was sent. */
  | { readonly kind: 'unexpected' }
  /** No usable answer: what it did is not known. */
  | { readonly kind: 'lost' };

export type MoodleResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: MoodleFailure };

/** An activity as the course's state has it. */
export interface CourseActivity {
  readonly cmid: number;
  readonly name: string;
  readonly module: string;
  readonly sectionId: number;
  readonly visible: boolean;
}

/** A course as `core_courseformat_get_state` tells it, section by section, in the order of the page. */
export type CourseState = readonly CourseActivity[];

/**
 * Which of an activity's own fields names its entry: custom parameters, the tool's address (content selection), or those
 * of a Kaltura video.
 */
export type EntryField = 'parameters' | 'address' | 'video';

/** The settings form of an External tool, or of a Kaltura video. */
export interface ActivitySettings {
  readonly name: string;
  /** Moodle's name for its kind. */
  readonly module: string;
  readonly visible: boolean;
  /** The entry that its own fields name; undefined where they name none. */
  readonly entry?: { readonly id: string; readonly field: EntryField } | undefined;
  /**
   * Moodle shows what could name an entry and takes nothing else for it, as of an External tool that was set up by hand
   * before 4.3 (docs/facts/moodle-pages.md#9-moodle-52-and-after-read-not-run).
   */
  readonly frozen?: boolean | undefined;
}

/** Why no copy of an activity with these settings can open another room than this; undefined: one can. */
export function unsuitedBy({ entry, frozen }: ActivitySettings, room: string): Unsuited | undefined {
  if (entry?.id === room) return undefined;
  return frozen === true ? 'activityFrozen' : 'activityByTool';
}

export interface Launch {
  /** Where the launch would go: the tool's address; empty where it is not told. */
  readonly toolUrl: string;
  /** What is launched there, whoever names it: the activity, or the tool's type. */
  readonly entryId?: string | undefined;
}

/** What Moodle says of the copy that it made. */
export interface Duplicated {
  /** Its id in the course, where Moodle told it (4.5, 5.1). */
  readonly cmid?: number | undefined;
}

export interface Written {
  /**
   * Whether the form has a field for the activity's grouping. Without one Moodle sets none with every save
   * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
   */
  readonly keepsGrouping: boolean;
  /** The course shows one activity alone, which is not this one (docs/facts/moodle-pages.md#10-formats-by-their-templates). */
  readonly additional?: boolean | undefined;
}

/** One Moodle, as the Moodle half of a clone works with it. */
export interface MoodlePort {
  hello(): Promise<MoodleResult<{ readonly signedIn: boolean }>>;
  course(courseId: number): Promise<MoodleResult<CourseState>>;
  duplicate(courseId: number, cmid: number, known: readonly number[]): Promise<MoodleResult<Duplicated>>;
  hide(courseId: number, cmid: number): Promise<MoodleResult<true>>;
  remove(courseId: number, cmid: number): Promise<MoodleResult<true>>;
  settings(cmid: number): Promise<MoodleResult<ActivitySettings>>;
  write(cmid: number, name: string, from: string, to: string): Promise<MoodleResult<Written>>;
  launch(cmid: number, module: ToolModule): Promise<MoodleResult<Launch>>;
}

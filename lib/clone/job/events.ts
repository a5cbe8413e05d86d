import type { EntryId } from '../../kaltura/ids.ts';
import type { Decision } from '../../room/report/decision.ts';
import type { Notice } from '../../room/report/job-view.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { PartProgress, PartReport } from '../../room/report/report.ts';
import type { RoomTexts } from '../../room/texts/texts.ts';
import type { Finished, JobPause, Question, StoredTexts } from './record.ts';

/** What a job has made that nothing more is done with. */
export interface Left {
  /** Copies that stand under no room. */
  readonly strays: readonly EntryId[];
  /** A copy of its Moodle activity may be there, and was not finished. */
  readonly activityBegun: boolean;
}

/** What happens to a job: what its runs do, what its teacher wants, what comes from outside. */
export type JobEvent =
  | { readonly kind: 'saved'; readonly texts: RoomTexts }
  | { readonly kind: 'runStarted' }
  /** The new room is known, and proved to be this job's. `stored`: the texts, where it was made with them. */
  | { readonly kind: 'roomCreated'; readonly room: EntryId; readonly stored: StoredTexts | undefined }
  | { readonly kind: 'progressed'; readonly progress: readonly PartProgress[] }
  /** A request goes out: these parts are under way. Nothing is done by it. */
  | { readonly kind: 'sent'; readonly progress: readonly PartProgress[] }
  /** The original was changed by somebody else: it is asked for as it is now. Unix seconds. */
  | { readonly kind: 'originalChanged'; readonly updatedAt: number }
  /** `line` and `leftAt`: of a room that is ready, the report's line on its texts, and its `updatedAt` now. */
  | {
      readonly kind: 'textsStored';
      readonly stored: StoredTexts;
      readonly line?: PartReport;
      readonly leftAt?: number;
    }
  | { readonly kind: 'verified'; readonly finished: Finished }
  | { readonly kind: 'reported'; readonly line: PartReport; readonly progress: readonly PartProgress[] }
  | { readonly kind: 'paused'; readonly pause: JobPause }
  | { readonly kind: 'asked'; readonly about: number; readonly candidates: Question['candidates'] }
  /** It can't go on, for good. */
  | ({ readonly kind: 'ended'; readonly problem: Problem } & Left)
  /** An unexpected error. `pause`: until it is tried again. */
  | ({ readonly kind: 'crashed'; readonly pause: JobPause } & Left)
  /** The Moodle that was waited for did not come back in time. */
  | ({ readonly kind: 'moodleGivenUp' } & Pick<Left, 'activityBegun'>)
  | { readonly kind: 'undoRequested' }
  /** The room is deleted, with everything in it. `unproved`: copies of its parts that may be this job's, and stay. */
  | { readonly kind: 'roomDeleted'; readonly unproved: readonly EntryId[] }
  /** Everything that is proved to be this job's is deleted. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** Kaltura is open as somebody else: the job doesn't go on as another user. */
  | { readonly kind: 'otherUserOpened' }
  | { readonly kind: 'announced'; readonly notice: Notice | undefined };

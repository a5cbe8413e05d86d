import type { Job } from '../../clone/job/record.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Activity } from '../../room/activity.ts';
import { isInMoodle, type StartedFrom } from './started-from.ts';

/** Where a new room can be seen: the frame is tried first. */
export interface RoomAddress {
  /** Inside the frame that started it, which has the session: a bare KAF address has none and shows an error. */
  readonly frame:
    | {
        readonly tabId: number;
        readonly frameId: number;
        readonly origin: string;
        readonly path: string;
      }
    | undefined;
  /** A page to open when there is no such frame: the room's own where it was opened on its own, else the LMS. */
  readonly url: string;
}

/** The page with which Kaltura's Moodle plug-in shows My Media, where the new room stands. */
const MY_MEDIA = 'local/mymedia/mymedia.php';

/** What else is known of where a new room is. */
export interface Surroundings {
  /** The address of the tab in which it was started, where the extension may know it. */
  readonly topUrl?: string | undefined;
  /** The Moodle activity in whose menu it was started. */
  readonly activity?: Activity | undefined;
  /** That activity's copy, where one was made: its id in the course. */
  readonly copiedActivity?: number | undefined;
}

/**
 * Where a new room can be shown: in the frame in which its clone was started, if that can go there, and at an address
 * for a whole tab.
 */
export function roomAddress(
  from: StartedFrom,
  newRoom: string,
  { topUrl, activity, copiedActivity }: Surroundings = {},
): RoomAddress {
  const { tabId, frameId, url, parentOrigin } = from;
  // Moodle's own page has no frame of Kaltura's that could go there, and Moodle no page for an entry.
  if (activity && isInMoodle(from, activity)) {
    const { base, module } = activity;
    const page = copiedActivity === undefined ? MY_MEDIA : `mod/${module}/view.php?id=${copiedActivity}`;
    return { frame: undefined, url: `${base}/${page}` };
  }
  const { origin } = new URL(url);
  const path = `/media/t/${newRoom}`;
  const frame = { tabId, frameId, origin, path };
  if (frameId === 0 || parentOrigin === undefined) return { frame, url: origin + path };
  // Moodle may live in a folder: what stands before its own paths tells which.
  const root =
    /^(https?:\/\/[^?#]*?\/)(?:local|mod|course|my|filter)\//.exec(topUrl ?? '')?.[1] ?? `${parentOrigin}/`;
  return { frame, url: root + MY_MEDIA };
}

/**
 * The room of a job to which the teacher may be led: the new one, or, where only the teacher can tell, one of those that
 * may be it. Any other that is asked for is not gone to.
 */
export function roomToShow(
  { state, room }: Pick<Job, 'state' | 'room'>,
  candidate: string | undefined,
): EntryId | undefined {
  if (candidate === undefined) return room;
  if (state.kind !== 'decision') return undefined;
  return state.question.candidates.find(({ entryId }) => entryId === candidate)?.entryId;
}

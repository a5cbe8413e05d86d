import type { Job } from '../../clone/job/record.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Starter } from '../sessions/session-store.ts';

/** The ways to a new room, in the order in which they are tried. */
export interface WayBack {
  /** Inside the frame that started it, which has the session: a bare KAF address has none and shows an error. */
  readonly frame: {
    readonly tabId: number;
    readonly frameId: number;
    readonly origin: string;
    readonly path: string;
  };
  /** A page to open when that frame is gone: the room's own where it was opened on its own, else the LMS. */
  readonly url: string;
}

/** The page with which Kaltura's Moodle plug-in shows My Media, where the new room stands. */
const MY_MEDIA = 'local/mymedia/mymedia.php';

/**
 * The way to a new room.
 * @param topUrl the address of the tab, where the extension may know it
 */
export function wayBack(
  { tabId, frameId, url, parentOrigin }: Starter,
  room: string,
  topUrl?: string,
): WayBack {
  const { origin } = new URL(url);
  const path = `/media/t/${room}`;
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
  return state.kind === 'decision'
    ? state.question.candidates.find(({ entryId }) => entryId === candidate)?.entryId
    : undefined;
}

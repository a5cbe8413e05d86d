import { parsePageDescription } from '../../messages/inbound.ts';
import type { NoRoom, OfferedRoom, PageOffer } from '../../messages/messages.ts';
import { inTime, type Timers } from '../../in-time.ts';
import type { FrameDescription, Frames } from './frames.ts';

/**
 * A frame says at once what it knows, but a course is asked for the rooms that it has: so long, in milliseconds. What is
 * not known by then is offered when the popup asks again.
 */
const PATIENCE_MS = 15_000;

/** What the frames of a tab show, for the popup. */
export class PageDescriptions {
  readonly #frames: Frames;
  readonly #timers: Timers;

  constructor(frames: Frames, timers: Timers) {
    this.#frames = frames;
    this.#timers = timers;
  }

  /** What can be cloned in this tab; undefined where no frame of it has our script. */
  async ask(tabId: number): Promise<PageOffer | undefined> {
    const course = this.#frames.sendToMoodle(tabId, { type: 'page.describe' });
    // The browser tells which frame has answered; the page of a course is at the top.
    const [frames = [], told] = await Promise.all([
      inTime(this.#frames.describe(tabId), PATIENCE_MS, this.#timers),
      inTime(course, PATIENCE_MS, this.#timers),
    ]);
    const page = parsePageDescription(told);
    const all = page ? [...frames, { ...page, frameId: 0 }] : frames;
    return all.length > 0 ? offerOf(all) : undefined;
  }
}

/** What all frames of a tab together have to offer, each room once: the page's own before those that it links to. */
export function offerOf(frames: readonly FrameDescription[]): PageOffer {
  const once = new Map<string, OfferedRoom>();
  for (const { frameId, rooms } of frames)
    for (const { right, ...room } of rooms) {
      // Of an activity and the frame in it, the activity: it is copied with the room. Of several, the first of the course.
      if (right && once.get(room.entryId)?.cmid === undefined) once.set(room.entryId, { frameId, ...room });
    }
  const own = ownOf(frames, once);
  const others = [...once.values()].filter(({ entryId }) => !own?.may || entryId !== own.room.entryId);
  if (own?.may === true || others.length > 0)
    return { kind: 'rooms', own, others, native: frames.some(({ native }) => native === true) };
  if (frames.some(({ asking }) => asking === true)) return { kind: 'asking' };
  return { kind: 'none', ...reasonOf(frames) };
}

/** The room that a frame is about. A page of one Moodle activity is about the room in its frame. */
function ownOf(
  frames: readonly FrameDescription[],
  offered: ReadonlyMap<string, OfferedRoom>,
): Extract<PageOffer, { kind: 'rooms' }>['own'] {
  const shown = frames.flatMap(({ own, rooms }) => rooms.filter(({ entryId }) => entryId === own));
  for (const { entryId } of shown) {
    const room = offered.get(entryId);
    if (room) return { may: true, room };
  }
  const [refused] = shown;
  return refused && { may: false, name: refused.name };
}

function reasonOf(frames: readonly FrameDescription[]): { reason: NoRoom; name?: string } {
  const refused = frames.flatMap(({ rooms, own }) =>
    rooms.toSorted((a, b) => Number(b.entryId === own) - Number(a.entryId === own)),
  );
  const [first] = refused;
  if (first) return { reason: 'noRight', name: first.name };
  if (frames.some(({ isGallery }) => isGallery)) return { reason: 'galleryRoom' };
  const withEntries = frames.filter(({ hasEntries }) => hasEntries);
  if (withEntries.length === 0) return { reason: 'noEntry' };
  if (withEntries.some(({ unanswered }) => unanswered === true)) return { reason: 'noAnswer' };
  return { reason: withEntries.some(({ hasSession }) => hasSession) ? 'noRoom' : 'noSession' };
}

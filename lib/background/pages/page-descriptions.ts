import type { NoRoom, OfferedRoom, PageDescription, PageOffer } from '../../messages/messages.ts';
import { pause, type Timers } from '../platform.ts';
import type { Frames } from './frames.ts';

/** The description of one frame of a tab. */
interface FrameDescription extends PageDescription {
  readonly frameId: number;
}

/** What the frames of a tab have said so far, and how many of them were asked and have not said it. */
interface Waiting {
  readonly found: FrameDescription[];
  begun: number;
}

/** How long the frames of a tab may take to say what they show, in milliseconds: most of them ask nobody. */
const PATIENCE_MS = 250;
/** A course is asked for the rooms that it has: so long, and what is known by then is offered. */
const COURSE_PATIENCE_MS = 15_000;
const LOOK_MS = 100;

/**
 * What the frames of a tab show, for the popup. A message to a tab reaches every frame, but only one of them can answer
 * it: so each says it by a message of its own, by which the browser tells which frame it is.
 */
export class PageDescriptions {
  readonly #frames: Frames;
  readonly #timers: Timers;
  readonly #waiting = new Map<number, Waiting>();

  constructor(frames: Frames, timers: Timers) {
    this.#frames = frames;
    this.#timers = timers;
  }

  /** What can be cloned in this tab; undefined where no frame of it has our script. */
  async ask(tabId: number): Promise<PageOffer | undefined> {
    const waiting: Waiting = { found: [], begun: 0 };
    const { found } = waiting;
    this.#waiting.set(tabId, waiting);
    const heard = await this.#frames.sendToAll(tabId, { type: 'page.describe' });
    if (heard === true) await pause(PATIENCE_MS, this.#timers);
    for (let waited = 0; isPending(waiting) && waited < COURSE_PATIENCE_MS; waited += LOOK_MS)
      await pause(LOOK_MS, this.#timers);
    if (this.#waiting.get(tabId) === waiting) this.#waiting.delete(tabId);
    return heard === true ? offerOf(found) : undefined;
  }

  /** A frame of a tab was asked, and will say it. */
  async wanted(tabId: number, frameId: number): Promise<void> {
    const waiting = this.#waiting.get(tabId);
    if (!waiting) return;
    waiting.begun += 1;
    await this.#frames.describe(tabId, frameId);
    waiting.begun -= 1;
  }

  /** A frame has said what it shows. */
  received(tabId: number, frameId: number, page: PageDescription): void {
    this.#waiting.get(tabId)?.found.push({ ...page, frameId });
  }
}

/** Whether a frame has said that it will say more, and has not yet; or was asked, and could not say it yet. */
function isPending({ found: frames, begun: asked }: Waiting): boolean {
  const begun = frames.filter(({ pending }) => pending === true).length;
  const done = frames.filter(({ pending }) => pending === false).length;
  return asked > 0 || begun > done;
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

import type { MoodlePage } from '../moodle/page/moodle-page.ts';
import { type ActivityPlace, entryInFrame } from '../pages/moodle.ts';
import { opensRoom, partnerOf } from '../pages/moodle-address.ts';

/** What is known of an activity. `room`: its tool's address says that it opens a room; else only Kaltura can tell. */
export interface Holding {
  readonly entryId: string;
  readonly room: boolean;
  /** Whose room it is, as the name of KAF's host has it; undefined where it has another name. */
  readonly partner: number | undefined;
}

/** So many activities of a page are looked into; a course of more shows the item for the first that came into view. */
const MOST = 100;
/** So many at a time: Moodle makes a whole page of each. */
const AT_ONCE = 2;

/**
 * Which entries the activities of one page open. Each is looked into once, when it comes into view: by its launch, which
 * is read and not sent and logs no view; a video by its settings (moodle-pages §5).
 */
export class ActivityRooms {
  readonly #page: MoodlePage;
  readonly #document: Document;
  readonly #changed: () => void;
  readonly #seen = new IntersectionObserver((entries) => this.#sawRows(entries));
  /** Activity → what it opens; undefined: looked into, and it opens nothing that we know, or not answered yet. */
  readonly #known = new Map<number, Holding | undefined>();
  readonly #rows = new WeakMap<Element, ActivityPlace>();
  readonly #due: ActivityPlace[] = [];
  readonly #signal: AbortSignal;
  #running = 0;

  constructor(page: MoodlePage, document: Document, changed: () => void, signal: AbortSignal) {
    this.#page = page;
    this.#document = document;
    this.#changed = changed;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#seen.disconnect(), { once: true });
  }

  of(cmid: number): Holding | undefined {
    return this.#known.get(cmid);
  }

  /** The entries of all activities that were looked into. */
  get entryIds(): string[] {
    return [...this.#known.values()].flatMap((holding) => holding?.entryId ?? []);
  }

  /** Looks into a place's activity once its row is in view. */
  await(place: ActivityPlace): void {
    if (this.#known.has(place.cmid) || this.#rows.has(place.row)) return;
    this.#rows.set(place.row, place);
    this.#seen.observe(place.row);
  }

  #sawRows(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const place = this.#rows.get(target);
      if (!isIntersecting || !place) continue;
      this.#seen.unobserve(target);
      if (this.#known.has(place.cmid) || this.#known.size >= MOST) continue;
      this.#known.set(place.cmid, undefined);
      this.#due.push(place);
    }
    this.#next();
  }

  #next(): void {
    while (this.#running < AT_ONCE) {
      const place = this.#due.shift();
      if (!place) return;
      this.#running += 1;
      void this.#look(place)
        .then((holding) => {
          if (!holding || this.#signal.aborted) return;
          this.#known.set(place.cmid, holding);
          this.#changed();
        })
        .finally(() => {
          // Whatever came of it: the next one has its turn.
          this.#running -= 1;
          this.#next();
        });
    }
  }

  async #look({ cmid, module }: ActivityPlace): Promise<Holding | undefined> {
    const framed = module === 'kalvidres' ? entryInFrame(this.#document) : undefined;
    if (framed !== undefined) return { entryId: framed, room: false, partner: undefined };
    const launch = await this.#page.launch(cmid, module);
    const entryId = launch.ok ? launch.value.entryId : undefined;
    if (!launch.ok || entryId === undefined) return undefined;
    const { toolUrl } = launch.value;
    return { entryId, room: opensRoom(toolUrl), partner: partnerOf(toolUrl) };
  }
}

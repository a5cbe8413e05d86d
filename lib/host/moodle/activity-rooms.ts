import type { MoodlePage } from '../../moodle/page/moodle-page.ts';
import type { Launch, ToolModule } from '../../moodle/port.ts';
import { opensRoom, partnerOf } from '../../pages/moodle/moodle-address.ts';
import type { ActivityCache, Opened } from './activity-cache.ts';

/** An activity that may open a room. */
export interface Tool {
  readonly cmid: number;
  readonly module: ToolModule;
}

/** So many are looked into at a time: Moodle makes a whole page of each. */
const AT_ONCE = 2;
/** So many of those that were looked into earlier are taken in one task. */
const KEPT_AT_ONCE = 10;

/**
 * Which entries the activities of one page open. Each is looked into once a tab: by its launch, which is read and not
 * sent and logs no view; a video by its settings (docs/facts/moodle-pages.md#5-activities-and-their-entries,
 * docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
export class ActivityRooms {
  readonly #page: Pick<MoodlePage, 'launch'>;
  readonly #cache: ActivityCache;
  readonly #changed: (cmid: number) => void;
  readonly #signal: AbortSignal;
  readonly #turn: () => Promise<void>;
  readonly #seen: IntersectionObserver;
  /** Activity → what it opens; undefined: it opens nothing that we know, or has not answered yet. */
  readonly #known = new Map<number, Opened | undefined>();
  /** Those that were looked into in this page, rather than earlier in this tab. */
  readonly #fresh = new Set<number>();
  readonly #rows = new WeakMap<Element, Tool>();
  /** Rows that were not in view yet. */
  readonly #awaited = new Set<Element>();
  readonly #due: Tool[] = [];
  /** Those that were scrolled past: they have their turn after what is in view. */
  readonly #passed: Tool[] = [];
  #running = 0;
  /** Those who wait until nothing is being looked into. */
  readonly #idle: (() => void)[] = [];

  /**
   * @param changed told of each activity of which something else is known now
   * @param turn resolves when the page had its turn
   */
  constructor(
    page: Pick<MoodlePage, 'launch'>,
    cache: ActivityCache,
    changed: (cmid: number) => void,
    signal: AbortSignal,
    turn: () => Promise<void>,
  ) {
    this.#page = page;
    this.#cache = cache;
    this.#changed = changed;
    this.#signal = signal;
    this.#turn = turn;
    this.#seen = new IntersectionObserver((entries) => this.#sawRows(entries));
    signal.addEventListener('abort', () => this.#seen.disconnect(), { once: true });
  }

  of(cmid: number): Opened | undefined {
    return this.#known.get(cmid);
  }

  /** The entries of all activities that were looked into. */
  get entryIds(): string[] {
    return [...new Set([...this.#known.values()].flatMap((opened) => opened?.entryId ?? []))];
  }

  /** Whether anything is being looked into. */
  get busy(): boolean {
    return this.#running > 0 || this.#due.length > 0 || this.#passed.length > 0;
  }

  /** Looks into an activity once its row is in view, or was scrolled past. */
  await(tool: Tool, row: Element): void {
    if (this.#known.has(tool.cmid) || this.#rows.has(row)) return;
    this.#rows.set(row, tool);
    this.#awaited.add(row);
    this.#seen.observe(row);
  }

  /** Looks into these activities now, in their order. Resolves when nothing is left to look into. */
  readAll(tools: readonly Tool[]): Promise<void> {
    tools.forEach((tool) => this.#add(tool, this.#due));
    this.#next();
    return this.busy ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  /** What the page itself shows of an activity: it need not be looked into. */
  found({ cmid }: Tool, opened: Opened): void {
    if (this.#known.get(cmid)?.entryId === opened.entryId) return;
    this.#known.set(cmid, opened);
    this.#fresh.add(cmid);
    this.#changed(cmid);
  }

  /** What an activity opens, looked up in this page. Null: nothing. Undefined: nobody knows. */
  async current(tool: Tool): Promise<Opened | null | undefined> {
    return this.#fresh.has(tool.cmid) ? (this.#known.get(tool.cmid) ?? null) : this.#now(tool);
  }

  /** What an activity opens at this moment, however long ago it was looked into. */
  async #now(tool: Tool): Promise<Opened | null | undefined> {
    const opened = await this.#look(tool);
    // What a Moodle that is silent would have said is not known, and asked again in the next page.
    if (opened === undefined || this.#signal.aborted) return undefined;
    this.#cache.set(tool.cmid, opened ?? undefined);
    this.#known.set(tool.cmid, opened ?? undefined);
    this.#fresh.add(tool.cmid);
    this.#changed(tool.cmid);
    return opened;
  }

  #sawRows(entries: readonly IntersectionObserverEntry[]): void {
    let last: Element | undefined;
    for (const { isIntersecting, target } of entries) {
      const tool = this.#rows.get(target);
      if (!isIntersecting || !tool) continue;
      this.#seen.unobserve(target);
      this.#awaited.delete(target);
      this.#add(tool, this.#due);
      if (!last || isBefore(last, target)) last = target;
    }
    if (last) this.#addPassed(last);
    this.#next();
  }

  /**
   * Rows above the last that is in view: the observer tells of what a frame shows, and a row that was scrolled past between
   * two frames was in none. Should it come into view before its turn, that is now.
   */
  #addPassed(shown: Element): void {
    for (const row of this.#awaited) {
      const tool = this.#rows.get(row);
      // Moodle makes rows anew: the old one is in no page.
      if (row.isConnected && !isBefore(row, shown)) continue;
      this.#awaited.delete(row);
      if (row.isConnected && tool) this.#add(tool, this.#passed);
    }
  }

  #add(tool: Tool, queue: Tool[]): void {
    const passed = this.#passed.findIndex(({ cmid }) => cmid === tool.cmid);
    if (passed >= 0) {
      this.#passed.splice(passed, 1);
      queue.push(tool);
      return;
    }
    if (this.#known.has(tool.cmid)) return;
    this.#known.set(tool.cmid, undefined);
    queue.push(tool);
  }

  #next(): void {
    let kept = 0;
    while (this.#running < AT_ONCE && !this.#signal.aborted) {
      if (kept === KEPT_AT_ONCE) return void this.#turn().then(() => this.#next());
      const tool = this.#due.shift() ?? this.#passed.shift();
      if (!tool) break;
      if (this.#isKept(tool)) {
        kept += 1;
        continue;
      }
      this.#running += 1;
      // Whatever came of it, also where the page fails that is told of it: the next one has its turn.
      const ended = (): void => {
        this.#running -= 1;
        this.#next();
      };
      this.#now(tool).then(ended, ended);
    }
    if (!this.busy || this.#signal.aborted) this.#idle.splice(0).forEach((resolve) => resolve());
  }

  /** Whether it was looked into earlier in this tab: then that is what is known. */
  #isKept({ cmid }: Tool): boolean {
    const kept = this.#cache.get(cmid);
    if (!kept) return false;
    this.#known.set(cmid, kept.opened);
    this.#changed(cmid);
    return true;
  }

  /** What an activity opens; null: nothing. Undefined: nobody knows. */
  async #look({ cmid, module }: Tool): Promise<Opened | null | undefined> {
    const launch = await this.#page.launch(cmid, module).catch(() => undefined);
    if (launch?.ok === true) return openedBy(launch.value);
    const kind = launch?.failure.kind;
    return kind === 'refused' || kind === 'notThere' || kind === 'unexpected' ? null : undefined;
  }
}

/** Whether an element stands before another in the page. */
const isBefore = (one: Element, other: Element): boolean =>
  (one.compareDocumentPosition(other) & one.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** What a launch opens; null where it opens no entry. */
function openedBy({ entryId, toolUrl }: Launch): Opened | null {
  if (entryId === undefined) return null;
  const partner = partnerOf(toolUrl);
  return { entryId, room: opensRoom(toolUrl), ...(partner !== undefined && { partner }) };
}

import type { PageMessage, PageRoom, RoomsAnswer } from '../messages/messages.ts';
import { sessionsOnPage } from './page-sessions.ts';

/** More than a list shows at once; those beyond are asked about in a further request. */
const MOST = 200;

/** What the background said of the page's entries, kept for the page's life: each is asked about once. */
export class RoomAnswers {
  readonly #window: Window;
  readonly #tell: (message: PageMessage) => Promise<unknown>;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  /** Entry → what is known of it; undefined: asked about, and no room or not answered yet. */
  readonly #rooms = new Map<string, PageRoom | undefined>();
  #last: Pick<RoomsAnswer, 'texts' | 'nativeLabels'> = { texts: { item: '', updated: '', copied: '' } };
  /** How many scripts the page had when no session was found in it: it may come with another. */
  #scriptsWithout = -1;
  #introduced = false;
  /** Whether sessions were looked for beyond the page's globals: that is done once. */
  #looked = false;

  constructor(
    window: Window,
    tell: (message: PageMessage) => Promise<unknown>,
    changed: () => void,
    signal: AbortSignal,
  ) {
    this.#window = window;
    this.#tell = tell;
    this.#changed = changed;
    this.#signal = signal;
  }

  /** What does not differ between entries, as it was said last. */
  get last(): Pick<RoomsAnswer, 'texts' | 'nativeLabels'> {
    return this.#last;
  }

  get hasSession(): boolean {
    return this.#scriptsWithout < 0;
  }

  /** The rooms among the entries that were asked about. */
  get rooms(): PageRoom[] {
    return [...this.#rooms.values()].flatMap((room) => room ?? []);
  }

  get hasEntries(): boolean {
    return this.#rooms.size > 0 || !this.hasSession;
  }

  mayClone(entryId: string): boolean {
    return this.#rooms.get(entryId)?.right === true;
  }

  /** Asks about those of these entries that were not asked about before, in one request. */
  ask(entryIds: readonly string[]): void {
    const scripts = this.#window.document.scripts.length;
    if (entryIds.length === 0) return this.#introduce();
    if (this.#scriptsWithout === scripts) return;
    const unknown = [...new Set(entryIds)].filter((id) => !this.#rooms.has(id)).slice(0, MOST);
    if (unknown.length > 0) void this.#send(unknown, scripts);
  }

  /**
   * A page in a frame that shows no entry may have a session all the same, as a room's page has for those who may not
   * edit it: whoever launched it waits for that, to say that they have no right. Once, when the page is whole.
   */
  #introduce(): void {
    const { parent, document } = this.#window;
    if (parent === this.#window || this.#introduced) return;
    this.#introduced = true;
    const introduce = (): void => {
      if (this.#rooms.size === 0) void this.#askWith([]);
    };
    if (document.readyState === 'complete') introduce();
    else this.#window.addEventListener('load', introduce, { once: true, signal: this.#signal });
  }

  async #send(entryIds: readonly string[], scripts: number): Promise<void> {
    entryIds.forEach((id) => this.#rooms.set(id, undefined));
    const answer = await this.#askWith(entryIds);
    if (this.#signal.aborted) return;
    if (answer) this.#last = answer;
    this.#scriptsWithout = answer?.session ? -1 : scripts;
    if (answer?.session) answer.rooms.forEach((room) => this.#rooms.set(room.entryId, room));
    else entryIds.forEach((id) => this.#rooms.delete(id));
    this.#changed();
  }

  /** Asks with the sessions in the page's globals; where none of them is of use, with those that are looked for elsewhere. */
  async #askWith(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const answer = await this.#askFor(entryIds);
    if (answer?.session !== false || this.#looked) return answer;
    this.#looked = true;
    await this.#tell({ type: 'sessions.wanted' });
    return this.#signal.aborted ? undefined : this.#askFor(entryIds);
  }

  async #askFor(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const { lang } = this.#window.document.documentElement;
    const sessions = sessionsOnPage(this.#window);
    const answer = await this.#tell({ type: 'rooms.seen', entryIds, sessions, language: lang.slice(0, 20) });
    // The background's own answer; nothing at all where it could not be asked.
    return answer as RoomsAnswer | undefined;
  }
}

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
  #last: Pick<RoomsAnswer, 'texts' | 'nativeLabels'> = { texts: { item: '', updated: '' } };
  /** How many scripts the page had when no session was found in it: it may come with another. */
  #scriptsWithout = -1;
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
    if (this.#scriptsWithout === scripts) return;
    const unknown = [...new Set(entryIds)].filter((id) => !this.#rooms.has(id)).slice(0, MOST);
    if (unknown.length > 0) void this.#send(unknown, scripts);
  }

  async #send(entryIds: readonly string[], scripts: number): Promise<void> {
    entryIds.forEach((id) => this.#rooms.set(id, undefined));
    let answer = await this.#askFor(entryIds);
    if (answer?.session === false && !this.#looked) {
      this.#looked = true;
      await this.#tell({ type: 'sessions.wanted' });
      if (this.#signal.aborted) return;
      answer = await this.#askFor(entryIds);
    }
    if (answer) this.#last = answer;
    this.#scriptsWithout = answer?.session ? -1 : scripts;
    if (answer?.session) answer.rooms.forEach((room) => this.#rooms.set(room.entryId, room));
    else entryIds.forEach((id) => this.#rooms.delete(id));
    this.#changed();
  }

  async #askFor(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const { lang } = this.#window.document.documentElement;
    const sessions = sessionsOnPage(this.#window);
    const answer = await this.#tell({ type: 'rooms.seen', entryIds, sessions, language: lang.slice(0, 20) });
    // The background's own answer; nothing at all where it could not be asked.
    return answer as RoomsAnswer | undefined;
  }
}

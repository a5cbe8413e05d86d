import type { PageMessage, PageRoom, RoomsAnswer } from '../messages/messages.ts';
import { sessionsOnPage } from './page-sessions.ts';

/** More than a list shows at once; those beyond are asked about in a further request. */
const MOST = 200;
/** What could not be answered is asked again after these pauses, each twice the last, in milliseconds. */
export const FIRST_PAUSE = 2_000;
export const LONGEST_PAUSE = 300_000;

/** What the background said of the page's entries, kept for the page's life: what is answered is not asked again. */
export class RoomAnswers {
  readonly #window: Window;
  readonly #send: (message: PageMessage) => Promise<unknown>;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  /** Entry → what is known of it; undefined: asked about, and no room or not answered yet. */
  readonly #rooms = new Map<string, PageRoom | undefined>();
  #last: Pick<RoomsAnswer, 'texts' | 'nativeLabels'> = { texts: { item: '', updated: '', copied: '' } };
  /** What came of the last question. */
  #state: 'new' | 'asking' | 'answered' | 'noSession' | 'noAnswer' = 'new';
  /** How many scripts the page had when no session was found in it: it may come with another. */
  #scripts = -1;
  #pause = FIRST_PAUSE;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #introduced = false;
  /** Whether sessions were looked for beyond the page's globals: that is done once. */
  #looked = false;
  #entryIds: () => readonly string[] = () => [];

  constructor(
    window: Window,
    send: (message: PageMessage) => Promise<unknown>,
    changed: () => void,
    signal: AbortSignal,
  ) {
    this.#window = window;
    this.#send = send;
    this.#changed = changed;
    this.#signal = signal;
    const retry = (): void => this.#retry();
    // The network is back; the page is back from the back/forward cache, where nothing runs.
    for (const type of ['online', 'pageshow']) window.addEventListener(type, retry, { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** What does not differ between entries, as it was said last. */
  get last(): Pick<RoomsAnswer, 'texts' | 'nativeLabels'> {
    return this.#last;
  }

  get hasSession(): boolean {
    return this.#state !== 'noSession';
  }

  get isPending(): boolean {
    return this.#state === 'asking';
  }

  /** Whether the last question was not answered at all, by the extension or by Kaltura. */
  get isUnanswered(): boolean {
    return this.#state === 'noAnswer';
  }

  /** The rooms among the entries that were asked about. */
  get rooms(): PageRoom[] {
    return [...this.#rooms.values()].flatMap((room) => room ?? []);
  }

  get hasEntries(): boolean {
    return this.#entryIds().length > 0;
  }

  mayClone(entryId: string): boolean {
    return this.#rooms.get(entryId)?.right === true;
  }

  /** Asks about those of these entries that were not asked about before, in one request. @param entryIds the page's, now */
  ask(entryIds: () => readonly string[]): void {
    this.#entryIds = entryIds;
    const scripts = this.#window.document.scripts.length;
    const waits = this.#state === 'noAnswer' || (this.#state === 'noSession' && scripts === this.#scripts);
    if (!waits && this.#state !== 'asking') this.#askNow();
  }

  #askNow(): void {
    if (this.#signal.aborted) return;
    const ids = this.#entryIds();
    if (ids.length === 0) return this.#introduce();
    const unknown = ids.filter((id) => !this.#rooms.has(id)).slice(0, MOST);
    if (unknown.length > 0) void this.#question(unknown);
  }

  #retry(): void {
    if (this.#state !== 'noAnswer' && this.#state !== 'noSession') return;
    clearTimeout(this.#timer);
    this.#askNow();
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

  async #question(entryIds: readonly string[]): Promise<void> {
    this.#state = 'asking';
    this.#scripts = this.#window.document.scripts.length;
    entryIds.forEach((id) => this.#rooms.set(id, undefined));
    const answer = await this.#askWith(entryIds);
    if (this.#signal.aborted) return;
    if (answer) this.#last = answer;
    if (answer?.session) {
      this.#state = 'answered';
      this.#pause = FIRST_PAUSE;
      answer.rooms.forEach((room) => this.#rooms.set(room.entryId, room));
    } else {
      this.#state = answer ? 'noSession' : 'noAnswer';
      entryIds.forEach((id) => this.#rooms.delete(id));
      this.#timer = setTimeout(() => this.#retry(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
    // What came in the meantime, or was too much for one request.
    if (answer?.session) this.#askNow();
    this.#changed();
  }

  /** Asks with the sessions in the page's globals; where none of them is of use, with those that are looked for elsewhere. */
  async #askWith(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const answer = await this.#askFor(entryIds);
    if (answer?.session !== false || this.#looked) return answer;
    this.#looked = true;
    await this.#send({ type: 'sessions.wanted' });
    return this.#signal.aborted ? undefined : this.#askFor(entryIds);
  }

  async #askFor(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const { lang } = this.#window.document.documentElement;
    const sessions = sessionsOnPage(this.#window);
    const answer = await this.#send({ type: 'rooms.seen', entryIds, sessions, language: lang.slice(0, 20) });
    // The background's own answer; nothing at all where it could not be asked.
    return answer as RoomsAnswer | undefined;
  }
}

import type { PageRoom, RoomsAnswer } from '../../messages/messages.ts';
import type { HandedSession } from '../../pages/sessions/page-globals.ts';
import type { Extension } from '../extension.ts';

/** More than a list shows at once; those beyond are asked about in a further request. */
const MOST = 200;
/** What could not be answered is asked again after these pauses, each twice the last, in milliseconds. */
export const FIRST_PAUSE = 2_000;
export const LONGEST_PAUSE = 300_000;

/** What came of the last question, where no answer did. `noAnswer`: the extension or Kaltura has not answered at all. */
type AnswerState = 'asking' | 'noSession' | 'noAnswer';

/** The page about whose entries is asked. */
interface AskingPage {
  readonly window: Window;
  readonly extension: Extension;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Whether it has ended, or is left behind without its extension. */
  readonly isOver: boolean;
  /** Another set whenever they may be others. */
  readonly entryIds: ReadonlySet<string>;
  /** How often scripts came into it. */
  readonly scripts: number;
  readonly sessions: readonly HandedSession[];
  /** Looks for sessions beyond the page's globals: they are among `sessions` then. */
  readonly lookFurther: () => Promise<void>;
}

/** What the background said of the page's entries, kept for the page's life: what is answered is not asked again. */
export class RoomAnswers {
  readonly #page: AskingPage;
  readonly #changed: () => void;
  /** Entry → what is known of it; undefined: asked about, and no room or not answered yet. */
  readonly #rooms = new Map<string, PageRoom | undefined>();
  #last: RoomsAnswer | undefined;
  #state: AnswerState | undefined;
  /** How often scripts had come when no session was found in the page: it may come with another. */
  #scripts = 0;
  /** Entries of which all were asked about. */
  #asked: ReadonlySet<string> | undefined;
  #pause = FIRST_PAUSE;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether sessions were looked for beyond the page's globals: that is done once. */
  #looked = false;

  constructor(page: AskingPage, changed: () => void) {
    this.#page = page;
    this.#changed = changed;
  }

  get state(): AnswerState | undefined {
    return this.#state;
  }

  /** The last answer, for what does not differ between entries. */
  get last(): RoomsAnswer | undefined {
    return this.#last;
  }

  /** The rooms among the entries that were asked about. */
  get rooms(): PageRoom[] {
    return [...this.#rooms.values()].flatMap((room) => room ?? []);
  }

  mayClone(entryId: string): boolean {
    return this.#rooms.get(entryId)?.right === true;
  }

  /** Asks about those of the page's entries that were not asked about before, in one request. */
  ask(): void {
    const { scripts } = this.#page;
    if (!this.#state || (this.#state === 'noSession' && scripts !== this.#scripts)) this.#askNow();
  }

  #askNow(): void {
    const { isOver, entryIds } = this.#page;
    if (isOver || entryIds === this.#asked) return;
    if (entryIds.size === 0) return this.#introduce();
    const unknown = [...entryIds].filter((id) => !this.#rooms.has(id)).slice(0, MOST);
    if (unknown.length > 0) void this.#question(unknown);
    else this.#asked = entryIds;
  }

  #retry(): void {
    if (this.#state === undefined || this.#state === 'asking') return;
    clearTimeout(this.#timer);
    this.#askNow();
  }

  /**
   * A page in a frame that shows no entry may have a session all the same, as a room's page has for those who may not
   * edit it: whoever launched it waits for that, to say that they have no right. Once, when the page is whole.
   */
  #introduce(): void {
    const { window, signal } = this.#page;
    if (window.parent === window || this.#asked) return;
    this.#asked = this.#page.entryIds;
    const introduce = (): void => {
      if (this.#rooms.size === 0) void this.#askWith([]);
    };
    if (window.document.readyState === 'complete') introduce();
    else window.addEventListener('load', introduce, { once: true, signal });
  }

  async #question(entryIds: readonly string[]): Promise<void> {
    const { window, signal } = this.#page;
    this.#state = 'asking';
    this.#scripts = this.#page.scripts;
    entryIds.forEach((id) => this.#rooms.set(id, undefined));
    const answer = await this.#askWith(entryIds);
    if (this.#page.isOver) return;
    if (answer) this.#last = answer;
    if (answer?.session) {
      this.#state = undefined;
      this.#pause = FIRST_PAUSE;
      answer.rooms.forEach((room) => this.#rooms.set(room.entryId, room));
      // What came in the meantime, or was too much for one request.
      this.#askNow();
    } else {
      this.#state = answer ? 'noSession' : 'noAnswer';
      entryIds.forEach((id) => this.#rooms.delete(id));
      if (!this.#timer) {
        // The network is back; the page is back from the back/forward cache, where nothing runs.
        for (const type of ['online', 'pageshow'])
          window.addEventListener(type, () => this.#retry(), { signal });
        signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
      }
      this.#timer = setTimeout(() => this.#retry(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
    this.#changed();
  }

  /** Asks with the sessions in the page's globals; where none of them is of use, with those that are looked for elsewhere. */
  async #askWith(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const answer = await this.#askFor(entryIds);
    if (answer?.session !== false || this.#looked) return answer;
    this.#looked = true;
    await this.#page.lookFurther().catch(() => undefined);
    return this.#page.isOver ? undefined : this.#askFor(entryIds);
  }

  async #askFor(entryIds: readonly string[]): Promise<RoomsAnswer | undefined> {
    const { window, sessions, extension } = this.#page;
    const language = window.document.documentElement.lang.slice(0, 20);
    const answer = await extension.send({ type: 'rooms.seen', entryIds, sessions, language });
    // The background's own answer; nothing at all where it could not be asked.
    return answer as RoomsAnswer | undefined;
  }
}

import type { PageMessage, RoomsAnswer } from '../../messages/messages.ts';

/** So many entries are asked about in one request. */
const MOST = 100;
/** Between two requests: activities are looked into one after the other, and asked about together. */
const PAUSE_MS = 300;
/** A background or a server that gave no answer is asked again after these times. */
const RETRIES_MS = [5_000, 20_000, 60_000];

/** What the background says of the entries of one page of Moodle, asked with the sessions that other pages gave. */
export class ActivityRights {
  readonly #send: (message: PageMessage) => Promise<unknown>;
  readonly #language: () => string;
  readonly #changed: (entryIds: readonly string[] | undefined) => void;
  readonly #signal: AbortSignal;
  readonly #rights = new Map<string, boolean>();
  readonly #names = new Map<string, string>();
  /** Entries that were asked about with the sessions that there are; and those among them that were answered. */
  readonly #asked = new Set<string>();
  readonly #answered = new Set<string>();
  readonly #partners = new Set<number>();
  #texts: RoomsAnswer['texts'] | undefined;
  #session = false;
  #due: readonly string[] = [];
  #running: Promise<void> | undefined;
  #failures = 0;

  /** @param changed told of the entries of which something else may be known now; undefined: of any */
  constructor(
    send: (message: PageMessage) => Promise<unknown>,
    language: () => string,
    changed: (entryIds: readonly string[] | undefined) => void,
    signal: AbortSignal,
  ) {
    this.#send = send;
    this.#language = language;
    this.#changed = changed;
    this.#signal = signal;
  }

  /** The item's texts; undefined before the first answer. */
  get texts(): RoomsAnswer['texts'] | undefined {
    return this.#texts;
  }

  /** Whether there is anybody to ask. */
  get session(): boolean {
    return this.#session;
  }

  nameOf(entryId: string): string | undefined {
    return this.#names.get(entryId);
  }

  /** Whether the user may clone an entry; undefined where nobody could say. */
  to(entryId: string, partner: number | undefined): boolean | undefined {
    // A server that was asked and does not show the room has said no.
    const unseen = this.#answered.has(entryId) && partner !== undefined && this.#partners.has(partner);
    return this.#rights.get(entryId) ?? (unseen ? false : undefined);
  }

  /** Asks about those entries that were not asked about yet. Resolves when all of them are answered. */
  ask(entryIds: readonly string[]): Promise<void> {
    this.#due = entryIds;
    this.#running ??= this.#work().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** There may be other sessions by now. */
  forget(): void {
    this.#asked.clear();
    this.#failures = 0;
    void this.ask(this.#due);
  }

  async #work(): Promise<void> {
    for (;;) {
      const entryIds = this.#due.filter((id) => !this.#asked.has(id)).slice(0, MOST);
      if (this.#signal.aborted || (this.#texts && entryIds.length === 0)) return;
      entryIds.forEach((id) => this.#asked.add(id));
      const language = this.#language();
      const message = { type: 'rooms.seen', entryIds, sessions: [], language, remembered: true } as const;
      // The background's own answer.
      const answer = (await this.#send(message)) as RoomsAnswer | undefined;
      if (answer) this.#take(entryIds, answer);
      else return this.#retryLater(entryIds);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #take(entryIds: readonly string[], { texts, session, rooms, partners = [] }: RoomsAnswer): void {
    const isNew =
      !this.#texts || session !== this.#session || partners.some((partner) => !this.#partners.has(partner));
    this.#failures = 0;
    this.#texts = texts;
    this.#session = session;
    partners.forEach((partner) => this.#partners.add(partner));
    if (session) entryIds.forEach((id) => this.#answered.add(id));
    for (const { entryId, name, right } of rooms) {
      this.#rights.set(entryId, right);
      this.#names.set(entryId, name);
    }
    this.#changed(isNew ? undefined : [...entryIds, ...rooms.map(({ entryId }) => entryId)]);
  }

  /** No answer: the same is asked again, some times. */
  #retryLater(entryIds: readonly string[]): void {
    const delay = RETRIES_MS[this.#failures];
    this.#failures += 1;
    if (delay === undefined) return;
    entryIds.forEach((id) => this.#asked.delete(id));
    const timer = setTimeout(() => void this.ask(this.#due), delay);
    this.#signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}

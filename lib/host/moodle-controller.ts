import type { MoodlePage } from '../moodle/page/moodle-page.ts';
import type { MoodleMessage, PageMessage, RoomsAnswer } from '../messages/messages.ts';
import { type ActivityPlace, activityPlaces, courseIn } from '../pages/moodle.ts';
import { putItem, takeItem } from './activity-items.ts';
import { ActivityRooms } from './activity-rooms.ts';
import { hideLaunch, showLaunch } from './launch-frame.ts';

/** Keeps our item with the activities of one page of Moodle that open rooms, and asks its Moodle what the background wants. */
export class MoodleController {
  readonly #window: Window;
  readonly #page: MoodlePage;
  readonly #tell: (message: PageMessage) => Promise<unknown>;
  readonly #signal: AbortSignal;
  readonly #rooms: ActivityRooms;
  /** Entry → whether its user may clone it, where a session told. */
  readonly #rights = new Map<string, boolean>();
  /** The entries that were asked about with the sessions that there were. */
  #asked = '';
  #texts: RoomsAnswer['texts'] | undefined;
  #session = false;
  #partners: readonly number[] = [];
  #opener: () => HTMLElement | null = () => null;

  constructor(
    window: Window,
    page: MoodlePage,
    tell: (message: PageMessage) => Promise<unknown>,
    signal: AbortSignal,
  ) {
    this.#window = window;
    this.#page = page;
    this.#tell = tell;
    this.#signal = signal;
    this.#rooms = new ActivityRooms(page, window.document, () => this.#scan(), signal);
  }

  /** Looks at the page now and after each change: Moodle makes rows anew and tells nobody (moodle-pages §4). */
  start(): void {
    const { document } = this.#window;
    // What an old instance left, after an update.
    hideLaunch(document);
    takeItem(document);
    let waiting = false;
    const observer = new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        if (!this.#signal.aborted) this.#scan();
      });
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const stop = (): void => {
      observer.disconnect();
      hideLaunch(document);
      takeItem(document);
    };
    this.#signal.addEventListener('abort', stop, { once: true });
    void this.#tell({ type: 'moodle.hello', base: this.#page.base });
    this.#scan();
  }

  #scan(): void {
    const places = activityPlaces(this.#window.document);
    if (places.length === 0) return;
    // What only Kaltura can tell of is not looked into before there is somebody to ask.
    for (const place of places) if (place.module === 'lti' || this.#session) this.#rooms.await(place);
    void this.#ask();
    // The texts come with the first answer, whatever it says.
    if (!this.#texts) return;
    for (const place of places) {
      const entryId = this.#offered(place);
      // It may have been there before it was known that this teacher may not.
      if (entryId === undefined) takeItem(place.holder);
      else putItem(place, entryId, this.#texts.item, this.#choose, this.#signal);
    }
  }

  /** The entry for which a place has the item; undefined where it has none. */
  #offered({ cmid, forAll }: ActivityPlace): string | undefined {
    const holding = this.#rooms.of(cmid);
    if (!holding) return undefined;
    const { entryId, partner, room } = holding;
    // A server that was asked and does not show the room has said no.
    const unseen = partner !== undefined && this.#partners.includes(partner) ? false : undefined;
    const right = this.#rights.get(entryId) ?? unseen;
    return (right ?? (room && !forAll)) ? entryId : undefined;
  }

  /** Asks with the sessions that the background knows; each entry once, and again when there are others. */
  async #ask(): Promise<void> {
    const entryIds = this.#rooms.entryIds.filter((id) => !this.#rights.has(id));
    const asked = entryIds.join();
    if (this.#texts && asked === this.#asked) return;
    this.#asked = asked;
    const language = this.#window.document.documentElement.lang.slice(0, 20);
    const answer = await this.#tell({
      type: 'rooms.seen',
      entryIds,
      sessions: [],
      language,
      remembered: true,
    });
    if (!answer) return;
    // The background's own answer.
    const { texts, session, rooms, partners = [] } = answer as RoomsAnswer;
    this.#texts = texts;
    this.#session = session;
    this.#partners = partners;
    for (const { entryId, right } of rooms) this.#rights.set(entryId, right);
    this.#scan();
  }

  readonly #choose = ({ cmid, module, name, opener }: ActivityPlace, entryId: string): void => {
    this.#opener = opener;
    const courseId = courseIn(this.#window.document);
    // The page may have changed in this moment.
    if (this.#rooms.of(cmid)?.entryId !== entryId || Number.isNaN(courseId)) return;
    const activity = { base: this.#page.base, courseId, cmid, module, name };
    void this.#tell({ type: 'clone.clicked', entryId, sessions: [], activity });
  };

  /** Does what the background says; undefined where it is not for us. */
  receive(message: MoodleMessage): Promise<unknown> | undefined {
    const { document } = this.#window;
    switch (message.type) {
      case 'moodle.ask':
        // Another Moodle at the same host.
        if (message.base !== this.#page.base) return undefined;
        return this.#page.answer(message.question);
      case 'moodle.here':
        return message.base === this.#page.base ? Promise.resolve(true) : undefined;
      case 'launch.show':
        if (message.base !== this.#page.base) return undefined;
        showLaunch(document, `${this.#page.base}/mod/lti/launch.php?id=${message.cmid}&triggerview=0`);
        return Promise.resolve(true);
      case 'launch.hide':
        hideLaunch(document);
        return Promise.resolve(true);
      case 'rooms.known':
        this.#asked = 'again';
        this.#scan();
        return undefined;
      case 'focus.restore':
        this.#opener()?.focus();
        return undefined;
    }
  }
}

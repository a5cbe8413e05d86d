import type { MoodlePage } from '../moodle/moodle-page.ts';
import type { MoodleMessage, PageMessage, RoomsAnswer } from '../messages/messages.ts';
import { type ActivityPlace, activityPlaces, courseIn } from '../pages/moodle.ts';
import type { RoomPlace } from '../pages/page-kind.ts';
import { ActivityRooms } from './activity-rooms.ts';
import { hideLaunch, showLaunch } from './launch-frame.ts';
import { placeItems, removeItems } from './menu-items.ts';

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
    hideLaunch(document);
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
      removeItems(document);
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
    const known = places.flatMap((place) => this.#known(place) ?? []);
    const offered = new Set(known.map(({ holder }) => holder));
    // It may have been there before it was known that this teacher may not.
    for (const { holder } of places) if (!offered.has(holder)) removeItems(holder);
    // The texts come with the first answer, whatever it says.
    if (this.#texts)
      placeItems(known, this.#texts.item, undefined, (place) => this.#choose(place), this.#signal);
  }

  /** The place with its room, where the item may be shown. */
  #known(activity: ActivityPlace): RoomPlace | undefined {
    const holding = this.#rooms.of(activity.cmid);
    if (!holding) return undefined;
    const { entryId, partner } = holding;
    // A server that was asked and does not show the room has said no.
    const unseen = partner !== undefined && this.#partners.includes(partner) ? false : undefined;
    const right = this.#rights.get(entryId) ?? unseen;
    const shown = right ?? (holding.room && !activity.forAll);
    const { holder, makeItem, opener } = activity;
    return shown ? { entryId, holder, makeItem, opener } : undefined;
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

  #choose(place: RoomPlace): void {
    this.#opener = place.opener;
    const chosen = activityPlaces(this.#window.document).find(({ holder }) => holder === place.holder);
    if (!chosen) return;
    const { cmid, module, name } = chosen;
    const { entryId } = place;
    // The page may have changed in this moment.
    if (this.#rooms.of(cmid)?.entryId !== entryId) return;
    const activity = { base: this.#page.base, courseId: courseIn(this.#window.document), cmid, module, name };
    void this.#tell({ type: 'clone.clicked', entryId, sessions: [], activity });
  }

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

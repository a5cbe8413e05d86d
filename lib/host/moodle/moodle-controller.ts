import type { MoodlePage } from '../../moodle/page/moodle-page.ts';
import { toolModule } from '../../moodle/port.ts';
import type { CourseRoom, MoodleMessage, PageDescription, PageRoom } from '../../messages/messages.ts';
import {
  type ActivityMenu,
  activityLinkedAt,
  activityPlaces,
  menuOf,
  courseIn,
  editedOn,
  entryInFrame,
  isCoursePage,
  offersEditing,
  ownPage,
  rowsAround,
  rowsIn,
} from '../../pages/moodle/moodle.ts';
import type { Activity } from '../../room/activity.ts';
import type { ActivityCache, Opened } from './activity-cache.ts';
import { holdsItem, insertItem, removeElsewhere, removeItems } from './activity-items.ts';
import { ActivityRights } from './activity-rights.ts';
import { ActivityRooms, type Tool } from './activity-rooms.ts';
import type { Extension } from '../extension.ts';
import { hideLaunch, showLaunch } from './launch-frame.ts';
import { likelyClick, type WatchLikelyClick } from '../likely-click.ts';
import { observerUntil } from '../observer.ts';
import { showPageNotice } from '../page-notice.ts';
import { hasHost } from '../overlay/shadow.ts';
import { inSlices, pageTurn } from '../slices.ts';

/** What is asked of the Moodle whose page this is. */
type AskedMoodle = Pick<MoodlePage, 'base' | 'answer' | 'course' | 'launch'>;

/** Changes of the page that follow each other are looked at together: a course may have hundreds of rows. */
const SCAN_MS = 200;
/** So many rows are looked at, or get their item, in one task: on a slow machine each may take four milliseconds. */
const ROWS_AT_ONCE = 5;
/** Moodle's own scripts have made the page's menus by then. */
const READY_MS = 3_000;

/** Whoever asks what a course has is answered by then. */
const DESCRIBED_MS = 10_000;
/** A person who has chosen our item waits so long for a Moodle that says what it opens now; the window takes as long again. */
const CURRENT_MS = 700;

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What has changed since a page was looked at. */
interface Changes {
  /** Elements that got or lost children, and those that came. */
  readonly parts: Set<Element>;
  readonly added: Set<Element>;
  /** Activities of which something else is known, and entries. */
  readonly cmids: Set<number>;
  readonly entryIds: Set<string>;
}

const noChanges = (): Changes => ({
  parts: new Set(),
  added: new Set(),
  cmids: new Set(),
  entryIds: new Set(),
});

/** An activity with its name, as the page or the course has it. */
type NamedTool = Tool & { readonly name: string };

/** Keeps our item with the activities of one page of Moodle that open rooms, and asks its Moodle what the background wants. */
export class MoodleController {
  readonly #window: Window;
  readonly #page: AskedMoodle;
  readonly #extension: Extension;
  readonly #signal: AbortSignal;
  readonly #rooms: ActivityRooms;
  readonly #rights: ActivityRights;
  readonly #watchLikelyClick: WatchLikelyClick;
  /** Menus at which a person is noticed. */
  readonly #watched = new WeakSet<Element>();
  #isReady = false;
  /** Row → the menu that it had when it was looked at last. */
  readonly #menus = new Map<Element, ActivityMenu>();
  /** What has changed since the page was looked at; undefined: all of it has to be looked at. */
  #changes: Changes | undefined;
  /** A look at the page is on its way. */
  #looking = false;
  /** A copy was made that the page does not show. */
  #copied = false;
  #scanTimer: ReturnType<typeof setTimeout> | undefined;
  #opener: () => HTMLElement | null = () => null;
  /** Activities that a person has opened from this page: tools of the same room may have a tab each. */
  readonly #opened = new Set<number>();
  /** Ends the launch that was shown last. */
  #launched = new AbortController();
  #launchRests: Promise<boolean> = Promise.resolve(false);

  constructor(
    window: Window,
    page: AskedMoodle,
    cache: ActivityCache,
    extension: Extension,
    signal: AbortSignal,
  ) {
    this.#window = window;
    this.#page = page;
    this.#extension = extension;
    this.#signal = signal;
    this.#watchLikelyClick = likelyClick(extension, window.performance);
    const opened = (cmid: number): void => {
      this.#changes?.cmids.add(cmid);
      this.#scanSoon();
    };
    const answered = (entryIds: readonly string[] | undefined): void => {
      if (!entryIds) return this.#scanAllSoon();
      entryIds.forEach((entryId) => this.#changes?.entryIds.add(entryId));
      this.#scanSoon();
    };
    const language = (): string => window.document.documentElement.lang.slice(0, 20);
    this.#rooms = new ActivityRooms(page, cache, opened, signal, () => pageTurn(window));
    this.#rights = new ActivityRights(extension.send, language, answered, signal);
    const edited = editedOn(window.document);
    if (edited !== undefined) cache.forget(edited);
  }

  /**
   * Looks at the page now and after each change: Moodle makes rows anew and tells nobody
   * (docs/facts/moodle-pages.md#4-rows-made-anew).
   */
  start(): void {
    const { document } = this.#window;
    // What an old instance left, after an update.
    hideLaunch(document);
    removeItems(document);
    observerUntil(this.#signal, (records) => this.#pageChanged(records)).observe(document.body, {
      childList: true,
      subtree: true,
    });
    const press = ({ isTrusted, target }: Event): void => {
      const cmid = isTrusted && target instanceof Element ? activityLinkedAt(target) : undefined;
      if (cmid !== undefined) this.#opened.add(cmid);
    };
    document.addEventListener('click', press, { capture: true, signal: this.#signal });
    const timer = setTimeout(() => {
      this.#isReady = true;
      this.#changes = undefined;
      this.#scan();
    }, READY_MS);
    const stop = (): void => {
      clearTimeout(timer);
      clearTimeout(this.#scanTimer);
      hideLaunch(document);
      removeItems(document);
    };
    this.#signal.addEventListener('abort', stop, { once: true });
    void this.#extension.send({ type: 'moodle.hello', base: this.#page.base });
    // The first look is a task of its own: our script has just been read.
    void pageTurn(this.#window).then(() => this.#scan());
  }

  #scanSoon(): void {
    this.#scanTimer ??= setTimeout(() => this.#scan(), SCAN_MS);
  }

  #scan(): void {
    this.#scanTimer = undefined;
    // What changes meanwhile is looked at after that.
    if (this.#looking) return this.#scanSoon();
    this.#looking = true;
    void this.#look().finally(() => (this.#looking = false));
  }

  /** All of the page has to be looked at: of its rows it is not known which have changed. */
  #scanAllSoon(): void {
    this.#changes = undefined;
    this.#scanSoon();
  }

  #pageChanged(records: readonly MutationRecord[]): void {
    for (const { target, addedNodes } of records) {
      if (target instanceof Element) this.#changes?.parts.add(target);
      for (const node of addedNodes) if (node instanceof Element) this.#changes?.added.add(node);
    }
    this.#scanSoon();
  }

  /**
   * A few rows at a time: a course may have hundreds, and the page has work of its own. Looked at is what has changed:
   * launches are read for as long as a course has some that were not, and each makes something change.
   */
  async #look(): Promise<void> {
    const { document } = this.#window;
    const changes = this.#changes;
    this.#changes = noChanges();
    const own = ownPage(document) !== undefined;
    const isAll = own || !changes;
    const changed = isAll ? undefined : this.#rowsOf(changes);
    if (isAll) this.#menus.clear();
    const places = changed ? [...changed].map((row) => ({ row })) : activityPlaces(document);
    await this.#inSlices(places, (place) => {
      const menu = menuOf(document, place, this.#isReady);
      if (!menu) {
        if ('row' in place) this.#menus.delete(place.row);
        return;
      }
      this.#menus.set(menu.row, menu);
      const { cmid, module, row } = menu;
      // What only Kaltura can tell of is not looked into before there is somebody to ask.
      if (module === 'lti' || this.#rights.session) this.#rooms.await({ cmid, module }, row);
    });
    await pageTurn(this.#window);
    if (this.#signal.aborted) return;
    const menus = new Set([...this.#menus.values()].map(({ menu }) => menu));
    for (const part of changed ? [...changed, ...(changes?.added ?? [])] : [document])
      removeElsewhere(part, menus);
    if (menus.size === 0) return;
    this.#readFrame();
    if (this.#extension.isThere()) void this.#rights.ask(this.#rooms.entryIds);
    // The texts come with the first answer, whatever it says; then all is looked at.
    const { texts } = this.#rights;
    if (!texts) return;
    const others = [...this.#menus.values()].filter(
      ({ cmid, row }) => !changed || changed.has(row) || this.#isOther(cmid, changes),
    );
    await this.#inSlices(others, (activity) => {
      const entryId = this.#offered(activity, activity.forAll);
      // It may have been there before it was known that this teacher may not.
      if (entryId === undefined) removeItems(activity.menu);
      else this.#insert(activity, entryId, texts.item);
    });
  }

  /** The rows that are others now, or have come; those that have gone are forgotten. */
  #rowsOf({ parts, added }: Changes): ReadonlySet<Element> {
    for (const row of this.#menus.keys()) if (!row.isConnected) this.#menus.delete(row);
    const rows = [...[...parts].flatMap(rowsAround), ...[...added].flatMap(rowsIn)];
    return new Set(rows.filter((row) => row.isConnected));
  }

  /** Whether something else is known of an activity, or of what it opens. */
  #isOther(cmid: number, changes: Changes | undefined): boolean {
    const entryId = this.#rooms.of(cmid)?.entryId;
    return (
      changes?.cmids.has(cmid) === true || (entryId !== undefined && changes?.entryIds.has(entryId) === true)
    );
  }

  #inSlices<T>(all: readonly T[], handle: (one: T) => void): Promise<void> {
    return inSlices(all, ROWS_AT_ONCE, handle, { window: this.#window, signal: this.#signal });
  }

  #insert(activity: ActivityMenu, entryId: string, label: string): void {
    const { menu } = activity;
    insertItem(activity, entryId, label, this.#choose, this.#signal);
    if (this.#watched.has(menu)) return;
    this.#watched.add(menu);
    this.#watchLikelyClick(menu, this.#signal, () => holdsItem(menu));
  }

  /** A Kaltura video's own page says which entry it shows. */
  #readFrame(): void {
    const own = ownPage(this.#window.document);
    const entryId = own?.module === 'kalvidres' ? entryInFrame(this.#window.document) : undefined;
    if (own && entryId !== undefined) this.#rooms.found(own, { entryId, room: false });
  }

  /** The entry for which an activity has the item; undefined where it has none. */
  #offered({ cmid }: Tool, forAll: boolean): string | undefined {
    const opened = this.#rooms.of(cmid);
    if (!opened) return undefined;
    const right = this.#rights.to(opened.entryId, opened.partner);
    return (right ?? (opened.room && !forAll)) ? opened.entryId : undefined;
  }

  readonly #choose = ({ opener, ...tool }: ActivityMenu): void => {
    this.#opener = opener;
    void this.#clone(tool);
  };

  /** What an activity opens at this moment, as far as Moodle says it soon. Null: nothing. Undefined: nobody knows. */
  #current(tool: Tool): Promise<Opened | null | undefined> {
    return Promise.race([this.#rooms.current(tool), after(CURRENT_MS).then(() => undefined)]);
  }

  /**
   * Asks for the window, for the room that the activity opens at this moment. A Moodle that is slow or silent has said
   * nothing: then for the one that it opened when it was looked into. Before it is copied, that is looked up anew.
   */
  async #clone(tool: NamedTool): Promise<void> {
    if (!this.#extension.isThere()) return this.#sayUpdated();
    const current = await this.#current(tool);
    const opened = current === undefined ? this.#rooms.of(tool.cmid) : current;
    const activity = this.#activityOf(tool);
    if (!opened || !activity) return;
    await this.#extension.send({
      type: 'clone.clicked',
      entryId: opened.entryId,
      name: this.#rights.nameOf(opened.entryId),
      sessions: [],
      activity,
    });
  }

  #sayUpdated(): void {
    const { texts } = this.#rights;
    if (texts) showPageNotice(this.#window.document, texts.updated);
  }

  /** Moodle's course editor knows nothing of a copy that it has not made. */
  #sayCopied(): void {
    const { texts } = this.#rights;
    if (this.#copied && texts) showPageNotice(this.#window.document, texts.copied);
    this.#copied = false;
  }

  #activityOf({ cmid, module, name }: NamedTool): Activity | undefined {
    const courseId = courseIn(this.#window.document);
    return courseId === undefined ? undefined : { base: this.#page.base, courseId, cmid, module, name };
  }

  /**
   * The activity whose own page this is, if it opens this entry: a room in its frame is cloned with it. Where Moodle has
   * said nothing, the frame has: nothing is copied before that has been looked up. A tab is opened from the course, too.
   */
  async #shown({
    entryId,
    where,
  }: Extract<MoodleMessage, { type: 'activity.shown' }>): Promise<Activity | undefined> {
    const own = ownPage(this.#window.document);
    if (!own) return where === 'tab' ? this.#onlyOneWith(entryId) : undefined;
    this.#readFrame();
    const opened = await this.#current(own);
    return opened === undefined || opened?.entryId === entryId ? this.#activityOf(own) : undefined;
  }

  /**
   * The one activity of the course that opens this entry, of those that have been looked into; of several, the one that
   * was opened from this page.
   */
  async #onlyOneWith(entryId: string): Promise<Activity | undefined> {
    const tools = await Promise.race([this.#tools(), after(CURRENT_MS).then(() => [])]);
    const all = tools.filter(({ cmid }) => this.#rooms.of(cmid)?.entryId === entryId);
    const [one, ...others] = all.length > 1 ? all.filter(({ cmid }) => this.#opened.has(cmid)) : all;
    return one && others.length === 0 ? this.#activityOf(one) : undefined;
  }

  /** Says what rooms the course has, by its own state: in whatever format and theme it is shown. */
  async #describe(): Promise<PageDescription> {
    const { document } = this.#window;
    const tools = await this.#tools();
    // What is not known by then is being looked into all the same: asked again, the page knows more.
    const late = after(DESCRIBED_MS);
    await Promise.race([this.#rooms.readAll(tools), late]);
    await Promise.race([this.#rights.ask(this.#rooms.entryIds), late]);
    const mayEdit = offersEditing(document);
    const rooms = tools.flatMap((tool): PageRoom[] => {
      const opened = this.#rooms.of(tool.cmid);
      if (!opened) return [];
      const right = this.#offered(tool, !mayEdit) !== undefined;
      return [{ entryId: opened.entryId, name: tool.name, right, cmid: tool.cmid }];
    });
    return { hasEntries: rooms.length > 0, hasSession: this.#rights.session, isGallery: false, rooms };
  }

  /** The activities of the course that open something, with what they open. Whether that is a room, others ask. */
  async #courseRooms(): Promise<readonly CourseRoom[]> {
    const tools = await this.#tools();
    await Promise.race([this.#rooms.readAll(tools), after(DESCRIBED_MS)]);
    return tools.flatMap((tool) => {
      const entryId = this.#rooms.of(tool.cmid)?.entryId;
      const activity = this.#activityOf(tool);
      return entryId !== undefined && activity ? [{ entryId, activity }] : [];
    });
  }

  /** The activities of the page, or of its course, that may open rooms, in the course's order. */
  async #tools(): Promise<readonly NamedTool[]> {
    const own = ownPage(this.#window.document);
    if (own) {
      this.#readFrame();
      return [own];
    }
    const courseId = courseIn(this.#window.document);
    const course = courseId === undefined ? undefined : await this.#page.course(courseId);
    if (!course?.ok) return [];
    return course.value.flatMap(({ cmid, name, module: kind }) => {
      const module = toolModule(kind);
      return module ? [{ cmid, name, module }] : [];
    });
  }

  /** The popup offers a room of this course: which activity opens it is looked up anew. */
  async #cloneActivity(cmid: number): Promise<boolean> {
    const tool = (await this.#tools()).find((candidate) => candidate.cmid === cmid);
    if (!tool) return false;
    void this.#clone(tool);
    return true;
  }

  #launch(cmid: number): void {
    this.#launched.abort();
    this.#launched = new AbortController();
    const url = `${this.#page.base}/mod/lti/launch.php?id=${cmid}&triggerview=0`;
    const signal = AbortSignal.any([this.#signal, this.#launched.signal]);
    this.#launchRests = showLaunch(this.#window.document, url, signal);
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
        this.#launch(message.cmid);
        return Promise.resolve(true);
      case 'launch.rests':
        return this.#launchRests;
      case 'launch.hide':
        this.#launched.abort();
        hideLaunch(document);
        return Promise.resolve(true);
      case 'rooms.known':
        this.#rights.forget();
        return undefined;
      case 'focus.restore':
        this.#opener()?.focus();
        this.#sayCopied();
        return undefined;
      case 'activity.shown':
        return this.#shown(message);
      case 'course.rooms':
        return this.#courseRooms();
      case 'activity.copied':
        if (message.base !== this.#page.base || message.courseId !== courseIn(document)) return undefined;
        this.#copied = isCoursePage(document);
        // Over our own window it would hide what that says: then it is said when that has closed.
        if (!hasHost(document, 'dialog')) this.#sayCopied();
        return Promise.resolve(true);
      case 'activity.clone':
        return this.#cloneActivity(message.cmid);
      case 'page.describe':
        if (!isCoursePage(document) && !ownPage(document)) return undefined;
        return this.#describe();
    }
  }
}

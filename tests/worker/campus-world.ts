import { connectDialog, type SendToWorker } from '../../lib/messages/dialog-connection.ts';
import type { DialogView, JobsAnswer, PanelMessage } from '../../lib/messages/messages.ts';
import type { Job } from '../../lib/clone/job/record.ts';
import type { MoodleAsk } from '../../lib/moodle/port.ts';
import { loadTexts } from '../../lib/texts/load.ts';
import { ADMIN, type Admin, adminOf } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { createKaltura, isLost, type Kaltura } from '../campus/kaltura/server.ts';
import { Course, MOODLE } from './moodle-course.ts';
import { EXTENSION, type Frame, type Sender, SimulatedBrowser } from './simulated-browser.ts';

const SERVICE = 'https://www.kaltura.com';
const KAF = 'https://102.kaf.kaltura.com';
const LMS = `${MOODLE}/mod/lti/view.php?id=4`;
/** The frame of Kaltura's in a page of the LMS. */
const INNER_FRAME = 4;
export const USERS = [OWNER, COEDITOR] as const;
export type User = (typeof USERS)[number];

/** A window of ours, with who sits before it. */
export class SimulatedWindow {
  readonly ticket: string;
  readonly user: User;
  readonly tabId: number;
  view: DialogView = { state: 'reading' };
  /** All that it has shown. */
  readonly views: DialogView[] = [];
  isOpen = true;
  isGone = false;
  /** Whether what it shows is of the worker that runs now. */
  isServed = false;
  readonly #browser: SimulatedBrowser;
  readonly #sender: Sender;
  readonly #send: SendToWorker;
  #port: { readonly close: () => void } | undefined;

  constructor(browser: SimulatedBrowser, ticket: string, user: User, tabId: number, frameId: number) {
    this.#browser = browser;
    this.ticket = ticket;
    this.user = user;
    this.tabId = tabId;
    this.#sender = {
      id: EXTENSION,
      url: `chrome-extension://${EXTENSION}/dialog.html`,
      tab: { id: tabId },
      frameId,
      documentId: `document-of-${ticket}`,
    };
    this.#send = connectDialog(ticket, {
      connect: () => {
        if (this.isGone) return undefined;
        const port = browser.connect(this.#sender);
        this.#port = port;
        port.onDisconnect(() => (this.isServed = false));
        return port;
      },
      after: (ms, work) =>
        browser.timeline.after(ms, () => {
          if (this.isOpen) work();
        }),
      onView: (view) => {
        this.view = view;
        this.views.push(view);
        this.isServed = true;
      },
      onGone: () => (this.isOpen = false),
    });
  }

  send(message: Parameters<SendToWorker>[0]): void {
    if (this.isOpen) this.#send(message);
  }

  /** Its document goes. */
  vanish(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#port?.close();
  }

  /** The extension was loaded anew under it. */
  orphan(): void {
    this.isGone = true;
    this.isOpen = false;
  }

  /** What the teacher types, before she saves it. */
  type(name: string): void {
    const texts = { name, description: '', tags: '' };
    this.send({ type: 'draft', draft: { texts, leaveOut: [], copyActivity: false } });
  }

  /** Closed by the button around it: the page says so. */
  async closeByPage(): Promise<void> {
    this.vanish();
    const sender = { id: EXTENSION, url: `${KAF}/media/t/x`, tab: { id: this.tabId }, frameId: 0 };
    void this.#browser.send({ type: 'dialog.closed', ticket: this.ticket }, sender);
    await this.#browser.timeline.settle();
  }
}

/** A browser with the real worker in it, in front of the campus's Kaltura. */
export class CampusWorld {
  readonly kaltura: Kaltura;
  readonly admin: Admin;
  readonly browser: SimulatedBrowser;
  readonly windows: SimulatedWindow[] = [];
  readonly banners = new Map<string, number>();
  /** The frames that were told to prepare a window, and in which language. */
  readonly prepared: { readonly frameId: number; readonly language: unknown }[] = [];
  /** What prepared windows are handed with their tickets. */
  readonly handed: unknown[] = [];
  /** Where requests of ours went. */
  readonly origins = new Set<string>();
  readonly #tabs = new Map<User, number>();
  readonly #sessions = new Map<User, string>();
  /** Whether the page lets frames of ours in. */
  letsFramesIn = true;
  isAway = false;
  room = '';
  #course: Course | undefined;

  private constructor() {
    // The browser's clock is the server's, and it comes first.
    let now: () => number = () => 0;
    this.kaltura = createKaltura({ now: () => now() });
    const { partnerId, adminSecret, userSecret } = this.kaltura;
    this.admin = adminOf({ url: SERVICE, partnerId, adminSecret, userSecret, fetch: this.kaltura.fetch });
    this.browser = new SimulatedBrowser((clock) => {
      now = clock;
      return async (input, init) => {
        const request = new Request(input, init);
        this.origins.add(new URL(request.url).origin);
        const response = this.isAway ? undefined : await this.kaltura.fetch(request);
        if (!response || isLost(response)) throw new TypeError('Failed to fetch');
        return response;
      };
    });
    this.browser.onWindow = (ticket, tabId) => this.#appear(ticket, this.#userOf(ticket), tabId, 0);
    this.browser.onTabClosed = (tabId) => this.#vanish(tabId);
    this.browser.onReload = () => this.windows.forEach((window) => window.orphan());
  }

  /** @param isPrivate in a private window */
  static async create(isPrivate = false): Promise<CampusWorld> {
    await loadTexts('en');
    const world = new CampusWorld();
    world.browser.isPrivate = isPrivate;
    const entry = {
      objectType: 'KalturaRoomEntry',
      roomType: 1,
      name: 'Algebra',
      entitledUsersEdit: COEDITOR,
    };
    world.room = String((await world.admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
    await world.browser.timeline.advance(3_000);
    for (const user of USERS) await world.signIn(user);
    return world;
  }

  /** Where one of its activities opens the room. */
  get course(): Course {
    this.#course ??= new Course(this.room);
    return this.#course;
  }

  /** A page of Kaltura's is opened, signed in: the worker is told of its session. */
  async signIn(user: User): Promise<void> {
    this.#sessions.set(user, await this.admin.newSession(user));
    void this.#fromPage(user, {
      type: 'rooms.seen',
      entryIds: [this.room],
      sessions: [this.#session(user)],
      language: 'en',
    });
    await this.pass(0);
  }

  /** She presses something of ours in her page. */
  async pressInPage(user: User, message: object): Promise<void> {
    void this.#fromPage(user, message);
    await this.pass(0);
  }

  /** She signs out of the site in which she works: its page says so. */
  async signOut(user: User): Promise<void> {
    void this.#fromPage(user, { type: 'site.signedOut' }, 0);
    await this.pass(0);
  }

  /** The teacher clicks our item in her page, and a window comes. */
  async click(user: User, name?: string): Promise<SimulatedWindow | undefined> {
    const before = this.windows.length;
    await this.clicked(user, name);
    await this.pass(200);
    return this.windows[before];
  }

  /** The moment of that click. */
  clicked(user: User, name?: string): Promise<void> {
    return this.pressInPage(user, {
      type: 'clone.clicked',
      entryId: this.room,
      name,
      sessions: [this.#session(user)],
    });
  }

  /** Our item is clicked at an activity of the Moodle around, whose page has no session of Kaltura's. */
  async clickInCourse(user: User): Promise<SimulatedWindow | undefined> {
    const before = this.windows.length;
    const activity = { base: MOODLE, courseId: 2, cmid: 4, module: 'url', name: 'Live room' };
    void this.#fromPage(user, { type: 'clone.clicked', entryId: this.room, sessions: [], activity }, 0);
    await this.pass(200);
    return this.windows[before];
  }

  /** What the popup shows, with so many clones and batches at the most. */
  async popup(most = 20, mostBatches = 3): Promise<JobsAnswer | undefined> {
    // Our own worker's answer, or none where it was stopped over it.
    return (await this.panel({ type: 'jobs.list', most, mostBatches })) as JobsAnswer | undefined;
  }

  /** The answer, where one comes within a second. */
  async panel(message: PanelMessage): Promise<unknown> {
    const sender = { id: EXTENSION, url: `chrome-extension://${EXTENSION}/popup.html` };
    let answer: unknown;
    void this.browser.send(message, sender).then((given) => (answer = given));
    await this.pass(1_000);
    return answer;
  }

  jobs(): Promise<readonly Job[]> {
    return this.browser.journal.jobs();
  }

  async job({ ticket }: SimulatedWindow): Promise<Job | undefined> {
    return this.browser.journal.job(ticket);
  }

  pass(ms: number): Promise<void> {
    return this.browser.timeline.advance(ms);
  }

  /** The tab in which a user works: opened anew where it was closed. */
  tabOf(user: User): number {
    const known = this.#tabs.get(user);
    if (known !== undefined && this.browser.tabs.has(known)) return known;
    const frames = this.#frameOf(user) === 0 ? [0] : [0, INNER_FRAME];
    const tabId: number = this.browser.addTab(
      this.#frameOf(user) === 0 ? `${KAF}/media/t/${this.room}` : LMS,
      new Map(frames.map((frameId) => [frameId, this.#page(user, () => tabId, frameId)])),
    );
    this.#tabs.set(user, tabId);
    // The script in a page of Moodle says so when it starts.
    if (frames.length > 1) void this.#fromPage(user, { type: 'moodle.hello', base: MOODLE }, 0);
    return tabId;
  }

  /** The document in the tab goes elsewhere, with the windows over it. */
  navigate(user: User): void {
    this.#vanish(this.tabOf(user));
  }

  #vanish(tabId: number): void {
    for (const window of this.windows) if (window.tabId === tabId) window.vanish();
  }

  /** @param kept an earlier state of the journal, which it has again then */
  restart(kept?: Parameters<SimulatedBrowser['restartWith']>[0]): void {
    for (const window of this.windows) window.isOpen = false;
    this.#tabs.clear();
    if (kept) this.browser.restartWith(kept);
    else this.browser.restart();
  }

  #session(user: User): object {
    return { ks: this.#sessions.get(user), serviceUrl: SERVICE, partnerId: this.kaltura.partnerId };
  }

  #fromPage(user: User, message: object, frameId = this.#frameOf(user)): Promise<unknown> {
    const id = this.tabOf(user);
    const top = this.browser.tabs.get(id)?.url;
    const url = frameId === 0 && top !== undefined ? top : `${KAF}/media/t/${this.room}`;
    const tab = { id, ...(top !== undefined && { url: top }) };
    return this.browser.send(message, { id: EXTENSION, url, frameId, tab });
  }

  /** One works in Kaltura's own pages, the other in those that her LMS shows in a frame. */
  #frameOf(user: User): number {
    return user === OWNER ? 0 : INNER_FRAME;
  }

  /** A document in a frame: where it goes elsewhere, the windows that it shows go with it. */
  #page(user: User, tabId: () => number, frameId: number): Frame {
    const isMoodle = frameId === 0 && this.#frameOf(user) !== 0;
    return {
      hasScript: isMoodle,
      receive: (message) => {
        if (isMoodle && message['base'] === MOODLE && message.type === 'moodle.here') return true;
        switch (message.type) {
          case 'activity.shown':
            return isMoodle ? this.course.activity : undefined;
          case 'moodle.ask':
            // What the worker asks for, as the script in the page has it parsed.
            return isMoodle ? this.course.answer(message['question'] as MoodleAsk) : undefined;
          case 'dialog.prepare':
            this.prepared.push({ frameId, language: message['language'] });
            return true;
          case 'dialog.show': {
            const ticket = String(message['ticket']);
            this.handed.push(message['known']);
            if (this.letsFramesIn)
              this.browser.timeline.after(20, () =>
                this.#appear(ticket, user, tabId(), 50 + this.windows.length),
              );
            else this.#users.set(ticket, user);
            return true;
          }
          case 'dialog.hide':
            this.windows.find(({ ticket, isOpen }) => isOpen && ticket === message['ticket'])?.vanish();
            return true;
          case 'banner.show':
            this.banners.set(String(message['jobId']), tabId());
            return true;
          case 'banner.hide':
            this.banners.delete(String(message['jobId']));
            return true;
          case 'frame.go':
            this.browser.opened.push(`${String(message['origin'])}${String(message['path'])}`);
            // A frame goes by itself: the windows over the page around it stay.
            if (frameId === 0) this.navigate(user);
            return true;
          default:
            return undefined;
        }
      },
    };
  }

  readonly #users = new Map<string, User>();

  #userOf(ticket: string): User {
    return this.#users.get(ticket) ?? OWNER;
  }

  #appear(ticket: string, user: User, tabId: number, frameId: number): void {
    this.windows.push(new SimulatedWindow(this.browser, ticket, user, tabId, frameId));
  }
}

/** What a window sends when its form is saved. */
export const save = (name: string) =>
  ({
    type: 'save',
    texts: { name, description: '', tags: '' },
    leaveOut: [],
    copyActivity: false,
  }) as const;

/** Somebody changes the new room, later than the server's clock can be off. */
export async function workIn(world: CampusWorld, window: SimulatedWindow): Promise<void> {
  await world.pass(2_000);
  const entryId = (await world.job(window))?.room;
  const baseEntry = { objectType: 'KalturaRoomEntry', tags: 'worked' };
  await world.admin.must(ADMIN, 'baseEntry', 'update', { entryId, baseEntry });
}

import type { JobHead } from '../../clone/job/record.ts';
import { countServices } from '../../clone/reading/count-services.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import { readForClone } from '../../clone/reading/read-room.ts';
import { roomServices } from '../../clone/reading/room-services.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import { entryId, type EntryId, type UserId } from '../../kaltura/ids.ts';
import type { Session } from '../../kaltura/session.ts';
import type { ActivityOffer, DialogMessage, DialogView, Draft, KnownRoom } from '../../messages/messages.ts';
import type { Activity } from '../../room/activity.ts';
import type { ServiceCounts } from '../../room/contents.ts';
import { checkName } from '../../room/texts/name.ts';
import type { Problem } from '../../room/report/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import { addressesOf } from '../jobs/service-addresses.ts';
import { isInMoodle, type StartedFrom } from '../jobs/started-from.ts';
import { storageProblem } from '../jobs/storage-problem.ts';
import { offerOf } from '../moodle/activity-offer.ts';
import type { Launches } from '../moodle/launches.ts';
import type { MoodleAt } from '../moodle/moodle-tabs.ts';
import { pause, type Platform } from '../platform.ts';
import type { Owned, People } from '../sessions/people.ts';
import type { SessionOrigin, SessionStore } from '../sessions/session-store.ts';
import type { DraftKey, Drafts } from './drafts.ts';
import type { RoomReadings } from './room-readings.ts';
import { jobIdOf, sessionsOf, type Ticket, type Tickets } from './tickets.ts';
import { failedView, jobView, readingView, type RoomReading, viewForOthers } from './views.ts';

/** What a dialog works with. */
export interface DialogParts {
  readonly platform: Platform;
  readonly tickets: Tickets;
  readonly readings: RoomReadings;
  readonly drafts: Drafts;
  readonly sessions: SessionStore;
  readonly people: People;
  /** A page has handed over a session of this user's. `site`: the origin of the page at the top of its tab. */
  readonly sessionHandedOver: (session: Session, user: UserId, from: SessionOrigin) => Promise<void>;
  readonly jobs: Scheduler;
  readonly launches: Launches;
  readonly moodleAt: MoodleAt;
  /** The Moodle activity that has opened this room there, in a frame or in a tab. */
  readonly activityAround: (from: StartedFrom, entryId: string) => Promise<Activity | undefined>;
  readonly settings: () => Promise<Settings>;
}

/** What a dialog's messages are about, once its ticket was accepted and it is not to go. */
export type DialogRequest = Exclude<DialogMessage, { type: 'close' | 'room.open' }>;

/** How a reading stands. */
type ReadingState =
  | { readonly kind: 'reading'; readonly opening?: 'frame' | 'tab'; readonly known?: Promise<KnownRoom> }
  | { readonly kind: 'read'; readonly reading: RoomReading }
  | { readonly kind: 'noSession' }
  /** The room's pages come from a host that we may not read. */
  | { readonly kind: 'hostNotAllowed'; readonly host: string }
  /** The browser refused what reading needs, as to note whose session it is. */
  | { readonly kind: 'failed'; readonly problem: Problem };

/** A session with which a room may be read. */
interface Candidate {
  readonly session: Session;
  /** The page that is clicked now; this window's ticket, which may be older; what pages gave that is remembered. */
  readonly from: 'page' | 'ticket' | 'store';
}
const candidates = (from: Candidate['from'], sessions: readonly Session[]): readonly Candidate[] =>
  sessions.map((session) => ({ session, from }));

/** Before it is known whether there are room services at all. */
const NOT_COUNTED: ServiceCounts = { interactions: 'reading', liveStoryboard: 'reading' };

/**
 * One dialog: what is read for it, and what it shows. The id of its ticket is also that of the job that it starts; the
 * window of an earlier job has a ticket of its own.
 */
export class OpenDialog {
  readonly ticket: Ticket;
  readonly #parts: DialogParts;
  #send: ((view: DialogView) => void) | undefined;
  /** What was sent last, as text, and to which window: the same again would change nothing there. */
  #shown: { readonly to: (view: DialogView) => void; readonly view: string } | undefined;
  #state: ReadingState = { kind: 'reading' };
  #reading: Promise<void> = Promise.resolve();
  #activity: Promise<Activity | undefined> | undefined;
  /** Ends the reading of a dialog that is gone, and the opening of a page for it. */
  readonly #gone = new AbortController();
  #asksBeforeUndo = false;
  #trouble: Problem | undefined;
  #jobId: string;
  #hadJob = false;
  #work: Promise<void> = Promise.resolve();

  constructor(ticket: Ticket, parts: DialogParts) {
    this.ticket = ticket;
    this.#jobId = jobIdOf(ticket);
    this.#parts = parts;
  }

  /**
   * Starts reading: at the click, and again when the teacher wants that.
   * @param laterMs not before so many milliseconds
   */
  read(laterMs = 0): void {
    this.#begin(() => this.#read(laterMs));
  }

  /** A reading has an end, whatever the browser refuses: the window says so, and Try again reads anew. */
  #begin(read: () => Promise<void>): void {
    this.#reading = read().catch((error: unknown) => {
      this.#state = { kind: 'failed', problem: storageProblem(error) };
      return this.refresh();
    });
  }

  /** A worker that takes the dialog over goes on with what another one has read. */
  async resume(): Promise<void> {
    const reading = await this.#parts.readings.find(this.ticket.id).catch(() => undefined);
    if (reading) this.#state = { kind: 'read', reading };
    else if (!(await this.#job().catch(() => undefined))) this.read();
  }

  /** The dialog has said hello: from now on it shows what is sent to it. */
  async connect(send: (view: DialogView) => void): Promise<void> {
    this.#send = send;
    // What has just been clicked is shown at once: there is nothing to look up.
    if (this.#state.kind === 'reading' && this.#state.known) send(await this.#viewOfReading(this.#state));
    await this.refresh();
  }

  disconnect(send: (view: DialogView) => void): void {
    if (this.#send === send) this.#send = undefined;
  }

  /** Whether anything stands at the other end. */
  get isConnected(): boolean {
    return this.#send !== undefined;
  }

  /** It has gone: nothing is read or opened for it any more. */
  end(): void {
    this.#gone.abort();
    this.#send = undefined;
  }

  /** The job that it shows, or is going to start. */
  get jobId(): string {
    return this.#jobId;
  }

  /** The room's original. */
  isAbout({ original, id }: JobHead): boolean {
    return this.#jobId === id || this.ticket.entryId === original.entry.id;
  }

  /** A session of some user came: a reading that failed for want of one is made again with it. */
  async sessionReceived(session: Session): Promise<void> {
    if (!this.#wantsSession(session)) return;
    this.#begin(() => this.#readAgain([session]));
    await this.#reading;
  }

  /**
   * Does what the teacher pressed, one after the other: a second Save must find the clone that the first one starts.
   * Resolves when that is noted, or said to be impossible.
   */
  receive(message: DialogRequest): Promise<void> {
    this.#work = this.#work.then(() => this.#receive(message));
    return this.#work;
  }

  async #receive(message: DialogRequest): Promise<void> {
    this.#trouble = undefined;
    // What was pressed is answered, also where nothing comes of it.
    this.#shown = undefined;
    try {
      await this.#carryOut(message);
    } catch (error) {
      this.#trouble = storageProblem(error);
    }
    await this.refresh();
  }

  /** Shows how it stands now. What the browser does not tell at this moment is shown when it does: until then nothing changes. */
  refresh(): Promise<void> {
    return this.#show().catch(() => undefined);
  }

  async #show(): Promise<void> {
    const { jobs: scheduler } = this.#parts;
    const send = this.#send;
    if (!send) return;
    const own = await scheduler.job(this.#jobId).catch((error: unknown) => storageProblem(error));
    const [job, unread] = own && 'code' in own ? [undefined, own] : [own, undefined];
    const trouble = this.#trouble ?? unread;
    if (job) this.#hadJob = true;
    const key = this.#draftKey(job !== undefined);
    const draft = key && (await this.#parts.drafts.find(key).catch(() => undefined));
    const view = job
      ? jobView(job, this.#asksBeforeUndo, draft, trouble ?? scheduler.trouble)
      : await this.#viewBeforeJob(await scheduler.jobs().catch(() => []), draft, trouble);
    // Last of all: who comes while the view is made must not be overtaken by it.
    const owned = job ?? this.#reader();
    const isHidden = owned !== undefined && (await this.#parts.people.isHidden(owned));
    this.#sendOnce(send, isHidden ? viewForOthers(job !== undefined) : view);
  }

  #sendOnce(send: (view: DialogView) => void, view: DialogView): void {
    const text = JSON.stringify(view);
    if (this.#shown?.to === send && this.#shown.view === text) return;
    this.#shown = { to: send, view: text };
    send(view);
  }

  async #viewBeforeJob(
    jobs: readonly JobHead[],
    draft: Draft | undefined,
    trouble: Problem | undefined,
  ): Promise<DialogView> {
    const state = this.#state;
    switch (state.kind) {
      case 'reading':
        return this.#viewOfReading(state);
      case 'noSession':
        return failedView({ code: 'noSession' });
      case 'failed':
        return failedView(state.problem);
      case 'hostNotAllowed':
        return failedView({ code: 'hostNotAllowed', details: state.host });
      case 'read':
        return readingView(state.reading, jobs, await this.#parts.settings(), draft, trouble);
    }
  }

  async #viewOfReading({ opening, known }: Extract<ReadingState, { kind: 'reading' }>): Promise<DialogView> {
    const room = await known;
    return { state: 'reading', ...(opening && { opening }), ...(room && { known: room }) };
  }

  async #carryOut(message: DialogRequest): Promise<void> {
    const { jobs } = this.#parts;
    const id = this.#jobId;
    if (await this.#isRefused(message)) return;
    switch (message.type) {
      case 'retry': {
        if (await this.#job()) return jobs.retry(id);
        // What was not allowed may be now: then a launch brings a session.
        const launchAgain = this.#state.kind === 'hostNotAllowed';
        this.#begin(() => (launchAgain ? this.#read() : this.#readAgain([])));
        return;
      }
      case 'save':
        await this.#save(message);
        // What is saved is no draft any more: neither of the room, nor of its clone.
        return this.#dropDrafts().catch(() => undefined);
      case 'draft': {
        const key = this.#draftKey(await this.#hasJob());
        if (key) await this.#parts.drafts.put(key, message.draft);
        return;
      }
      case 'draft.discard':
        return this.#dropDrafts();
      case 'earlier.show':
        return this.#showEarlier(message.jobId);
      case 'undo':
        this.#asksBeforeUndo = !(await jobs.undo(id, message.confirmed));
        return;
      case 'keep':
        this.#asksBeforeUndo = false;
        return;
      case 'decide':
        return jobs.decide(id, message.about, message.decision);
    }
  }

  /**
   * Whoever is there now touches nothing of somebody else's, whose window was left open. What its user has typed is
   * kept for her; and a room that is not being cloned yet can be read anew, by whoever is there.
   */
  async #isRefused({ type }: DialogRequest): Promise<boolean> {
    if (type === 'draft') return false;
    const job = await this.#job().catch(() => undefined);
    if (!job && type === 'retry') return false;
    const owned = job ?? this.#reader();
    return owned !== undefined && this.#parts.people.isHidden(owned);
  }

  /** Whose session has read the room for this window. */
  #reader(): Owned | undefined {
    if (this.#state.kind !== 'read' || !this.#state.reading.result.ok) return undefined;
    const { service, result } = this.#state.reading;
    return { service, user: result.value.user };
  }

  async #save(message: Extract<DialogMessage, { type: 'save' }>): Promise<void> {
    const { jobs } = this.#parts;
    const { leaveOut, copyActivity } = message;
    // The dialog has said so already; what arrives here is checked all the same.
    if (checkName(message.texts.name) !== undefined) return;
    const texts = { ...message.texts, name: message.texts.name.trim() };
    const { id, startedFrom } = this.ticket;
    if (await this.#job()) return jobs.save(this.#jobId, texts);
    await this.#reading;
    const { reading } = this.#state.kind === 'read' ? this.#state : { reading: undefined };
    if (!reading?.result.ok || obstacleOf(reading.result)) return;
    const settings = await this.#parts.settings();
    const { settingsFrom } = settings;
    await jobs.start({
      id,
      service: reading.service,
      reading: reading.result.value,
      texts,
      options: { leaveOut, settingsFrom, services: addressesOf(settings) },
      activity: activityOf(await this.#findActivity(), copyActivity, reading.activity),
      startedFrom,
    });
  }

  async #job(): Promise<JobHead | undefined> {
    return this.#parts.platform.journal.head(this.#jobId);
  }

  /** Whether its job is there. What is typed is kept also where the journal can't be read: then as it was last. */
  async #hasJob(): Promise<boolean> {
    const known = await this.#job().catch(() => 'unknown' as const);
    if (known !== 'unknown') this.#hadJob = known !== undefined;
    return this.#hadJob;
  }

  /** Where what is typed is kept; undefined before it is known whose it is. */
  #draftKey(isJob: boolean): DraftKey | undefined {
    if (isJob) return { jobId: this.#jobId };
    const reader = this.#reader();
    return reader && { ...reader, entryId: this.ticket.entryId };
  }

  async #dropDrafts(): Promise<void> {
    for (const key of [this.#draftKey(true), this.#draftKey(false)])
      if (key) await this.#parts.drafts.remove(key);
  }

  /** From here on the window is that of an earlier clone of its room. */
  async #showEarlier(jobId: string): Promise<void> {
    const job = await this.#parts.platform.journal.head(jobId);
    if (job?.original.entry.id !== this.ticket.entryId || (await this.#parts.people.isHidden(job))) return;
    this.#jobId = jobId;
    await this.#parts.tickets.change(this.ticket.id, (ticket) => ({ ...ticket, jobId }));
  }

  /** Whether this session may help a reading that has failed. */
  #wantsSession({ service }: Session): boolean {
    if (this.#gone.signal.aborted || !this.isConnected) return false;
    if (this.#state.kind !== 'read' && this.#state.kind !== 'reading') return true;
    if (this.#state.kind !== 'read') return false;
    const { result, service: at } = this.#state.reading;
    const isOver = !result.ok && result.failure.kind === 'sessionOver';
    return isOver && at.url === service.url && at.partnerId === service.partnerId;
  }

  /** Reads with the newest sessions first: those of the click may be over. */
  async #readAgain(newest: readonly Session[]): Promise<void> {
    this.#state = { kind: 'reading' };
    const offer = this.#offer();
    await this.refresh();
    const remembered = await this.#parts.sessions.remembered();
    const services = new Set(this.ticket.sessions.map(({ url, partnerId }) => `${url}|${partnerId}`));
    const isOfPage = ({ service: { url, partnerId } }: Session): boolean =>
      services.size === 0 || services.has(`${url}|${partnerId}`);
    const stored = candidates('store', [...newest, ...remembered.filter(isOfPage)]);
    await this.#conclude(
      await this.#readWith([...stored, ...candidates('ticket', sessionsOf(this.ticket))]),
      offer,
    );
  }

  /** Reads with the sessions that there are; from Moodle, where none of them is of use, with one that a launch brings. */
  async #read(laterMs = 0): Promise<void> {
    const { roomName } = this.ticket;
    const known = roomName === undefined ? undefined : this.#known(roomName);
    this.#state = { kind: 'reading', ...(known && { known }) };
    const { launches, sessions, moodleAt, platform } = this.#parts;
    if (laterMs > 0) await pause(laterMs, platform.timers);
    const offer = this.#offer();
    const { startedFrom } = this.ticket;
    const own = sessionsOf(this.ticket);
    // A page of Moodle has none of its own: its ticket holds those that were remembered.
    const isOfPage = !isInMoodle(startedFrom, this.ticket.activity);
    const reading = await this.#readWith(
      own.length > 0
        ? candidates(isOfPage ? 'page' : 'store', own)
        : candidates('store', await sessions.remembered()),
    );
    const isUseful = reading && (reading.result.ok || reading.result.failure.kind !== 'sessionOver');
    if (isUseful) return this.#conclude(reading, offer);
    const activity = await this.#findActivity();
    // A tab that the room has for itself has no page of Moodle in which it could be launched.
    if (activity?.module !== 'lti' || new URL(activity.base).origin !== this.ticket.site)
      return this.#conclude(reading, offer);
    const notify = (opening: 'frame' | 'tab'): void => {
      this.#state = { kind: 'reading', opening, ...(known && { known }) };
      void this.refresh();
    };
    const launched = await launches.open(startedFrom.tabId, activity, moodleAt, notify, this.#gone.signal);
    if (launched.kind === 'closed' && !this.#gone.signal.aborted) {
      this.#state = { kind: 'hostNotAllowed', host: launched.host };
      return this.refresh();
    }
    const received = launched.kind === 'session';
    await this.#conclude(
      received ? await this.#readWith(candidates('store', await sessions.remembered())) : reading,
      offer,
    );
  }

  async #conclude(
    reading: Omit<RoomReading, 'activity' | 'counts'> | undefined,
    offer: Promise<ActivityOffer>,
  ): Promise<void> {
    if (this.#gone.signal.aborted) return;
    if (!reading) {
      this.#state = { kind: 'noSession' };
      return this.refresh();
    }
    await this.#note({ ...reading, counts: NOT_COUNTED, activity: await offer });
    const { user } = reading.result.ok ? reading.result.value : { user: undefined };
    const session = user && (await this.#parts.sessions.find(reading.service, user));
    const id = entryId(this.ticket.entryId);
    if (session && id) void this.#count(session, id);
  }

  async #note(reading: RoomReading): Promise<void> {
    if (this.#gone.signal.aborted) return;
    this.#state = { kind: 'read', reading };
    const { readings, tickets } = this.#parts;
    await readings.keep(this.ticket.id, reading);
    // What has read the room is remembered as its user's: the ticket needs to hold none any more.
    if (reading.result.ok) await tickets.change(this.ticket.id, (ticket) => ({ ...ticket, sessions: [] }));
    await this.refresh();
  }

  async #known(name: string): Promise<KnownRoom> {
    return { name, namePattern: (await this.#parts.settings()).namePattern };
  }

  async #offer(): Promise<ActivityOffer> {
    const { moodleAt, settings, platform } = this.#parts;
    const activity = await this.#findActivity();
    return offerOf(activity, this.ticket.entryId, moodleAt, (await settings()).copyActivity, platform.timers);
  }

  /** That of the click; else the one that has opened what was clicked, which is noted for later workers. */
  #findActivity(): Promise<Activity | undefined> {
    const { activity, entryId: room, id, startedFrom } = this.ticket;
    if (activity) return Promise.resolve(activity);
    this.#activity ??= (async () => {
      const around = await this.#parts.activityAround(startedFrom, room);
      if (around) await this.#parts.tickets.change(id, (ticket) => ({ ...ticket, activity: around }));
      return around;
    })();
    return this.#activity;
  }

  /** Reads with these sessions in turn, until one of them may clone; else the last word counts. */
  async #readWith(
    sessions: readonly Candidate[],
  ): Promise<Omit<RoomReading, 'activity' | 'counts'> | undefined> {
    const { platform, people, sessionHandedOver, jobs } = this.#parts;
    const id = entryId(this.ticket.entryId);
    if (!id) return undefined;
    let last: Omit<RoomReading, 'activity' | 'counts'> | undefined;
    for (const { session, from } of sessions) {
      const result = await readForClone(kalturaClient(session, platform.post), id, platform.clock);
      const { service } = session;
      const { site, startedFrom } = this.ticket;
      if (!result.ok) {
        last = { service, result };
        continue;
      }
      const { user } = result.value;
      // A session that was kept brings nobody back who has gone: somebody else may have come since.
      if (from !== 'page' && (await people.isHidden({ service, user }))) continue;
      last = { service, result };
      if (from !== 'store') await sessionHandedOver(session, user, { site, page: startedFrom.url });
      // Where jobs can't be read, none goes on; the room can be read all the same.
      await jobs.sessionReceived(service, user).catch(() => undefined);
      if (!obstacleOf(result)) break;
    }
    return last;
  }

  /** Counts what room services hold, while the teacher types. */
  async #count(session: Session, original: EntryId): Promise<void> {
    const { settings, platform } = this.#parts;
    const services = roomServices(addressesOf(await settings()), session, platform.post);
    const counting: ServiceCounts = {
      interactions: services.chat ? 'reading' : 'noService',
      liveStoryboard: services.storyboard ? 'reading' : 'noService',
    };
    await this.#noteCounts(counting);
    await this.#noteCounts(await countServices(services, original));
  }

  async #noteCounts(counts: ServiceCounts): Promise<void> {
    if (this.#state.kind === 'read') await this.#note({ ...this.#state.reading, counts });
  }
}

/** The activity that the job is to copy; or of which it is to say why not. */
function activityOf(
  activity: Activity | undefined,
  wanted: boolean,
  offer: ActivityOffer,
): Activity | undefined {
  if (!activity) return undefined;
  if (offer.kind === 'impossible') return { ...activity, notCopyable: offer.reason };
  return wanted && offer.kind === 'offered' ? activity : undefined;
}

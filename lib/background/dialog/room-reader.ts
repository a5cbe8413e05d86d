import { countServices } from '../../clone/reading/count-services.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import { readForClone } from '../../clone/reading/read-room.ts';
import { roomServices } from '../../clone/reading/room-services.ts';
import { entryId, type EntryId, type UserId } from '../../kaltura/ids.ts';
import type { Session } from '../../kaltura/session.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import type { ActivityOffer, KnownRoom } from '../../messages/messages.ts';
import type { Activity } from '../../room/activity.ts';
import type { ServiceCounts } from '../../room/contents.ts';
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
import type { RoomReadings } from './room-readings.ts';
import { sessionsOf, type Ticket, type Tickets } from './tickets.ts';
import type { RoomReading } from './views.ts';

/** What a room is read with. */
export interface RoomReaderParts {
  readonly platform: Platform;
  readonly tickets: Tickets;
  readonly readings: RoomReadings;
  readonly sessions: SessionStore;
  readonly people: People;
  /** A page has handed over a session of this user's. `site`: the origin of the page at the top of its tab. */
  readonly sessionHandedOver: (session: Session, user: UserId, from: SessionOrigin) => Promise<void>;
  readonly jobs: Pick<Scheduler, 'sessionReceived'>;
  readonly launches: Launches;
  readonly moodleAt: MoodleAt;
  /** The Moodle activity that has opened this room there, in a frame or in a tab. */
  readonly activityAround: (from: StartedFrom, entryId: string) => Promise<Activity | undefined>;
  readonly settings: () => Promise<Settings>;
}

/** How a reading stands. */
export type ReadingState =
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
 * Reads the room of one dialog: by the sessions of the click, those of its ticket, those that are remembered, or one that
 * a launch brings.
 */
export class RoomReader {
  readonly #ticket: Ticket;
  readonly #parts: RoomReaderParts;
  readonly #changed: () => Promise<void>;
  readonly #gone: AbortSignal;
  #state: ReadingState = { kind: 'reading' };
  #reading: Promise<void> = Promise.resolve();
  #activity: Promise<Activity | undefined> | undefined;

  /**
   * @param changed how the reading stands is to be shown anew
   * @param gone the dialog is: nothing is read or opened for it any more
   */
  constructor(ticket: Ticket, parts: RoomReaderParts, changed: () => Promise<void>, gone: AbortSignal) {
    this.#ticket = ticket;
    this.#parts = parts;
    this.#changed = changed;
    this.#gone = gone;
  }

  get state(): ReadingState {
    return this.#state;
  }

  /** Whose session has read the room for this window. */
  get user(): Owned | undefined {
    if (this.#state.kind !== 'read' || !this.#state.reading.result.ok) return undefined;
    const { service, result } = this.#state.reading;
    return { service, user: result.value.user };
  }

  /** Starts reading. @param laterMs not before so many milliseconds */
  read(laterMs = 0): void {
    this.#begin(() => this.#read(laterMs));
  }

  /** Reads anew, as the teacher wants it. */
  retry(): void {
    // What was not allowed may be now: then a launch brings a session.
    const launchAgain = this.#state.kind === 'hostNotAllowed';
    this.#begin(() => (launchAgain ? this.#read() : this.#readAgain([])));
  }

  /** Reads anew with a session that came. Resolves when it is read. */
  async readWith(session: Session): Promise<void> {
    this.#begin(() => this.#readAgain([session]));
    await this.#reading;
  }

  /** Takes over what another worker has read; answers whether there was something. */
  async resume(): Promise<boolean> {
    const reading = await this.#parts.readings.find(this.#ticket.id).catch(() => undefined);
    if (reading) this.#state = { kind: 'read', reading };
    return reading !== undefined;
  }

  /** What was read, when that is done; undefined where nothing could be. */
  async done(): Promise<RoomReading | undefined> {
    await this.#reading;
    return this.#state.kind === 'read' ? this.#state.reading : undefined;
  }

  /** Whether this session may help a reading that has failed. */
  wants({ service }: Session): boolean {
    if (this.#gone.aborted || this.#state.kind === 'reading') return false;
    if (this.#state.kind !== 'read') return true;
    const { result, service: at } = this.#state.reading;
    const isOver = !result.ok && result.failure.kind === 'sessionOver';
    return isOver && at.url === service.url && at.partnerId === service.partnerId;
  }

  /** That of the click; else the one that has opened what was clicked, which is noted for later workers. */
  activity(): Promise<Activity | undefined> {
    const { activity, entryId: room, id, startedFrom } = this.#ticket;
    if (activity) return Promise.resolve(activity);
    this.#activity ??= (async () => {
      const around = await this.#parts.activityAround(startedFrom, room);
      if (around) await this.#parts.tickets.change(id, (ticket) => ({ ...ticket, activity: around }));
      return around;
    })();
    return this.#activity;
  }

  /** A reading has an end, whatever the browser refuses: the window says so, and Try again reads anew. */
  #begin(read: () => Promise<void>): void {
    this.#reading = read().catch((error: unknown) => {
      this.#state = { kind: 'failed', problem: storageProblem(error) };
      return this.#changed();
    });
  }

  /** Reads with the newest sessions first: those of the click may be over. */
  async #readAgain(newest: readonly Session[]): Promise<void> {
    this.#state = { kind: 'reading' };
    const offer = this.#offer();
    await this.#changed();
    const remembered = await this.#parts.sessions.remembered();
    const services = new Set(this.#ticket.sessions.map(({ url, partnerId }) => `${url}|${partnerId}`));
    const isOfPage = ({ service: { url, partnerId } }: Session): boolean =>
      services.size === 0 || services.has(`${url}|${partnerId}`);
    const stored = candidates('store', [...newest, ...remembered.filter(isOfPage)]);
    await this.#conclude(
      await this.#readWith([...stored, ...candidates('ticket', sessionsOf(this.#ticket))]),
      offer,
    );
  }

  /** Reads with the sessions that there are; from Moodle, where none of them is of use, with one that a launch brings. */
  async #read(laterMs = 0): Promise<void> {
    const { roomName } = this.#ticket;
    const known = roomName === undefined ? undefined : this.#known(roomName);
    this.#state = { kind: 'reading', ...(known && { known }) };
    const { launches, sessions, moodleAt, platform } = this.#parts;
    if (laterMs > 0) await pause(laterMs, platform.timers);
    const offer = this.#offer();
    const { startedFrom } = this.#ticket;
    const own = sessionsOf(this.#ticket);
    // A page of Moodle has none of its own: its ticket holds those that were remembered.
    const isOfPage = !isInMoodle(startedFrom, this.#ticket.activity);
    const reading = await this.#readWith(
      own.length > 0
        ? candidates(isOfPage ? 'page' : 'store', own)
        : candidates('store', await sessions.remembered()),
    );
    const isUseful = reading && (reading.result.ok || reading.result.failure.kind !== 'sessionOver');
    if (isUseful) return this.#conclude(reading, offer);
    const activity = await this.activity();
    // A tab that the room has for itself has no page of Moodle in which it could be launched.
    if (activity?.module !== 'lti' || new URL(activity.base).origin !== this.#ticket.site)
      return this.#conclude(reading, offer);
    const notify = (opening: 'frame' | 'tab'): void => {
      this.#state = { kind: 'reading', opening, ...(known && { known }) };
      void this.#changed();
    };
    const launched = await launches.open(startedFrom.tabId, activity, moodleAt, notify, this.#gone);
    if (launched.kind === 'closed' && !this.#gone.aborted) {
      this.#state = { kind: 'hostNotAllowed', host: launched.host };
      return this.#changed();
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
    if (this.#gone.aborted) return;
    if (!reading) {
      this.#state = { kind: 'noSession' };
      return this.#changed();
    }
    await this.#note({ ...reading, counts: NOT_COUNTED, activity: await offer });
    const { user } = reading.result.ok ? reading.result.value : { user: undefined };
    const session = user && (await this.#parts.sessions.find(reading.service, user));
    const id = entryId(this.#ticket.entryId);
    if (session && id) void this.#count(session, id);
  }

  async #note(reading: RoomReading): Promise<void> {
    if (this.#gone.aborted) return;
    this.#state = { kind: 'read', reading };
    const { readings, tickets } = this.#parts;
    await readings.keep(this.#ticket.id, reading);
    // What has read the room is remembered as its user's: the ticket needs to hold none any more.
    if (reading.result.ok) await tickets.change(this.#ticket.id, (ticket) => ({ ...ticket, sessions: [] }));
    await this.#changed();
  }

  async #known(name: string): Promise<KnownRoom> {
    return { name, namePattern: (await this.#parts.settings()).namePattern };
  }

  async #offer(): Promise<ActivityOffer> {
    const { moodleAt, settings, platform } = this.#parts;
    const activity = await this.activity();
    return offerOf(
      activity,
      this.#ticket.entryId,
      moodleAt,
      (await settings()).copyActivity,
      platform.timers,
    );
  }

  /** Reads with these sessions in turn, until one of them may clone; else the last word counts. */
  async #readWith(
    sessions: readonly Candidate[],
  ): Promise<Omit<RoomReading, 'activity' | 'counts'> | undefined> {
    const { platform, people, sessionHandedOver, jobs } = this.#parts;
    const id = entryId(this.#ticket.entryId);
    if (!id) return undefined;
    let last: Omit<RoomReading, 'activity' | 'counts'> | undefined;
    for (const { session, from } of sessions) {
      const result = await readForClone(kalturaClient(session, platform.post), id, platform.clock);
      const { service } = session;
      const { site, startedFrom } = this.#ticket;
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

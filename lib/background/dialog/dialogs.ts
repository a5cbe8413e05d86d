import { obstacleOf } from '../../clone/reading/eligibility.ts';
import type { Job, ServiceAddresses } from '../../clone/job/record.ts';
import { type Reading, readForClone } from '../../clone/reading/read-room.ts';
import { countServices } from '../../clone/reading/count-services.ts';
import { roomServices } from '../../clone/reading/room-services.ts';
import { kalturaClient } from '../../kaltura/client.ts';
import { entryId, type EntryId } from '../../kaltura/ids.ts';
import type { Result } from '../../kaltura/result.ts';
import type { Session } from '../../kaltura/session.ts';
import type { ActivityOffer, DialogMessage, DialogView } from '../../messages/messages.ts';
import type { MoodlePort } from '../../moodle/port.ts';
import type { ServiceCounts } from '../../room/contents.ts';
import type { Activity } from '../../room/activity.ts';
import { checkName } from '../../room/name.ts';
import { serviceAddress } from '../../services/address.ts';
import type { Settings } from '../../settings/settings.ts';
import { offerOf } from '../moodle/activity-offer.ts';
import type { JobHost } from '../jobs/scheduler.ts';
import type { Launches } from '../moodle/launches.ts';
import {
  rememberedSessions,
  rememberSession,
  type SessionArea,
  sessionsOf,
  type Ticket,
} from '../sessions/session-store.ts';
import { jobView, viewOfReading } from './views.ts';

/** What was read of a room for one opening of the dialog. */
interface RoomReading {
  readonly session: Session;
  readonly result: Result<Reading>;
  /** The local time at which it came in, in milliseconds. */
  readonly at: number;
}

/** One open dialog: its ticket, and where its views go. */
interface Open {
  readonly ticket: Ticket;
  readonly show: (view: DialogView) => void;
}

/** The open dialogs, and what is read for them. A dialog's ticket is also the id of the job that it starts. */
export class Dialogs {
  readonly #area: SessionArea;
  readonly #jobs: JobHost;
  readonly #settings: () => Promise<Settings>;
  readonly #launches: Launches;
  readonly #moodleAt: (base: string) => MoodlePort;
  readonly #open = new Map<string, Open>();
  readonly #readings = new Map<string, Promise<RoomReading | undefined>>();
  /** What room services hold of the rooms that were read. */
  readonly #counts = new Map<string, ServiceCounts>();
  /** Whether the activity from which a dialog was opened can be copied, too. */
  readonly #offers = new Map<string, Promise<ActivityOffer>>();
  /** How the room's page is being opened for its session, where no open page had one. */
  readonly #opening = new Map<string, 'frame' | 'tab'>();
  /** Ends the opening of a room's page. */
  readonly #launching = new Map<string, AbortController>();
  /** Jobs whose undo asks first, since somebody has worked in the room. */
  readonly #asksToConfirm = new Set<string>();

  constructor(
    area: SessionArea,
    jobs: JobHost,
    settings: () => Promise<Settings>,
    launches: Launches,
    moodleAt: (base: string) => MoodlePort,
  ) {
    this.#launches = launches;
    this.#moodleAt = moodleAt;
    this.#area = area;
    this.#jobs = jobs;
    this.#settings = settings;
  }

  /** Starts reading at the click, before the dialog is drawn. */
  read(ticket: Ticket): void {
    this.#readings.set(ticket.id, this.#readRoom(ticket));
    this.#offers.set(ticket.id, this.#offerOf(ticket));
  }

  /** A dialog whose ticket was accepted. Aborting closes it here. */
  async open(ticket: Ticket, show: (view: DialogView) => void, signal: AbortSignal): Promise<void> {
    const open = { ticket, show };
    this.#open.set(ticket.id, open);
    signal.addEventListener(
      'abort',
      () => {
        if (this.#open.get(ticket.id) === open) this.#open.delete(ticket.id);
        this.#stopLaunch(ticket.id);
      },
      { once: true },
    );
    if (!this.#readings.has(ticket.id) && !(await this.#job(ticket))) this.read(ticket);
    await this.#refresh(open);
    await this.#readings.get(ticket.id);
    await this.#refresh(open);
  }

  /** Whether any dialog is open: what is typed in it would be lost with the extension. */
  get anyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** The ticket of a dialog that is open for this job, if there is one. */
  ticketOf(jobId: string): Ticket | undefined {
    return this.#open.get(jobId)?.ticket;
  }

  async receive(
    ticket: Ticket,
    message: Exclude<DialogMessage, { type: 'hello' | 'close' | 'room.open' }>,
  ): Promise<void> {
    const open = this.#open.get(ticket.id);
    if (!open) return;
    if (message.type === 'retry') {
      this.read(ticket);
      await this.#refresh(open);
      await this.#readings.get(ticket.id);
      await this.#refresh(open);
      return;
    }
    switch (message.type) {
      case 'save':
        await this.#save(ticket, message);
        break;
      case 'keep':
        this.#asksToConfirm.delete(ticket.id);
        break;
      case 'undo':
        if (await this.#jobs.undo(ticket.id, message.confirmed)) this.#asksToConfirm.delete(ticket.id);
        else this.#asksToConfirm.add(ticket.id);
        break;
      case 'decide':
        if (await this.#job(ticket)) await this.#jobs.decide(ticket.id, message.about, message.decision);
        break;
    }
    await this.#refresh(open);
  }

  /** A job changed: its dialog shows it, and those on the same room learn whether they may start. */
  changed(job: Job): void {
    const own = this.#open.get(job.id);
    own?.show(jobView(job, this.#asksToConfirm.has(job.id)));
    for (const open of this.#open.values()) {
      if (open !== own && open.ticket.entryId === job.original.entry.id) void this.#refresh(open);
    }
  }

  async #save(ticket: Ticket, message: Extract<DialogMessage, { type: 'save' }>): Promise<void> {
    const { texts, leaveOut, copyActivity } = message;
    // The dialog has said so already; what arrives here is checked all the same.
    if (checkName(texts.name) !== undefined) return;
    const trimmed = { ...texts, name: texts.name.trim() };
    if (await this.#job(ticket)) return this.#jobs.save(ticket.id, trimmed);
    const reading = await this.#readings.get(ticket.id);
    if (!reading?.result.ok || obstacleOf(reading.result)) return;
    const offer = await this.#offers.get(ticket.id);
    const { service } = reading.session;
    const { value } = reading.result;
    const settings = await this.#settings();
    const { settingsFrom } = settings;
    const job = {
      id: ticket.id,
      service,
      reading: value,
      texts: trimmed,
      options: { leaveOut, settingsFrom, services: addressesOf(settings) },
      activity: activityOf(ticket, copyActivity, offer),
      startedFrom: ticket.starter,
    };
    await this.#jobs.start(job);
  }

  async #job(ticket: Ticket): Promise<Job | undefined> {
    return (await this.#jobs.jobs()).find(({ id }) => id === ticket.id);
  }

  async #refresh({ ticket, show }: Open): Promise<void> {
    const jobs = await this.#jobs.jobs();
    const job = jobs.find(({ id }) => id === ticket.id);
    if (job) return show(jobView(job, this.#asksToConfirm.has(ticket.id)));
    const pending = this.#readings.get(ticket.id);
    const reading = pending && (await settledOr(pending, PENDING));
    const opening = this.#opening.get(ticket.id);
    if (reading === PENDING) return show({ state: 'reading', ...(opening && { opening }) });
    const settings = await this.#settings();
    if (!reading && (ticket.sessions.length === 0 || ticket.activity))
      return show(viewOfReading(undefined, { code: 'noSession' }, undefined, jobs, settings, NOT_COUNTED));
    const counts = this.#counts.get(ticket.id) ?? NOT_COUNTED;
    const view = viewOfReading(reading?.result, undefined, reading?.session.service, jobs, settings, counts);
    const activity = view.state === 'form' ? await this.#offers.get(ticket.id) : undefined;
    show(view.state === 'form' && activity ? { ...view, activity } : view);
  }

  async #offerOf({ activity, entryId: room }: Ticket): Promise<ActivityOffer> {
    return offerOf(activity, room, this.#moodleAt, (await this.#settings()).copyActivity);
  }

  /** Reads with the sessions that there are; from Moodle, where none of them is of use, with one that a launch brings. */
  async #readRoom(ticket: Ticket): Promise<RoomReading | undefined> {
    const reading = await this.#readWith(ticket, sessionsOf(ticket));
    const { activity, starter } = ticket;
    const useful = reading && (reading.result.ok || reading.result.failure.kind !== 'sessionOver');
    if (useful || activity?.module !== 'lti') return reading;
    const tell = (how: 'frame' | 'tab'): void => {
      this.#opening.set(ticket.id, how);
      const open = this.#open.get(ticket.id);
      if (open) void this.#refresh(open);
    };
    const stopped = new AbortController();
    this.#launching.set(ticket.id, stopped);
    const came = await this.#launches.open(starter.tabId, activity, tell, stopped.signal);
    this.#launching.delete(ticket.id);
    this.#opening.delete(ticket.id);
    return came ? this.#readWith(ticket, await rememberedSessions(this.#area)) : reading;
  }

  /** A window that was closed waits for no session: nothing is opened for it any more. */
  #stopLaunch(ticketId: string): void {
    const launching = this.#launching.get(ticketId);
    if (!launching) return;
    launching.abort();
    // Opened anew, it is read anew.
    this.#readings.delete(ticketId);
  }

  /** Reads with these sessions in turn, until one of them may clone; else the last word counts. */
  async #readWith(ticket: Ticket, sessions: readonly Session[]): Promise<RoomReading | undefined> {
    const id = entryId(ticket.entryId);
    let last: RoomReading | undefined;
    for (const session of id ? sessions : []) {
      // `id` is defined wherever there is a session to loop over.
      const result = await readForClone(kalturaClient(session), id as NonNullable<typeof id>);
      last = { session, result, at: Date.now() };
      if (!result.ok) continue;
      await rememberSession(this.#area, session, result.value.user);
      await this.#jobs.sessionCame(session.service, result.value.user);
      if (!obstacleOf(result)) break;
    }
    if (id && last?.result.ok) void this.#count(ticket.id, last.session, id);
    return last;
  }

  /** Counts what room services hold, while the teacher types. */
  async #count(ticketId: string, session: Session, room: EntryId): Promise<void> {
    const services = roomServices(addressesOf(await this.#settings()), session);
    this.#counts.set(ticketId, {
      interactions: services.chat ? 'reading' : 'noService',
      liveStoryboard: services.storyboard ? 'reading' : 'noService',
    });
    this.#counts.set(ticketId, await countServices(services, room));
    const open = this.#open.get(ticketId);
    if (open) await this.#refresh(open);
  }
}

/** The activity that the job is to copy; or of which it is to say why not. */
function activityOf(
  { activity }: Ticket,
  wanted: boolean,
  offer: ActivityOffer | undefined,
): Activity | undefined {
  if (!activity) return undefined;
  if (offer?.kind === 'impossible') return { ...activity, notCopyable: offer.reason };
  return wanted && offer?.kind === 'offered' ? activity : undefined;
}

/** Before it is known whether there are room services at all. */
const NOT_COUNTED: ServiceCounts = { interactions: 'reading', liveStoryboard: 'reading' };

/** The room services that the settings name. */
const addressesOf = ({ chatService, storyboardService }: Settings): ServiceAddresses => ({
  chat: serviceAddress('chat', chatService),
  storyboard: serviceAddress('storyboard', storyboardService),
});

const PENDING = Symbol('pending');

/** The value of a promise that has settled, or `other` at once. */
function settledOr<T, U extends symbol>(promise: Promise<T>, other: U): Promise<T | U> {
  return Promise.race([promise, Promise.resolve(other)]);
}

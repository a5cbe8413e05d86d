import type { JobHead } from '../../clone/job/record.ts';
import { obstacleOf } from '../../clone/reading/eligibility.ts';
import type { Session } from '../../kaltura/session.ts';
import type { ActivityOffer, DialogMessage, DialogView, Draft } from '../../messages/messages.ts';
import type { Activity } from '../../room/activity.ts';
import type { Problem } from '../../room/report/problem.ts';
import { checkName } from '../../room/texts/name.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import { addressesOf } from '../jobs/service-addresses.ts';
import { storageProblem } from '../jobs/storage-problem.ts';
import type { DraftKey, Drafts } from './drafts.ts';
import { type ReadingState, RoomReader, type RoomReaderParts } from './room-reader.ts';
import { jobIdOf, type Ticket } from './tickets.ts';
import { failedView, jobView, readingView, viewForOthers } from './views.ts';

/** What a dialog works with. */
export interface DialogParts extends RoomReaderParts {
  readonly drafts: Drafts;
  readonly jobs: Scheduler;
}

/** What a dialog's messages are about, once its ticket was accepted and it is not to go. */
export type DialogRequest = Exclude<DialogMessage, { type: 'close' | 'room.open' }>;

/**
 * One dialog: what it shows, and what is done of what is pressed in it. The id of its ticket is also that of the job that
 * it starts; the window of an earlier job has a ticket of its own.
 */
export class OpenDialog {
  readonly ticket: Ticket;
  readonly #parts: DialogParts;
  #send: ((view: DialogView) => void) | undefined;
  /** What was sent last, as text, and to which window: the same again would change nothing there. */
  #shown: { readonly to: (view: DialogView) => void; readonly view: string } | undefined;
  readonly #reader: RoomReader;
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
    this.#reader = new RoomReader(ticket, parts, () => this.refresh(), this.#gone.signal);
  }

  /**
   * Starts reading: at the click.
   * @param laterMs not before so many milliseconds
   */
  read(laterMs = 0): void {
    this.#reader.read(laterMs);
  }

  /** A worker that takes the dialog over goes on with what another one has read. */
  async resume(): Promise<void> {
    if (await this.#reader.resume()) return;
    if (!(await this.#job().catch(() => undefined))) this.read();
  }

  /** The dialog has said hello: from now on it shows what is sent to it. */
  async connect(send: (view: DialogView) => void): Promise<void> {
    this.#send = send;
    const { state } = this.#reader;
    // What has just been clicked is shown at once: there is nothing to look up.
    if (state.kind === 'reading' && state.known) send(await this.#viewOfReading(state));
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
    if (this.isConnected && this.#reader.wants(session)) await this.#reader.readWith(session);
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
    const owned = job ?? this.#reader.user;
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
    const { state } = this.#reader;
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
        this.#reader.retry();
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
    const owned = job ?? this.#reader.user;
    return owned !== undefined && this.#parts.people.isHidden(owned);
  }

  async #save(message: Extract<DialogMessage, { type: 'save' }>): Promise<void> {
    const { jobs } = this.#parts;
    const { leaveOut, copyActivity } = message;
    // The dialog has said so already; what arrives here is checked all the same.
    if (checkName(message.texts.name) !== undefined) return;
    const texts = { ...message.texts, name: message.texts.name.trim() };
    const { id, startedFrom } = this.ticket;
    if (await this.#job()) return jobs.save(this.#jobId, texts);
    const reading = await this.#reader.done();
    if (!reading?.result.ok || obstacleOf(reading.result)) return;
    const settings = await this.#parts.settings();
    const { settingsFrom } = settings;
    await jobs.start({
      id,
      service: reading.service,
      reading: reading.result.value,
      texts,
      options: { leaveOut, settingsFrom, services: addressesOf(settings) },
      activity: activityOf(await this.#reader.activity(), copyActivity, reading.activity),
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
    const { user } = this.#reader;
    return user && { ...user, entryId: this.ticket.entryId };
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

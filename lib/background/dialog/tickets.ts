import * as z from 'zod/mini';
import { Session } from '../../kaltura/session.ts';
import { startedFromSchema } from '../jobs/started-from.ts';
import type { SessionArea } from '../sessions/session-store.ts';

const ticketSchema = z.lazy(() =>
  z.object({
    /** Random; also the id of the job that Save starts. */
    id: z.string(),
    /** The job whose window it is, where that is not the one that this window starts. */
    jobId: z.optional(z.string()),
    /** The tab in which the dialog may say hello; `window` once it was opened in a window of its own. */
    hostTab: z.union([z.number(), z.literal('window')]),
    entryId: z.string(),
    /** The room's name, as the page that was clicked knows it. */
    roomName: z.optional(z.string()),
    /** The origin of the page at the top of that tab. */
    site: z.string(),
    /** Where the teacher clicked, for the focus and for the way to the new room. */
    startedFrom: startedFromSchema,
    /** The Moodle activity in whose menu it was clicked. */
    activity: z.optional(
      z.object({
        base: z.string(),
        courseId: z.number(),
        cmid: z.number(),
        module: z.string(),
        name: z.string(),
      }),
    ),
    /** The frame in which the dialog is shown. */
    hostFrameId: z.number(),
    /** The document that said hello: nobody else may use this ticket again. */
    documentId: z.optional(z.string()),
    /** The tab in which that document is. */
    tabId: z.optional(z.number()),
    /** The sessions of the page that was clicked, until one of them has read the room. */
    sessions: z.array(z.object({ ks: z.string(), url: z.string(), partnerId: z.number() })),
    /**
     * When its window was last seen to go, in milliseconds since 1970. A page that the browser keeps for going back may
     * bring it again; until then nothing is typed in it.
     */
    leftAt: z.optional(z.number()),
  }),
);

/** What one opening of the dialog may do: one room, for one tab, once. */
export type Ticket = z.infer<typeof ticketSchema>;
/** The job that the window of a ticket shows, or starts. */
export const jobIdOf = ({ id, jobId }: Ticket): string => jobId ?? id;

const PREFIX = 'ticket|';
const ticketKey = (id: string): string => `${PREFIX}${id}`;

/** The tickets of windows, in `storage.session`: they outlive the worker, and no window outlives them. */
export class Tickets {
  readonly #area: SessionArea;
  /** Those that this worker has put: nobody else changes them, and a teacher waits while they are looked up. */
  readonly #known = new Map<string, Ticket>();
  readonly #making = new Map<string, Promise<unknown>>();

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** This ticket is being made, while its window comes: whoever asks for it waits until it is, or is not to be. */
  expect(id: string, made: Promise<unknown>): void {
    const over = (): void => void this.#making.delete(id);
    this.#making.set(id, made.then(over, over));
  }

  async put(ticket: Ticket): Promise<void> {
    this.#known.set(ticket.id, ticket);
    await this.#area.set({ [ticketKey(ticket.id)]: ticket });
  }

  async find(id: string): Promise<Ticket | undefined> {
    await this.#making.get(id);
    const known = this.#known.get(id);
    if (known) return known;
    const key = ticketKey(id);
    return ticketSchema.safeParse((await this.#area.get(key))[key]).data;
  }

  async all(): Promise<readonly Ticket[]> {
    return Object.entries(await this.#area.get(null)).flatMap(([key, value]) =>
      key.startsWith(PREFIX) ? (ticketSchema.safeParse(value).data ?? []) : [],
    );
  }

  /**
   * Changes a ticket that is there. Answers it as it is then; undefined where it has gone, or is not to be changed. What
   * is changed at the same time is changed one after the other.
   */
  async change(id: string, change: (ticket: Ticket) => Ticket | undefined): Promise<Ticket | undefined> {
    const found = await this.find(id);
    // As it is now: another change may have come between.
    const changed = found && change(this.#known.get(id) ?? found);
    if (changed) await this.put(changed);
    return changed;
  }

  /** A window that was closed does not come back: its ticket, and the sessions in it, go. */
  async remove(id: string): Promise<void> {
    this.#known.delete(id);
    await this.#area.remove(ticketKey(id));
  }
}

/** The sessions that a ticket holds, to ask with. */
export const sessionsOf = ({ sessions }: Ticket): Session[] =>
  sessions.map(({ ks, url, partnerId }) => new Session({ url, partnerId }, ks));

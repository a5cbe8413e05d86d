import * as z from 'zod/mini';
import type { UserId } from '../../kaltura/ids.ts';
import { type Service, Session } from '../../kaltura/session.ts';

/** The part of `storage.session` that is needed: it lives in memory, and content scripts cannot reach it. */
export interface SessionArea {
  get: (key: string | null) => Promise<Record<string, unknown>>;
  set: (items: Record<string, unknown>) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

const sessionKey = ({ url, partnerId }: Service, user: string): string =>
  `session|${url}|${partnerId}|${user.toLowerCase()}`;

/** Notes the session of a user, for the steps of its jobs. The newest one stays. */
export async function rememberSession(area: SessionArea, session: Session, user: UserId): Promise<void> {
  await area.set({ [sessionKey(session.service, user)]: session.reveal() });
}

/** The sessions that pages gave, of whatever service and user. */
export async function rememberedSessions(area: SessionArea): Promise<Session[]> {
  return Object.entries(await area.get(null)).flatMap(([key, value]) => {
    const [, url, partnerId] = /^session\|(.+?)\|(\d+)\|/.exec(key) ?? [];
    const ks = z.string().safeParse(value).data;
    if (url === undefined || ks === undefined) return [];
    return [new Session({ url, partnerId: Number(partnerId) }, ks)];
  });
}

export async function findSession(
  area: SessionArea,
  service: Service,
  user: UserId,
): Promise<Session | undefined> {
  const key = sessionKey(service, user);
  const ks = z.string().safeParse((await area.get(key))[key]);
  return ks.success ? new Session(service, ks.data) : undefined;
}

const ticketSchema = z.object({
  /** Random; also the id of the job that Save starts. */
  id: z.string(),
  /** The tab in which the dialog may say hello; `window` once it was opened in a window of its own. */
  place: z.union([z.number(), z.literal('window')]),
  entryId: z.string(),
  /** Where the teacher clicked, for the focus and the way back. */
  starter: z.object({
    tabId: z.number(),
    frameId: z.number(),
    /** Origins alone: see `started-from.ts`. */
    url: z.string(),
    parentOrigin: z.optional(z.string()),
  }),
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
  /** The sessions of the page that was clicked, until one of them has read the room. */
  sessions: z.array(z.object({ ks: z.string(), url: z.string(), partnerId: z.number() })),
});

/** What one opening of the dialog may do: one room, for one tab, once. */
export type Ticket = z.infer<typeof ticketSchema>;
export type Starter = Ticket['starter'];

const ticketKey = (id: string): string => `ticket|${id}`;

export async function putTicket(area: SessionArea, ticket: Ticket): Promise<void> {
  await area.set({ [ticketKey(ticket.id)]: ticket });
}

export async function findTicket(area: SessionArea, id: string): Promise<Ticket | undefined> {
  const key = ticketKey(id);
  return ticketSchema.safeParse((await area.get(key))[key]).data;
}

/** A window that was closed does not come back: its ticket, and the sessions in it, go. */
export async function removeTicket(area: SessionArea, id: string): Promise<void> {
  await area.remove(ticketKey(id));
}

export const sessionsOf = ({ sessions }: Ticket): Session[] =>
  sessions.map(({ ks, url, partnerId }) => new Session({ url, partnerId }, ks));

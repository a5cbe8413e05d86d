import * as z from 'zod/mini';
import { type UserId, userId } from '../../kaltura/ids.ts';
import { type Service, Session } from '../../kaltura/session.ts';

/** The part of `storage.session` that is needed: it lives in memory, and content scripts cannot reach it. */
export interface SessionArea {
  get: (key: string | null) => Promise<Record<string, unknown>>;
  set: (items: Record<string, unknown>) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

/** From where a session came: origins. */
export interface SessionOrigin {
  /** That of the page at the top of the tab. */
  readonly site: string;
  /** That of the page of Kaltura's itself, which may stand in a frame of the other. */
  readonly page: string;
}

const stored = z.lazy(() =>
  z.object({
    ks: z.string(),
    url: z.string(),
    partnerId: z.number(),
    user: z.string(),
    site: z.string(),
    page: z.string(),
  }),
);
type Stored = z.infer<typeof stored>;

const PREFIX = 'session|';
const sessionKey = ({ url, partnerId }: Service): string => `${PREFIX}${url}|${partnerId}`;

const sessionOf = ({ ks, url, partnerId }: Stored): Session => new Session({ url, partnerId }, ks);

/**
 * The sessions that pages gave, the newest of each Kaltura: for the steps of jobs, and for windows whose own is over. One
 * person at a time uses a Kaltura in a browser: whose page comes next ends the session of the one before.
 */
export class SessionStore {
  readonly #area: SessionArea;

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Notes the session of a user. */
  async remember(session: Session, user: UserId, { site, page }: SessionOrigin): Promise<void> {
    const { url, partnerId } = session.service;
    const value: Stored = { ks: session.reveal(), url, partnerId, user: user.toLowerCase(), site, page };
    await this.#area.set({ [sessionKey(session.service)]: value });
  }

  /** All of them, of whatever service and user. */
  async remembered(): Promise<readonly Session[]> {
    return (await this.#all()).map(sessionOf);
  }

  async find(service: Service, user: UserId): Promise<Session | undefined> {
    const found = await this.#of(service, user);
    return found && sessionOf(found);
  }

  /** From where the session of a user came, where there is one. */
  async originOf(service: Service, user: UserId): Promise<SessionOrigin | undefined> {
    return this.#of(service, user);
  }

  /** Whose sessions there are. */
  async people(): Promise<readonly { readonly service: Service; readonly user: UserId }[]> {
    return (await this.#all()).map(({ url, partnerId, user }) => ({
      service: { url, partnerId },
      user: userId(user),
    }));
  }

  async #of(service: Service, user: UserId): Promise<Stored | undefined> {
    const key = sessionKey(service);
    const { data } = stored.safeParse((await this.#area.get(key))[key]);
    return data?.user === user.toLowerCase() ? data : undefined;
  }

  /** Somebody has signed out of a site: the sessions that came from it go. Answers where they were. */
  async signedOut(site: string): Promise<readonly Service[]> {
    const gone = (await this.#all()).filter((one) => one.site === site);
    for (const one of gone) await this.#area.remove(sessionKey(one));
    return gone.map(({ url, partnerId }) => ({ url, partnerId }));
  }

  async #all(): Promise<readonly Stored[]> {
    return Object.entries(await this.#area.get(null)).flatMap(([key, value]) =>
      key.startsWith(PREFIX) ? (stored.safeParse(value).data ?? []) : [],
    );
  }
}

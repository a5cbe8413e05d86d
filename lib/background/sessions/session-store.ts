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

/** The sessions that pages gave, each user's newest: for the steps of jobs, and for windows whose own is over. */
export class SessionStore {
  readonly #area: SessionArea;

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Notes the session of a user. The newest one stays. */
  async remember(session: Session, user: UserId): Promise<void> {
    await this.#area.set({ [sessionKey(session.service, user)]: session.reveal() });
  }

  /** All of them, of whatever service and user. */
  async remembered(): Promise<readonly Session[]> {
    return Object.entries(await this.#area.get(null)).flatMap(([key, value]) => {
      const [, url, partnerId] = /^session\|(.+?)\|(\d+)\|/.exec(key) ?? [];
      const ks = z.string().safeParse(value).data;
      if (url === undefined || ks === undefined) return [];
      return [new Session({ url, partnerId: Number(partnerId) }, ks)];
    });
  }

  async find(service: Service, user: UserId): Promise<Session | undefined> {
    const key = sessionKey(service, user);
    const ks = z.string().safeParse((await this.#area.get(key))[key]);
    return ks.success ? new Session(service, ks.data) : undefined;
  }
}

import { randomBytes } from 'node:crypto';

/** Who a KAF session belongs to, and where it was launched from. */
export interface KafSession {
  readonly user: string;
}

/**
 * KAF's own sessions, by cookie. Partitioned, as third-party cookies must be where browsers block the others: so a
 * session lives in the frame of the site that launched it, and a bare KAF address has none.
 */
export class KafSessions {
  static readonly cookie = 'kms_ctamuls';
  readonly #sessions = new Map<string, KafSession>();

  open(session: KafSession): string {
    const id = randomBytes(16).toString('hex');
    this.#sessions.set(id, session);
    return `${KafSessions.cookie}=${id}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned`;
  }

  read(cookies: string | undefined): KafSession | undefined {
    const id = new RegExp(`(?:^|; )${KafSessions.cookie}=([0-9a-f]+)`).exec(cookies ?? '')?.[1];
    return id === undefined ? undefined : this.#sessions.get(id);
  }
}

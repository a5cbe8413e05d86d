import { randomBytes } from 'node:crypto';
import { invalidKs } from './api-error.ts';

/** Who makes a call. `none`: no KS at all. */
export interface Caller {
  readonly kind: 'none' | 'widget' | 'user' | 'admin';
  readonly user: string;
  readonly privileges: string;
  /** Unix seconds. */
  readonly expiry: number;
}

export const NOBODY: Caller = { kind: 'none', user: '', privileges: '', expiry: 0 };

/** The value of a privilege such as `privacycontext:pc1`, `''` for a bare one, or undefined. */
export function privilege({ privileges }: Caller, name: string): string | undefined {
  const found = privileges.split(',').find((item) => item === name || item.startsWith(`${name}:`));
  return found?.slice(name.length + 1);
}

export const isAdmin = ({ kind }: Caller): boolean => kind === 'admin';

/** The KSs that a server has issued. */
export class Sessions {
  readonly #issued = new Map<string, Caller>();
  readonly #partnerId: number;
  readonly #now: () => number;
  /** A call's parameters → the text of the first damaged KS that came with them. */
  readonly #damaged = new Map<string, string>();

  constructor(partnerId: number, now: () => number) {
    this.#partnerId = partnerId;
    this.#now = now;
  }

  /** A KS in the shape of the real one's version 2: only the partner id is readable. */
  issue(caller: Omit<Caller, 'expiry'>, lifetime: number): string {
    const ks = Buffer.concat([Buffer.from(`v2|${this.#partnerId}|`), randomBytes(96)]).toString('base64url');
    this.#issued.set(ks, { ...caller, expiry: this.#now() + lifetime });
    return ks;
  }

  /** Whose KS it is, or undefined for one that is damaged or over. */
  peek(ks: string): Caller | undefined {
    const caller = this.#issued.get(ks);
    return caller && caller.expiry > this.#now() ? caller : undefined;
  }

  /**
   * Whose KS it is; throws INVALID_KS. The server caches its answer to a damaged KS by the call's other parameters, and
   * so may answer with the text of somebody else's (recorded scenario `error-invalid-ks`); not across partners.
   */
  read(ks: string, describeCall: () => string): Caller {
    const caller = this.peek(ks);
    if (caller) return caller;
    if (this.#issued.has(ks)) throw invalidKs('EXPIRED');
    const partner = /^v2\|(\d+)\|/.exec(Buffer.from(ks, 'base64url').toString('latin1'))?.[1];
    if (partner !== undefined && partner !== String(this.#partnerId)) throw invalidKs(ks);
    const call = describeCall();
    const first = this.#damaged.get(call) ?? ks;
    this.#damaged.set(call, first);
    throw invalidKs(first);
  }

  /** Ends sessions now: of one user, or of everybody. */
  expire(user?: string): void {
    for (const [ks, caller] of this.#issued) {
      if (user === undefined || caller.user === user) this.#issued.set(ks, { ...caller, expiry: 0 });
    }
  }
}

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
  #cachedError = 'garbage';

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

  /** Throws INVALID_KS as the server does: an undecipherable KS of a known partner may answer with another's text. */
  read(ks: string): Caller {
    const caller = this.#issued.get(ks);
    if (caller) {
      if (caller.expiry <= this.#now()) throw invalidKs('EXPIRED');
      return caller;
    }
    const partner = /^v2\|(\d+)\|/.exec(Buffer.from(ks, 'base64url').toString('latin1'))?.[1];
    if (partner === String(this.#partnerId)) throw invalidKs(this.#cachedError);
    if (partner === undefined) this.#cachedError = ks;
    throw invalidKs(ks);
  }

  /** Ends sessions now: of one user, or of everybody. */
  expire(user?: string): void {
    for (const [ks, caller] of this.#issued) {
      if (user === undefined || caller.user === user) this.#issued.set(ks, { ...caller, expiry: 0 });
    }
  }
}

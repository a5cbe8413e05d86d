import * as z from 'zod/mini';
import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { SessionArea } from './session-store.ts';

/** Somebody has signed out, and nobody in since. */
const NOBODY = '';

const personKey = ({ url, partnerId }: Service): string => `person|${url}|${partnerId}`;

/** What belongs to a person: a job, as far as that matters here. */
export interface Owned {
  readonly service: Service;
  readonly user: UserId;
}

/**
 * Who uses each Kaltura in this browser: whose page was open last. Clones are shown to the person whose they are, and
 * to nobody who comes after her at the same computer. Before anybody has come, they are shown: whoever has a computer
 * of her own sees them at once.
 */
export class People {
  readonly #area: SessionArea;

  /** @param area one that outlives the browser, but in a private window, which leaves nothing behind */
  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** A page of this person's is open. */
  async noteHere(service: Service, user: UserId): Promise<void> {
    await this.#area.set({ [personKey(service)]: user.toLowerCase() });
  }

  /** She has signed out. */
  async noteLeft(service: Service): Promise<void> {
    await this.#area.set({ [personKey(service)]: NOBODY });
  }

  /** Whether it is kept from whoever uses this Kaltura now. */
  async isHidden({ service, user }: Owned): Promise<boolean> {
    const key = personKey(service);
    const { success, data } = z.string().safeParse((await this.#area.get(key))[key]);
    return success && data !== user.toLowerCase();
  }

  /** Those that may be shown. */
  async shown<T extends Owned>(owned: readonly T[]): Promise<readonly T[]> {
    const hidden = await Promise.all(owned.map((one) => this.isHidden(one)));
    return owned.filter((_one, index) => hidden[index] === false);
  }
}

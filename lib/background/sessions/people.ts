import * as z from 'zod/mini';
import type { UserId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type { SessionArea } from './session-store.ts';

/** Somebody has signed out, and nobody in since. */
const NOBODY = '';

const personKey = ({ url, partnerId }: Service): string => `person|${url}|${partnerId}`;

const isShownTo = (here: string | undefined, user: UserId): boolean =>
  here === undefined || here === user.toLowerCase();

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
  /** As this worker has noted it, whether or not the browser could keep it: nobody else notes it. */
  readonly #noted = new Map<string, string>();

  /** @param area one that outlives the browser, but in a private window, which leaves nothing behind */
  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** A page of this person's is open. */
  async noteHere(service: Service, user: UserId): Promise<void> {
    await this.#note(service, user.toLowerCase());
  }

  /** She has signed out. */
  async noteLeft(service: Service): Promise<void> {
    await this.#note(service, NOBODY);
  }

  async #note(service: Service, person: string): Promise<void> {
    const key = personKey(service);
    this.#noted.set(key, person);
    await this.#area.set({ [key]: person });
  }

  /** Whether it is kept from whoever uses this Kaltura now. Rejects where nobody can tell who that is. */
  async isHidden({ service, user }: Owned): Promise<boolean> {
    return !isShownTo(await this.#whoIsAt(service), user);
  }

  /** Those that may be shown. However many there are, who is there is asked once of each Kaltura. */
  async shown<T extends Owned>(owned: readonly T[]): Promise<readonly T[]> {
    const services = new Map(owned.map(({ service }) => [personKey(service), service]));
    const here = new Map<string, string | undefined>();
    for (const [key, service] of services) here.set(key, await this.#whoIsAt(service));
    return owned.filter(({ service, user }) => isShownTo(here.get(personKey(service)), user));
  }

  /** Undefined: nobody has come yet. */
  async #whoIsAt(service: Service): Promise<string | undefined> {
    const key = personKey(service);
    return this.#noted.get(key) ?? z.string().safeParse((await this.#area.get(key))[key]).data;
  }
}

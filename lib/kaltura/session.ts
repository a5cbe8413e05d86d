/** Where a Kaltura service is: an origin, with a path where the installation has one. Ends without a slash. */
export interface Service {
  readonly url: string;
  readonly partnerId: number;
}

/**
 * A KS with the service it came for. The KS stays in a private field, so that it cannot reach a log, an error or a
 * stored record by accident: `JSON.stringify` and string conversion show `[KS]`.
 */
export class Session {
  readonly service: Service;
  readonly #ks: string;

  constructor(service: Service, ks: string) {
    this.service = service;
    this.#ks = ks;
  }

  /** The KS itself, for a request body or `storage.session` and nothing else. */
  reveal(): string {
    return this.#ks;
  }

  toJSON(): unknown {
    return { service: this.service, ks: '[KS]' };
  }

  toString(): string {
    return '[KS]';
  }
}

/**
 * The service that a `serviceUrl` of a player config names: `https://www.kaltura.com/api_v3` and
 * `https://www.kaltura.com` are the same. Undefined for what is no http(s) URL, or holds credentials or a query.
 */
export function service(serviceUrl: string, partnerId: number): Service | undefined {
  if (!URL.canParse(serviceUrl) || !Number.isSafeInteger(partnerId) || partnerId <= 0) return undefined;
  const { protocol, origin, pathname, username, password, search } = new URL(serviceUrl);
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '' || search !== '') return undefined;
  const path = pathname.replace(/\/+$/, '').replace(/\/(?:api_v3(?:\/.*)?|index\.php)$/, '');
  return { url: origin + path, partnerId };
}

/** The same service: a session for one is good for the other. */
export function sameService(a: Service, b: Service): boolean {
  return a.url === b.url && a.partnerId === b.partnerId;
}
